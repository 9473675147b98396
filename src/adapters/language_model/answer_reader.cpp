#include "adapters/language_model/answer_reader.hpp"

#include <algorithm>

#include "adapters/language_model/failure.hpp"

namespace callwell::adapters {

namespace {

using base::Status;

constexpr std::size_t kMaxAnswerBytes = 256 << 10;  // words and calls together; an answer on the telephone has a few hundred
constexpr std::size_t kMaxCalls = 16;

}  // namespace

AnswerInProgress::AnswerInProgress(std::string_view model, const dialog::ModelRequest &request) : model_(model) {
  for (const dialog::ModelTool &tool : request.tools) tools_.push_back(tool.name);
}

base::Error AnswerInProgress::failure(Status status, std::string_view detail) const { return model_failure(model_, status, detail); }

base::Result<void> AnswerInProgress::grow(std::size_t bytes) {
  ++tokens_;
  bytes_ += bytes;
  if (bytes_ > kMaxAnswerBytes) return failure(Status::limit_exceeded, "the answer does not end");
  return {};
}

base::Result<void> AnswerInProgress::add_text(std::string_view text, ModelPieces &pieces) {
  if (text.empty()) return {};
  if (const base::Result<void> grown = grow(text.size()); !grown) return grown;
  pieces.push_back({.text = std::string(text)});
  return {};
}

base::Result<void> AnswerInProgress::begin_call(std::int64_t index, std::string_view name) {
  if (std::find(tools_.begin(), tools_.end(), name) == tools_.end()) return failure(Status::corrupt, "a tool it was not shown");
  if (calls_.size() == kMaxCalls) return failure(Status::limit_exceeded, "more calls than we accept");
  if (!calls_.emplace(index, Call{std::string(name), {}}).second) return failure(Status::corrupt, "a call begun twice");
  return grow(name.size());
}

base::Result<void> AnswerInProgress::add_input(std::int64_t index, std::string_view json) {
  const auto call = calls_.find(index);
  if (call == calls_.end()) return failure(Status::corrupt, "input of a call that was not begun");
  call->second.input += json;
  return grow(json.size());
}

base::Result<void> AnswerInProgress::stop(Stop why) {
  stopped_ = true;
  switch (why) {
    case Stop::complete: return {};
    case Stop::cut: return failure(Status::limit_exceeded, "the answer was cut");
    case Stop::refused: return failure(Status::permission_denied);
    case Stop::malformed: return failure(Status::corrupt, "by its own account");
    case Stop::unknown: break;
  }
  return failure(Status::unsupported, "a reason to stop that we do not know");
}

base::Result<dialog::ModelToolCall> AnswerInProgress::whole(const Call &call) const {
  if (call.input.empty()) return dialog::ModelToolCall{call.name, {}};  // a tool without arguments may come so
  base::Result<base::json::value> input = base::parse_json(call.input);
  if (!input || !input->is_object()) return failure(Status::corrupt, "a call whose input is no JSON object");
  return dialog::ModelToolCall{call.name, std::move(input->get_object())};
}

base::Result<void> AnswerInProgress::finish(ModelPieces &pieces) {
  if (!stopped_) return failure(Status::unavailable, "the answer broke off");
  ModelPieces calls;
  for (const auto &[index, call] : calls_) {
    base::Result<dialog::ModelToolCall> made = whole(call);
    if (!made) return made.error();
    calls.push_back({.call = std::move(*made)});
  }
  std::move(calls.begin(), calls.end(), std::back_inserter(pieces));
  pieces.push_back({.last = true, .input_tokens = input_tokens_, .output_tokens = output_tokens_});
  finished_ = true;
  return {};
}

}  // namespace callwell::adapters
