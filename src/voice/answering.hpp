// Who took our call: a person says a few words and waits; a machine talks on, or lets its beep be heard; a phone that screens calls
// asks who is calling. Unsure means a person. Sources of the thresholds: the published defaults of Asterisk's, Twilio's and Telnyx's
// answering-machine detection.
#pragma once

#include <optional>
#include <string_view>

#include "voice/audio.hpp"

namespace callwell::voice {

enum class AnsweredBy : std::uint8_t { person = 1, machine, screening };

class Answering {
 public:
  /// Once a frame, until it tells.
  std::optional<AnsweredBy> hear(bool voiced, CallTime now);
  std::optional<AnsweredBy> transcript(std::string_view words);
  std::optional<AnsweredBy> beep();
  void nobody() { told_ = true; }  ///< a fax, or a number that is not in service: there is nothing to tell
  bool told() const { return told_; }

 private:
  std::optional<AnsweredBy> tell(AnsweredBy who);

  CallTime answered_ = -1, first_voice_ = -1, last_voice_ = -1;
  std::int64_t spoken_us_ = 0;
  bool told_ = false;
};

}  // namespace callwell::voice
