// Is somebody speaking? Weighs each band of the spectrum against the line's own noise, which it learns as it goes.
// After Sohn, Kim and Sung, "A statistical model-based voice activity detection" (1999), with a floor tracked per band.
#pragma once

#include "voice/spectrum.hpp"

namespace callwell::voice {

class VoiceDetector {
 public:
  /// Once a frame. `echo`: how loud our own voice may come back in this frame, as a mean square; 0 while we are silent.
  void hear(const Spectrum &spectrum, float echo = 0);

  bool voiced() const { return voiced_; }            ///< this frame sounds like speech
  float evidence() const { return evidence_; }       ///< above 0: speech
  float noise() const { return noise_; }             ///< mean square of what the line sounds like without speech

 private:
  static constexpr std::size_t kBands = 14, kWindows = 4, kWindowFrames = 20;
  void learn_noise(const std::array<float, kBands> &power);

  std::array<float, kBands> floor_{}, speech_{};       ///< noise per band; the last frame's estimate of speech in it
  std::array<std::array<float, kBands>, kWindows> least_{};  ///< quietest of each 400 ms: noise that rises is found out
  std::size_t frames_ = 0;
  float smoothed_ = 0, evidence_ = 0, noise_ = 0;
  bool voiced_ = false;
};

}  // namespace callwell::voice
