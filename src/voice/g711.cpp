#include "voice/g711.hpp"

#include <algorithm>
#include <bit>

namespace callwell::voice {

namespace {

constexpr int kMulawBias = 132, kMulawClip = 32635;

constexpr Sample expand_mulaw(std::uint8_t code) {
  const int bits = ~code & 0xFF;
  const int exponent = (bits >> 4) & 7, mantissa = bits & 15;
  const int magnitude = (((mantissa << 3) + kMulawBias) << exponent) - kMulawBias;
  return static_cast<Sample>((bits & 0x80) != 0 ? -magnitude : magnitude);
}

constexpr Sample expand_alaw(std::uint8_t code) {
  const int bits = code ^ 0x55;
  const int exponent = (bits >> 4) & 7, mantissa = bits & 15;
  const int magnitude = exponent == 0 ? (mantissa << 4) + 8 : ((mantissa << 4) + 0x108) << (exponent - 1);
  return static_cast<Sample>((bits & 0x80) != 0 ? magnitude : -magnitude);
}

template <Sample (*Expand)(std::uint8_t)>
constexpr std::array<Sample, 256> table_of() {
  std::array<Sample, 256> table{};
  for (std::size_t code = 0; code < table.size(); ++code) table[code] = Expand(static_cast<std::uint8_t>(code));
  return table;
}

constexpr auto kMulaw = table_of<expand_mulaw>(), kAlaw = table_of<expand_alaw>();

}  // namespace

Sample mulaw_decode(std::uint8_t code) { return kMulaw[code]; }
Sample alaw_decode(std::uint8_t code) { return kAlaw[code]; }

std::uint8_t mulaw_encode(Sample sample) {
  const int sign = sample < 0 ? 0x80 : 0;
  const int magnitude = std::min(std::abs(static_cast<int>(sample)), kMulawClip) + kMulawBias;
  const int exponent = std::bit_width(static_cast<unsigned>(magnitude)) - 8;
  return static_cast<std::uint8_t>(~(sign | (exponent << 4) | ((magnitude >> (exponent + 3)) & 15)));
}

std::uint8_t alaw_encode(Sample sample) {
  const int sign = sample < 0 ? 0 : 0x80;
  const int magnitude = (sample < 0 ? -sample - 1 : sample) >> 4;  // eleven bits
  const int exponent = std::max(static_cast<int>(std::bit_width(static_cast<unsigned>(magnitude))) - 4, 0);
  const int mantissa = (exponent == 0 ? magnitude : magnitude >> (exponent - 1)) & 15;
  return static_cast<std::uint8_t>((sign | (exponent << 4) | mantissa) ^ 0x55);
}

void decode_g711(Encoding law, Bytes codes, std::span<Sample> out) {
  const auto &table = law == Encoding::alaw ? kAlaw : kMulaw;
  const std::size_t n = std::min(codes.size(), out.size());
  for (std::size_t i = 0; i < n; ++i) out[i] = table[codes[i]];
}

void encode_g711(Encoding law, Samples samples, std::span<std::uint8_t> out) {
  const std::size_t n = std::min(samples.size(), out.size());
  if (law == Encoding::alaw) {
    for (std::size_t i = 0; i < n; ++i) out[i] = alaw_encode(samples[i]);
  } else {
    for (std::size_t i = 0; i < n; ++i) out[i] = mulaw_encode(samples[i]);
  }
}

}  // namespace callwell::voice
