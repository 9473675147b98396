// Keypad digits as tones in the sound, for lines that carry no telephone events. Accepts tones of 40 ms within 1.5 % of their
// frequency, the high one 6 dB louder to 8 dB quieter; refuses what is shorter than 23 ms. Source: ITU-T Q.23, Q.24.
#pragma once

#include <optional>

#include "voice/audio.hpp"

namespace callwell::voice {

class KeypadTones {
 public:
  /// 8 kHz. Gives a digit once, while it is held.
  std::optional<char> hear(Samples frame);
  bool sounding() const { return last_.digit != 0; }

 private:
  static constexpr std::size_t kBlock = 102;  ///< 12.75 ms: two whole blocks lie in every tone of 40 ms
  struct Block { char digit = 0; float power = 0; };
  Block judge() const;
  void restart();

  std::array<float, 8> before_{}, older_{};   ///< of each frequency's resonator
  float energy_ = 0;
  std::size_t filled_ = 0;
  Block last_;
  char told_ = 0;
  int quiet_ = 0;                             ///< blocks without the told digit
};

}  // namespace callwell::voice
