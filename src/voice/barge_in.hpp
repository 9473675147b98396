// The caller speaks while the agent does. At the onset the agent pauses; a word or the length of the speech makes it an
// interruption, a cough or a "mm-hm" lets the agent go on. Nothing is undone in between.
#pragma once

#include <string_view>

#include "voice/audio.hpp"

namespace callwell::voice {

/// "uh-huh", "okay", "claro": said to show that one listens.
bool only_backchannel(std::string_view words);

class BargeIn {
 public:
  enum class Step : std::uint8_t { none, pause, resume, cut };
  struct Now {
    CallTime at = 0;
    bool agent_speaks = false, interruptible = true;
    std::int64_t talked_ms = 0;      ///< since it began
    bool caller_speaks = false;
    CallTime onset = 0, last_voice = 0;
    bool any_words = false;          ///< the caller said some since then
    bool only_listening = false;     ///< …which mean no more than that
  };
  /// Once a frame.
  Step look(const Now &now);
  void reset() { paused_ = false; }

 private:
  bool paused_ = false;
};

}  // namespace callwell::voice
