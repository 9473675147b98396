// Between the bytes of a host's media and the line's frames: encoding, rate, and pieces of any length.
#pragma once

#include "base/result.hpp"
#include "voice/g711.hpp"
#include "voice/resampler.hpp"

namespace callwell::voice {

struct WireFormat {
  Encoding encoding = Encoding::mulaw;   ///< mulaw, alaw, pcm16 (little-endian)
  std::int32_t rate = 8000;              ///< 8000, 16000, 24000 or 48000; G.711 only 8000
  std::int32_t line_rate() const { return rate >= 16'000 ? 16'000 : 8000; }
  std::size_t sample_bytes() const { return encoding == Encoding::pcm16 ? 2 : 1; }
  std::size_t frame_bytes() const { return frame_samples(rate) * sample_bytes(); }
};

base::Result<void> check(const WireFormat &format);

/// Bytes in, frames of the line's rate out.
class WireIn {
 public:
  explicit WireIn(const WireFormat &format) : format_(format), resampler_(format.rate, format.line_rate()) {}

  /// Calls `take(Samples)` for each whole frame; what is left waits for the next bytes.
  template <class Take>
  void put(Bytes bytes, Take take) {
    while (!bytes.empty()) {
      bytes = bytes.subspan(fill(bytes));
      if (filled_ == format_.frame_bytes()) take(frame());
    }
  }

 private:
  std::size_t fill(Bytes bytes);
  Samples frame();

  WireFormat format_;
  Resampler resampler_;
  std::array<std::uint8_t, 2 * kMaxFrameSamples> bytes_{};
  FrameBuffer wide_{}, line_{};
  std::size_t filled_ = 0;
};

/// Frames of the line's rate in, bytes out.
class WireOut {
 public:
  explicit WireOut(const WireFormat &format) : format_(format), resampler_(format.line_rate(), format.rate) {}

  /// Fills `out`; calls `make(std::span<Sample>)` for each frame it needs.
  template <class Make>
  void take(std::span<std::uint8_t> out, Make make) {
    while (!out.empty()) {
      if (given_ == held_) {
        const std::span<Sample> frame(line_.data(), frame_samples(format_.line_rate()));
        make(frame);
        encode(frame);
      }
      out = out.subspan(give(out));
    }
  }

 private:
  void encode(Samples frame);
  std::size_t give(std::span<std::uint8_t> out);

  WireFormat format_;
  Resampler resampler_;
  FrameBuffer line_{}, wide_{};
  std::array<std::uint8_t, 2 * kMaxFrameSamples> bytes_{};
  std::size_t held_ = 0, given_ = 0;
};

}  // namespace callwell::voice
