// When has the caller finished? By the silence, by the words, and by what was asked: a yes ends at once, a telephone number
// that has seven of its ten digits waits, "um" and a trailing "and" wait, "hold on" waits long.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "nlu/analysis.hpp"
#include "voice/audio.hpp"

namespace callwell::voice {

/// What a recogniser made of the speech since the last turn.
struct Transcript {
  std::string_view text;
  float confidence = 1;
  bool final = false;   ///< this stretch will not change any more; more may follow
};

class TurnEnd {
 public:
  explicit TurnEnd(std::string country) : country_(std::move(country)) {}

  enum class Step : std::uint8_t {
    none,
    started,     ///< the caller began to speak
    stopped,     ///< …and paused: a recogniser should say what is final
    ended,       ///< the turn is whole: take() it
    nothing      ///< it was a noise: no words came of it
  };
  /// Once a frame.
  Step hear(bool voiced, CallTime now);
  void transcript(const Transcript &transcript, CallTime now);
  void expect(const nlu::Expecting &expecting);

  /// The words so far are the turn, whether the caller goes on or not.
  void hurry() { hurried_ = true; }

  struct Turn { std::string text; float confidence = 1; };
  /// The words of the turn that ended; forgets them.
  Turn take(CallTime now);

  bool speaking() const { return state_ == State::speaking; }
  bool busy() const { return state_ != State::quiet; }
  CallTime onset() const { return onset_; }              ///< when the speech that goes on began
  CallTime last_voice() const { return last_voice_; }
  const std::string &words() const { return words_; }    ///< so far
  /// How long a silence ends the turn as things stand; for tests and for display.
  std::int64_t patience_us() const { return patience_us_; }

 private:
  enum class State : std::uint8_t { quiet, speaking, waiting };
  void weigh();
  /// What of it was not taken yet.
  std::string_view untaken(const Transcript &transcript, CallTime now);

  std::string country_;
  nlu::Expecting expecting_;
  State state_ = State::quiet;
  std::uint32_t voiced_ = 0;                             ///< the newest frames, one bit each
  CallTime onset_ = 0, last_voice_ = 0, words_changed_ = 0;
  bool told_stopped_ = false, hurried_ = false;
  std::string final_, interim_, words_;                  ///< what is settled, what may change, and both
  std::string taken_;                                    ///< of a turn that ended before its words were final: they will come once more
  CallTime taken_at_ = 0;
  bool spoke_since_ = false;
  float confidence_sum_ = 0, confidence_weight_ = 0, interim_confidence_ = 1;
  std::int64_t patience_us_ = 0;
};

}  // namespace callwell::voice
