#include "runtime/foresight.hpp"

#include <algorithm>
#include <array>

#include "voice/sentences.hpp"

namespace callwell::runtime {

namespace {

constexpr std::size_t kMostSentences = 4;

/// Stands for whatever a caller may answer; sentences that repeat it are of no use later.
struct StandIn { std::string_view field, answer, repeated; };
constexpr std::array<StandIn, 4> kStandIns{{{"person_name", "My name is Alex Morgan", "Alex"},
                                            {"email", "alex at example dot com", "alex"},
                                            {"phone", "3 1 2 5 5 5 0 1 0 0", "312"},
                                            {"patient_type", "I am a new patient", ""}}};

}  // namespace

void Foresight::foresee(operations::TurnRequest turn, base::Instant now) {
  if (turn.text.empty() || turn.text == foreseen_) return;
  ++look_;
  foreseen_ = turn.text;
  model_.reset();
  setting_.aside([self = shared_from_this(), look = look_, turn = std::move(turn), now] {
    const auto preview = operations::preview_turn(*self->setting_.agent, *self->setting_.tenant, turn, now);
    if (!preview) return;
    self->setting_.on_loop([self, look, preview = *preview] {
      if (look == self->look_) self->prepare(preview, {});
    });
  });
}

void Foresight::foresee_answer(operations::TurnRequest turn, std::string_view field, base::Instant now) {
  const auto stand_in = std::ranges::find(kStandIns, field, &StandIn::field);
  if (stand_in == kStandIns.end()) return;
  turn.text = stand_in->answer;
  setting_.aside([self = shared_from_this(), look = look_, turn = std::move(turn), repeated = stand_in->repeated, now] {
    const auto preview = operations::preview_turn(*self->setting_.agent, *self->setting_.tenant, turn, now);
    if (!preview) return;
    self->setting_.on_loop([self, look, repeated, preview = *preview]() mutable {
      preview.for_model.reset();
      if (look == self->look_) self->prepare(preview, repeated);
    });
  });
}

void Foresight::prepare(const operations::Preview &preview, std::string_view but_not) {
  const auto before = std::exchange(speeches_, {});
  for (const operations::TurnReply &reply : preview.replies) {
    for (const std::string &sentence : voice::sentences(reply.text)) {
      const bool useless = !but_not.empty() && sentence.find(but_not) != std::string::npos;
      const voice::SpeechRequest request{sentence, reply.language, setting_.voice, setting_.rate};
      if (useless || speeches_.size() >= kMostSentences || speeches_.contains(sentence) || setting_.speaker->ready(request)) continue;
      const auto under_way = before.find(sentence);
      speeches_[sentence] = under_way != before.end() ? under_way->second : begin_speech(request);
    }
  }
  if (!preview.for_model) return;
  model_input_ = preview.for_model->input;
  model_ = begin_model(model_input_);
}

std::shared_ptr<SpeechAhead> Foresight::speech(const voice::SpeechRequest &request) {
  const auto found = speeches_.find(request.text);
  if (found == speeches_.end()) return nullptr;
  auto speech = std::move(found->second);
  speeches_.erase(found);
  return speech;
}

std::shared_ptr<ModelAhead> Foresight::model(const boost::json::object &input) {
  return model_ && model_input_ == input ? std::exchange(model_, nullptr) : nullptr;
}

std::shared_ptr<SpeechAhead> Foresight::begin_speech(const voice::SpeechRequest &request) {
  auto speech = std::make_shared<SpeechAhead>();
  speech->speaking = setting_.speaker->speak(
      request,
      [weak = std::weak_ptr(speech), on_loop = setting_.on_loop](SpeechPart piece) {
        on_loop([weak, piece = std::move(piece)]() mutable {
          if (const auto self = weak.lock()) self->give(std::move(piece));
        });
      },
      setting_.on_failover);
  return speech;
}

std::shared_ptr<ModelAhead> Foresight::begin_model(const boost::json::object &input) {
  auto model = std::make_shared<ModelAhead>();
  const auto give = [weak = std::weak_ptr(model), on_loop = setting_.on_loop](ModelPart part) {
    on_loop([weak, part = std::move(part)]() mutable {
      if (const auto self = weak.lock()) self->give(std::move(part));
    });
  };
  model->talk = operations::ask_model(*setting_.tenant, input,
                                      {.words = [give](std::string answer) { give({false, base::Status::ok, std::move(answer)}); },
                                       .result = [give](base::Status status, std::string answer) { give({true, status, std::move(answer)}); }});
  return model;
}

void Foresight::keep_ready(const voice::SpeechRequest &request) {
  if (!setting_.speaker->ready(request)) kept_ready_.push_back(begin_speech(request));
}

void Foresight::forget() {
  ++look_;
  foreseen_.clear();
  speeches_.clear();
  model_.reset();
}

}  // namespace callwell::runtime
