#include "voice/spectrum.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

namespace callwell::voice {

namespace {

constexpr double kTwoPi = 6.283185307179586;
constexpr std::size_t kHalf = Spectrum::kSize / 2;

constexpr std::array<std::uint8_t, kHalf> reversed_bits() {
  std::array<std::uint8_t, kHalf> table{};
  for (std::size_t i = 0; i < kHalf; ++i) {
    std::size_t reversed = 0;
    for (std::size_t bit = 1; bit < kHalf; bit <<= 1) reversed = (reversed << 1) | ((i & bit) != 0 ? 1 : 0);
    table[i] = static_cast<std::uint8_t>(reversed);
  }
  return table;
}
constexpr auto kReversed = reversed_bits();

/// Held once for all calls: tables of their own would drive each other out of the cache.
struct Tables {
  std::array<float, Spectrum::kSize> window, cosine, sine;
  std::array<float, kHalf> stage_cosine, stage_sine;  ///< of the stage whose butterflies span `half`: from `half` on

  Tables() {
    for (std::size_t i = 0; i < Spectrum::kSize; ++i) {
      const double angle = kTwoPi * static_cast<double>(i) / Spectrum::kSize;
      window[i] = static_cast<float>(0.5 - 0.5 * std::cos(angle));
      cosine[i] = static_cast<float>(std::cos(angle));
      sine[i] = static_cast<float>(std::sin(angle));
    }
    stage_cosine[0] = stage_sine[0] = 0;
    for (std::size_t half = 1; half < kHalf; half *= 2) {
      for (std::size_t k = 0; k < half; ++k) {
        stage_cosine[half + k] = cosine[k * kHalf / half];
        stage_sine[half + k] = -sine[k * kHalf / half];
      }
    }
  }
};
const Tables kTables;

using Part = std::array<float, kHalf>;

/// One stage of the transform; of a constant span, so that it is done several butterflies at a time.
template <std::size_t kSpan>
void combine(Part &re, Part &im) {
  const float *const cosine = kTables.stage_cosine.data() + kSpan, *const sine = kTables.stage_sine.data() + kSpan;
  for (std::size_t begin = 0; begin < kHalf; begin += 2 * kSpan) {
    for (std::size_t k = 0; k < kSpan; ++k) {
      const std::size_t a = begin + k, b = a + kSpan;
      const float real = re[b] * cosine[k] - im[b] * sine[k], imaginary = re[b] * sine[k] + im[b] * cosine[k];
      re[b] = re[a] - real;
      im[b] = im[a] - imaginary;
      re[a] += real;
      im[a] += imaginary;
    }
  }
}

}  // namespace

/// A real transform of 256 as a complex one of 128: even samples are its real part, odd ones its imaginary part.
void Spectrum::take(Samples frame) {
  const std::size_t fresh = std::min(frame.size(), kSize);
  std::copy(samples_.begin() + static_cast<std::ptrdiff_t>(fresh), samples_.end(), samples_.begin());
  float sum = 0;
  int loudest = 0;
  for (std::size_t i = 0; i < fresh; ++i) {
    const float value = frame[frame.size() - fresh + i];
    samples_[kSize - fresh + i] = value;
    sum += value * value;
    loudest = std::max(loudest, std::abs(static_cast<int>(value)));
  }
  energy_ = fresh == 0 ? 0 : sum / static_cast<float>(fresh);
  clipped_ = loudest >= 32'000;

  Part re, im;
  for (std::size_t i = 0; i < kHalf; ++i) {
    const std::size_t to = kReversed[i];
    re[to] = samples_[2 * i] * kTables.window[2 * i];
    im[to] = samples_[2 * i + 1] * kTables.window[2 * i + 1];
  }
  combine<1>(re, im);
  combine<2>(re, im);
  combine<4>(re, im);
  combine<8>(re, im);
  combine<16>(re, im);
  combine<32>(re, im);
  combine<64>(re, im);
  constexpr float kScale = 8.0F / 3 / kSize / kSize;  // the window keeps 3/8 of the power
  power_[0] = 0;                                      // a line's constant offset is no sound
  for (std::size_t k = 1; k < kBins; ++k) {
    const std::size_t mirror = kHalf - k;
    const float even_re = 0.5F * (re[k] + re[mirror]), even_im = 0.5F * (im[k] - im[mirror]);
    const float odd_re = 0.5F * (im[k] + im[mirror]), odd_im = -0.5F * (re[k] - re[mirror]);
    const float c = kTables.cosine[k], s = -kTables.sine[k];
    const float real = even_re + odd_re * c - odd_im * s, imaginary = even_im + odd_re * s + odd_im * c;
    power_[k] = 2 * kScale * (real * real + imaginary * imaginary);
  }
}

float Spectrum::single_tone() const {
  const auto top = static_cast<std::size_t>(std::max_element(power_.begin(), power_.end()) - power_.begin());
  if (top < 3 || top + 3 > kBins) return 0;
  float near = 0, all = 1e-9F, centre = 0;
  for (const float power : power_) all += power;
  for (std::size_t k = top - 2; k <= top + 2; ++k) {
    near += power_[k];
    centre += power_[k] * static_cast<float>(k);
  }
  return near > 0.92F * all && energy_ > 2'500 ? centre / near * kBinHertz : 0;
}

}  // namespace callwell::voice
