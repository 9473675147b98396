#include "voice/turn_end.hpp"

#include <algorithm>
#include <bit>
#include <utility>

#include "base/text.hpp"
#include "nlu/turn_completeness.hpp"

namespace callwell::voice {

namespace {

constexpr std::int64_t kMs = 1000;
constexpr int kOnsetFrames = 3, kOnsetWindow = 5;      // 60 of 100 ms sound like speech
constexpr std::int64_t kStopUs = 120 * kMs;            // the pauses between and within words are shorter
constexpr std::int64_t kSettledUs = 200 * kMs;         // an interim transcript that did not change for so long is as good as final
constexpr std::int64_t kFinalComesUs = 3000 * kMs;     // for so long the final form of words already taken is waited for
constexpr std::int64_t kWordlessUs = 1500 * kMs;       // after so long a silence no words will come
constexpr std::int64_t kLongestUs = 2500 * kMs, kHoldOnUs = 15'000 * kMs;
constexpr float kSure = 0.8F, kUnsure = 0.65F;

/// Answers of which nobody says half: as soon as one stands there it is whole.
bool answered_at_once(std::string_view field) {
  constexpr std::string_view kFields[] = {"boolean", "slot_choice", "keypad"};
  return std::find(std::begin(kFields), std::end(kFields), field) != std::end(kFields);
}

/// What is given in pieces, with pauses to remember or to spell.
bool given_in_pieces(std::string_view field) {
  constexpr std::string_view kFields[] = {"phone", "contact", "mobile", "email", "birth_date", "person_name", "name", "message"};
  return std::find(std::begin(kFields), std::end(kFields), field) != std::end(kFields);
}

bool asks_to_wait(std::string_view text) {
  constexpr std::string_view kPhrases[] = {"hold on", "one second", "one moment", "just a second", "just a minute", "give me a", "let me check", "let me look", "let me get",
                                           "un momento", "un segundo", "dejeme ver", "espere", "permitame"};
  const std::string folded = base::fold(text);
  return std::any_of(std::begin(kPhrases), std::end(kPhrases), [&folded](std::string_view phrase) { return folded.find(phrase) != std::string::npos; });
}

}  // namespace

void TurnEnd::expect(const nlu::Expecting &expecting) {
  expecting_ = expecting;
  weigh();
}

std::string_view TurnEnd::untaken(const Transcript &transcript, CallTime now) {
  std::string_view text = transcript.text;
  if (taken_.empty()) return text;
  if (now - taken_at_ > kFinalComesUs) {
    taken_.clear();
    return text;
  }
  if (text.starts_with(taken_)) {
    text.remove_prefix(taken_.size());
    while (text.starts_with(' ')) text.remove_prefix(1);
  } else if (!spoke_since_) {
    text = {};
  }
  if (transcript.final) taken_.clear();
  return text;
}

void TurnEnd::transcript(const Transcript &heard, CallTime now) {
  const Transcript transcript{untaken(heard, now), heard.confidence, heard.final};
  if (transcript.text != interim_ || transcript.final) words_changed_ = now;
  if (transcript.final) {
    if (!transcript.text.empty()) {
      if (!final_.empty()) final_ += ' ';
      final_ += transcript.text;
      const auto weight = static_cast<float>(transcript.text.size());
      confidence_sum_ += transcript.confidence * weight;
      confidence_weight_ += weight;
    }
    interim_.clear();
  } else {
    interim_ = transcript.text;
    interim_confidence_ = transcript.confidence;
  }
  weigh();
}

void TurnEnd::weigh() {
  words_ = final_;
  if (!final_.empty() && !interim_.empty()) words_ += ' ';
  words_ += interim_;
  if (words_.empty()) {
    patience_us_ = kWordlessUs;
    return;
  }
  if (asks_to_wait(words_)) {
    patience_us_ = kHoldOnUs;
    return;
  }
  const nlu::TurnCompleteness judged = nlu::judge_turn(words_, expecting_, country_);
  if (!judged.complete) {
    patience_us_ = given_in_pieces(expecting_.field) ? kLongestUs : judged.confidence < kUnsure ? 900 * kMs : 1500 * kMs;
  } else if (judged.confidence < kUnsure) {
    patience_us_ = 900 * kMs;
  } else {
    patience_us_ = answered_at_once(expecting_.field) && judged.confidence >= kSure ? 160 * kMs : judged.confidence >= kSure ? 350 * kMs : 550 * kMs;
  }
}

TurnEnd::Step TurnEnd::hear(bool voiced, CallTime now) {
  voiced_ = ((voiced_ << 1) | (voiced ? 1U : 0U)) & ((1U << kOnsetWindow) - 1);
  const bool speech = std::popcount(voiced_) >= kOnsetFrames;
  if (voiced && (state_ == State::speaking || speech)) last_voice_ = now;
  if (state_ != State::speaking && speech) {
    const bool anew = state_ == State::quiet;
    if (anew) onset_ = now - (kOnsetFrames - 1) * kFrameUs;
    state_ = State::speaking;
    told_stopped_ = false;
    spoke_since_ = true;
    return anew ? Step::started : Step::none;
  }
  if (hurried_ && !words_.empty()) return Step::ended;
  if (state_ == State::quiet) return !words_.empty() && now - words_changed_ > kSettledUs ? Step::ended : Step::none;
  const std::int64_t silence = now - last_voice_;
  if (silence < kStopUs) return Step::none;
  if (!std::exchange(told_stopped_, true)) {
    state_ = State::waiting;
    return Step::stopped;
  }
  if (state_ != State::waiting || silence < patience_us_) return Step::none;
  if (words_.empty()) {
    state_ = State::quiet;
    return Step::nothing;
  }
  const bool settled = interim_.empty() || now - words_changed_ >= kSettledUs;
  return settled ? Step::ended : Step::none;
}

TurnEnd::Turn TurnEnd::take(CallTime now) {
  Turn turn{std::move(words_), 1};
  const auto interim = static_cast<float>(interim_.size());
  const float weight = confidence_weight_ + interim;
  if (weight > 0) turn.confidence = (confidence_sum_ + interim_confidence_ * interim) / weight;
  taken_ = std::move(interim_);
  taken_at_ = now;
  hurried_ = false;
  spoke_since_ = false;
  final_.clear();
  interim_.clear();
  confidence_sum_ = confidence_weight_ = 0;
  state_ = State::quiet;
  voiced_ = 0;
  weigh();
  return turn;
}

}  // namespace callwell::voice
