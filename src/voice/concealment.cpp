#include "voice/concealment.hpp"

#include <algorithm>
#include <cmath>

namespace callwell::voice {

namespace {

constexpr float kQuietestNoise = 4, kLoudestNoise = 200;

Sample clamp_sample(float value) { return static_cast<Sample>(std::clamp(value, -32767.0F, 32767.0F)); }

float rms(Samples frame) {
  float sum = 0;
  for (const Sample s : frame) sum += static_cast<float>(s) * static_cast<float>(s);
  return frame.empty() ? 0 : std::sqrt(sum / static_cast<float>(frame.size()));
}

}  // namespace

Concealment::Concealment(std::int32_t rate) : rate_(rate), size_(std::min(history_.size(), kHistoryMs * static_cast<std::size_t>(rate) / 1000)) {}

/// The lag at which the newest 20 ms resemble what went before, between 66 and 400 Hz.
std::size_t Concealment::find_period() const {
  const auto ms = static_cast<std::size_t>(rate_ / 1000);
  const std::size_t shortest = ms * 5 / 2, longest = ms * 15, window = ms * 20, step = ms / 4;  // looked at 4 kHz
  const Sample *const newest = history_.data() + size_ - window;
  float best = -1;
  std::size_t period = longest;
  for (std::size_t lag = shortest; lag <= longest; lag += 1 + (step > 2 ? 1 : 0)) {
    float product = 0, energy = 1;
    for (std::size_t i = 0; i < window; i += step) {
      const float then = newest[static_cast<std::ptrdiff_t>(i) - static_cast<std::ptrdiff_t>(lag)];
      product += static_cast<float>(newest[i]) * then;
      energy += then * then;
    }
    const float likeness = product / std::sqrt(energy);
    if (likeness > best) {
      best = likeness;
      period = lag;
    }
  }
  return period;
}

Sample Concealment::noise() {
  random_ = random_ * 1664525U + 1013904223U;
  return clamp_sample(noise_level_ * (static_cast<float>(random_ >> 8) / static_cast<float>(1U << 23) - 1) * 1.73F);
}

Sample Concealment::invented(float gain) {
  const Sample again = history_[size_ - period_ + phase_];
  phase_ = phase_ + 1 == period_ ? 0 : phase_ + 1;
  return clamp_sample(gain * again + (1 - gain) * noise());
}

void Concealment::conceal(std::span<Sample> frame) {
  if (gone_ == 0) {
    period_ = find_period();
    phase_ = 0;
  }
  const auto ms = static_cast<float>(rate_) / 1000;
  for (Sample &sample : frame) {
    const float at = static_cast<float>(gone_++) / ms;
    sample = invented(at < 10 ? 1 : std::max(0.0F, 1 - (at - 10) * 0.02F));
  }
}

void Concealment::comfort(std::span<Sample> frame) {
  for (Sample &sample : frame) sample = noise();
  gone_ = 0;
}

void Concealment::heard(std::span<Sample> frame) {
  if (gone_ > 0) {
    const auto ms = static_cast<std::size_t>(rate_ / 1000);
    const std::size_t blend = std::min(frame.size(), std::min<std::size_t>(10, 4 + gone_ / ms / 10) * ms);
    const float gain = gone_ / ms < 60 ? 0.5F : 0;
    for (std::size_t i = 0; i < blend; ++i) {
      const float in = static_cast<float>(i + 1) / static_cast<float>(blend + 1);
      frame[i] = clamp_sample(in * frame[i] + (1 - in) * invented(gain));
    }
    gone_ = 0;
  }
  const std::size_t n = std::min(frame.size(), size_);
  std::copy(history_.begin() + static_cast<std::ptrdiff_t>(n), history_.begin() + static_cast<std::ptrdiff_t>(size_), history_.begin());
  std::copy(frame.end() - static_cast<std::ptrdiff_t>(n), frame.end(), history_.begin() + static_cast<std::ptrdiff_t>(size_ - n));
  // The floor follows quickly downwards, slowly upwards, so that speech does not count as noise.
  const float level = std::clamp(rms(frame), kQuietestNoise, kLoudestNoise);
  noise_level_ += (level - noise_level_) * (level < noise_level_ ? 0.25F : 0.01F);
}

}  // namespace callwell::voice
