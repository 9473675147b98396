#include "voice/wire.hpp"

#include <algorithm>

namespace callwell::voice {

base::Result<void> check(const WireFormat &format) {
  constexpr std::int32_t kRates[] = {8000, 16'000, 24'000, 48'000};
  if (std::find(std::begin(kRates), std::end(kRates), format.rate) == std::end(kRates)) return base::invalid("a rate is 8000, 16000, 24000 or 48000", "rate");
  if (format.encoding == Encoding::opus) return base::invalid("Opus comes in RTP packets, not as a stream of samples", "encoding");
  if (format.encoding != Encoding::pcm16 && format.rate != 8000) return base::invalid("G.711 has 8000 samples a second", "rate");
  return {};
}

std::size_t WireIn::fill(Bytes bytes) {
  const std::size_t n = std::min(bytes.size(), format_.frame_bytes() - filled_);
  std::copy_n(bytes.begin(), n, bytes_.begin() + static_cast<std::ptrdiff_t>(filled_));
  filled_ += n;
  return n;
}

Samples WireIn::frame() {
  filled_ = 0;
  const std::size_t n = frame_samples(format_.rate);
  const std::span<Sample> wide(wide_.data(), n);
  if (format_.encoding == Encoding::pcm16) {
    for (std::size_t i = 0; i < n; ++i) wide[i] = static_cast<Sample>(bytes_[2 * i] | (bytes_[2 * i + 1] << 8));
  } else {
    decode_g711(format_.encoding, {bytes_.data(), n}, wide);
  }
  if (format_.rate == format_.line_rate()) return wide;
  const std::size_t want = frame_samples(format_.line_rate());
  std::fill_n(line_.begin(), want, Sample{0});
  resampler_.process(wide, std::span(line_).first(want));
  return {line_.data(), want};
}

void WireOut::encode(Samples frame) {
  const std::size_t n = frame_samples(format_.rate);
  Samples wide = frame;
  if (format_.rate != format_.line_rate()) {
    std::fill_n(wide_.begin(), n, Sample{0});
    resampler_.process(frame, std::span(wide_).first(n));
    wide = {wide_.data(), n};
  }
  held_ = format_.frame_bytes();
  given_ = 0;
  if (format_.encoding != Encoding::pcm16) return encode_g711(format_.encoding, wide, {bytes_.data(), held_});
  for (std::size_t i = 0; i < n; ++i) {
    bytes_[2 * i] = static_cast<std::uint8_t>(wide[i] & 0xFF);
    bytes_[2 * i + 1] = static_cast<std::uint8_t>(static_cast<std::uint16_t>(wide[i]) >> 8);
  }
}

std::size_t WireOut::give(std::span<std::uint8_t> out) {
  const std::size_t n = std::min(out.size(), held_ - given_);
  std::copy_n(bytes_.begin() + static_cast<std::ptrdiff_t>(given_), n, out.begin());
  given_ += n;
  return n;
}

}  // namespace callwell::voice
