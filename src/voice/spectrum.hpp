// The power spectrum of the newest 32 ms, made once a frame for all who look at it. 8 kHz.
#pragma once

#include "voice/audio.hpp"

namespace callwell::voice {

class Spectrum {
 public:
  static constexpr std::size_t kSize = 256, kBins = kSize / 2;
  static constexpr float kBinHertz = 8000.0F / kSize;

  /// Of the last 256 samples, this frame of 160 the newest of them.
  void take(Samples frame);

  std::span<const float> power() const { return power_; }   ///< by bin, mean square of what lies in it
  float energy() const { return energy_; }                  ///< mean square of the frame itself
  bool clipped() const { return clipped_; }

  /// Where one tone holds nearly everything: its frequency; else 0.
  float single_tone() const;

 private:
  std::array<float, kSize> samples_{};
  std::array<float, kBins> power_{};
  float energy_ = 0;
  bool clipped_ = false;
};

}  // namespace callwell::voice
