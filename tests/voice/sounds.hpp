// Sounds for the tests: voices, noises and tones, made from numbers.
#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/ids.hpp"
#include "voice/audio.hpp"

namespace callwell::voice::sounds {

inline constexpr double kPi = 3.14159265358979;

inline std::vector<Sample> silence(int ms, std::int32_t rate = 8000) { return std::vector<Sample>(static_cast<std::size_t>(ms) * static_cast<std::size_t>(rate) / 1000); }

/// Syllables of a voice of about 120 Hz with moving formants: what a detector of speech must find.
inline std::vector<Sample> spoken(int ms, double level = 6000, std::int32_t rate = 8000) {
  std::vector<Sample> samples(static_cast<std::size_t>(ms) * static_cast<std::size_t>(rate) / 1000);
  double phase = 0;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const double t = static_cast<double>(i) / rate;
    const double pitch = 120 + 15 * std::sin(2 * kPi * 1.3 * t);
    phase += 2 * kPi * pitch / rate;
    const double syllable = 0.25 + 0.75 * std::pow(std::sin(kPi * 4 * t), 2), formant = 700 + 250 * std::sin(2 * kPi * 2.1 * t);
    double value = 0;
    for (int k = 1; k <= 24; ++k) {
      const double hertz = k * pitch, off = (hertz - formant) / 250, second = (hertz - 1700) / 300;
      value += std::sin(k * phase) * (std::exp(-off * off) + 0.4 * std::exp(-second * second) + 0.05);
    }
    samples[i] = static_cast<Sample>(level * 0.35 * syllable * value);
  }
  return samples;
}

inline std::vector<Sample> noise(int ms, double deviation, std::uint64_t seed = 1, std::int32_t rate = 8000) {
  base::Random random(seed);
  std::vector<Sample> samples(static_cast<std::size_t>(ms) * static_cast<std::size_t>(rate) / 1000);
  for (Sample &sample : samples) {
    double sum = 0;
    for (int i = 0; i < 12; ++i) sum += static_cast<double>(random.next() >> 11) / 9007199254740992.0;
    sample = static_cast<Sample>((sum - 6) * deviation);
  }
  return samples;
}

inline std::vector<Sample> tones(int ms, double first, double level, double second = 0, double second_level = 0, std::int32_t rate = 8000) {
  std::vector<Sample> samples(static_cast<std::size_t>(ms) * static_cast<std::size_t>(rate) / 1000);
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const double t = 2 * kPi * static_cast<double>(i) / rate;
    samples[i] = static_cast<Sample>(level * std::sin(first * t) + second_level * std::sin(second * t));
  }
  return samples;
}

inline std::vector<Sample> &operator+=(std::vector<Sample> &to, const std::vector<Sample> &more) {
  to.insert(to.end(), more.begin(), more.end());
  return to;
}

inline std::vector<Sample> mixed(std::vector<Sample> a, const std::vector<Sample> &b) {
  for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) a[i] = static_cast<Sample>(std::clamp(a[i] + b[i], -32767, 32767));
  return a;
}

/// Hands `sound` on in frames of 20 ms.
template <class Take>
void in_frames(const std::vector<Sample> &sound, Take take, std::int32_t rate = 8000) {
  const std::size_t n = frame_samples(rate);
  for (std::size_t i = 0; i + n <= sound.size(); i += n) take(Samples(sound).subspan(i, n));
}

}  // namespace callwell::voice::sounds
