#include "voice/voice_detector.hpp"

#include <algorithm>
#include <cmath>

namespace callwell::voice {

namespace {

// Edges of the bands in bins of 31.25 Hz, narrow where a voice has its first formants. Below 180 Hz lies mains hum.
constexpr std::array<std::uint8_t, 15> kEdges{6, 9, 12, 15, 19, 23, 28, 34, 41, 49, 58, 68, 80, 94, 110};
constexpr float kLeast = 30;            // mean square below which no band's noise is believed: digital silence is not a floor
constexpr float kFaintest = 900;        // nobody speaks more quietly into a telephone: 30 of 32768
constexpr float kAttack = 0.5F, kSpeechThreshold = 0.55F, kHoldThreshold = 0.25F;
constexpr float kQuickDown = 0.3F, kSlowUp = 0.01F;

}  // namespace

void VoiceDetector::learn_noise(const std::array<float, kBands> &power) {
  const std::size_t window = frames_ / kWindowFrames % kWindows;
  if (frames_ % kWindowFrames == 0) least_[window] = power;
  const std::size_t known = std::min(frames_ / kWindowFrames + 1, kWindows);
  for (std::size_t b = 0; b < kBands; ++b) {
    least_[window][b] = std::min(least_[window][b], power[b]);
    if (frames_ == 0) floor_[b] = std::max(power[b], kLeast);
    float quietest = least_[window][b];
    for (std::size_t w = 0; w < known; ++w) quietest = std::min(quietest, least_[w][b]);
    // A single frame's band scatters around its mean: the quietest of eighty lies well below it.
    const float believed = std::max(known == kWindows ? quietest * 3 : 0, kLeast);
    float &floor = floor_[b];
    const float towards = std::max(voiced_ ? std::min(power[b], floor) : power[b], kLeast);
    floor += (towards - floor) * (towards < floor ? kQuickDown * 0.25F : kSlowUp * (frames_ < 25 ? 10.0F : voiced_ ? 0.0F : 4.0F));
    floor = std::max(floor, believed);
  }
}

void VoiceDetector::hear(const Spectrum &spectrum, float echo) {
  std::array<float, kBands> power{};
  const auto bins = spectrum.power();
  for (std::size_t b = 0; b < kBands; ++b) {
    for (std::size_t k = kEdges[b]; k < kEdges[b + 1]; ++k) power[b] += bins[k];
  }
  float sum = 0;
  noise_ = 0;
  if (frames_ == 0) learn_noise(power);
  for (std::size_t b = 0; b < kBands; ++b) {
    const float floor = floor_[b] + echo / kBands;
    const float posterior = std::min(power[b] / floor, 1000.0F);
    const float prior = std::max(0.9F * speech_[b] / floor + 0.1F * std::max(posterior - 1, 0.0F), 0.003F);
    const float gain = prior / (1 + prior);
    sum += posterior * gain - std::log(1 + prior);
    speech_[b] = gain * gain * power[b];
    noise_ += floor_[b];
  }
  const float likelihood = std::log1p(std::max(sum / kBands, 0.0F));
  smoothed_ += (likelihood - smoothed_) * kAttack;
  evidence_ = smoothed_ - (voiced_ ? kHoldThreshold : kSpeechThreshold);
  voiced_ = evidence_ > 0 && spectrum.energy() > kFaintest;
  learn_noise(power);
  ++frames_;
}

}  // namespace callwell::voice
