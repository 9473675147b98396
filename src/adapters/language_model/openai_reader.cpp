// Chat completions as OpenAI, vLLM, Ollama and llama.cpp stream them: chunks without names, ended by [DONE] or, by some, by
// nothing but the end of the connection.
#include <optional>

#include "adapters/language_model/server_sent_events.hpp"
#include "adapters/language_model/vendor.hpp"
#include "base/text.hpp"

namespace callwell::adapters {

namespace {

using base::Status;
namespace json = base::json;

/// Some servers say "stop" though they called tools, so calls count by being there and not by the reason.
Stop stop_of(std::string_view reason) {
  if (reason == "stop" || reason == "tool_calls" || reason == "function_call") return Stop::complete;
  if (reason == "length") return Stop::cut;
  return reason == "content_filter" ? Stop::refused : Stop::unknown;
}

class OpenAiReader final : public AnswerReader {
 public:
  explicit OpenAiReader(const dialog::ModelRequest &asked) : answer_("openai", asked) {}

  base::Result<void> feed(std::string_view bytes, ModelPieces &pieces) override {
    return events_.feed(bytes, [&](std::string_view, std::string_view data) { return take(data, pieces); });
  }
  base::Result<void> end(ModelPieces &pieces) override { return answer_.finished() ? base::Result<void>() : answer_.finish(pieces); }
  std::size_t tokens() const override { return answer_.tokens(); }

 private:
  base::Result<void> take(std::string_view data, ModelPieces &pieces) {
    if (answer_.finished()) return {};
    if (base::trim(data) == "[DONE]") return answer_.finish(pieces);
    const base::Result<json::value> parsed = base::parse_json(data);
    if (!parsed || !parsed->is_object()) return answer_.failure(Status::corrupt, "a chunk that is no JSON object");
    const json::object &chunk = parsed->get_object();
    if (chunk.contains("error") && !chunk.at("error").is_null()) return answer_.failure(Status::unavailable, "within the answer");
    const json::object &usage = base::object_at(chunk, "usage");
    if (usage.contains("prompt_tokens")) answer_.count_input(base::int_at(usage, "prompt_tokens"));
    if (usage.contains("completion_tokens")) answer_.count_output(base::int_at(usage, "completion_tokens"));
    const json::array &choices = base::array_at(chunk, "choices");  // none in the chunk that only counts
    if (choices.empty()) return {};
    if (!choices.front().is_object()) return answer_.failure(Status::corrupt, "a choice that is no object");
    return take_choice(choices.front().get_object(), pieces);
  }

  base::Result<void> take_choice(const json::object &choice, ModelPieces &pieces) {
    const json::object &delta = base::object_at(choice, "delta");
    if (!base::string_at(delta, "refusal").empty()) return answer_.stop(Stop::refused);
    if (const base::Result<void> said = add_text(base::string_at(delta, "content"), pieces); !said) return said;
    for (const json::value &call : base::array_at(delta, "tool_calls")) {
      if (!call.is_object()) return answer_.failure(Status::corrupt, "a call that is no object");
      if (const base::Result<void> taken = take_call(call.get_object()); !taken) return taken;
    }
    const std::string_view reason = base::string_at(choice, "finish_reason");
    if (reason.empty() || answer_.stopped()) return {};
    return answer_.stop(stop_of(reason));
  }

  /// A local server whose template or parser does not fit the model passes calls and thoughts on as words. They begin with a tag.
  base::Result<void> add_text(std::string_view text, ModelPieces &pieces) {
    if (!has_words_ && base::trim(text).starts_with('<')) {
      return answer_.failure(Status::unsupported, "tags among its words: set the server's parsers for tools and reasoning");
    }
    has_words_ = has_words_ || !base::trim(text).empty();
    return answer_.add_text(text, pieces);
  }

  base::Result<void> take_call(const json::object &call) {
    const json::object &function = base::object_at(call, "function");
    const std::string_view name = base::string_at(function, "name");
    const std::int64_t index = base::int_at(call, "index", name.empty() ? last_index_ : static_cast<std::int64_t>(answer_.call_count()));
    last_index_ = index;
    if (!answer_.has_call(index)) {
      if (const base::Result<void> begun = answer_.begin_call(index, name); !begun) return begun;
    }
    const json::value *input = function.if_contains("arguments");
    if (!input || input->is_null()) return {};
    return answer_.add_input(index, input->is_string() ? std::string(input->get_string()) : json::serialize(*input));  // some give an object
  }

  ServerSentEvents events_;
  AnswerInProgress answer_;
  std::int64_t last_index_ = 0;  // some name none
  bool has_words_ = false;
};

}  // namespace

std::unique_ptr<AnswerReader> make_openai_reader(const dialog::ModelRequest &asked) { return std::make_unique<OpenAiReader>(asked); }

}  // namespace callwell::adapters
