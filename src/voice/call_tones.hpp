// Tones that say who or what is on the line: a fax, an answering machine's beep, the three notes before "the number you have dialled".
#pragma once

#include <optional>

#include "voice/spectrum.hpp"

namespace callwell::voice {

enum class CallTone : std::uint8_t { fax = 1, beep, not_in_service };

class CallTones {
 public:
  /// Once a frame. Each is told once, when it is certain: a beep when it has ended.
  std::optional<CallTone> hear(const Spectrum &spectrum);
  /// A tone sounds, and too high a one for a voice that hums.
  bool sounding() const { return frames_ >= 2 && held_ > 350; }

 private:
  float held_ = 0;       ///< Hz of the tone that sounds
  int frames_ = 0;       ///< how long it has
  int notes_ = 0;        ///< of the three, in order
  int since_note_ = 0;
  bool fax_told_ = false;
};

}  // namespace callwell::voice
