// Opus for speech over RTP: its clock is 48 kHz whatever the sound's rate. Source: RFC 6716, RFC 7587.
#pragma once

#include <memory>

#include "voice/audio.hpp"

struct OpusDecoder;
struct OpusEncoder;

namespace callwell::voice {

inline constexpr std::int32_t kOpusClock = 48'000;

class OpusReader {
 public:
  explicit OpusReader(std::int32_t rate);
  /// Samples written, 0 where the packet is damaged. An empty packet conceals one frame.
  std::size_t decode(Bytes packet, std::span<Sample> out);

 private:
  struct Free { void operator()(OpusDecoder *decoder) const; };
  std::unique_ptr<OpusDecoder, Free> decoder_;
};

class OpusWriter {
 public:
  explicit OpusWriter(std::int32_t rate);
  /// Bytes written for one frame of 20 ms.
  std::size_t encode(Samples frame, std::span<std::uint8_t> out);

 private:
  struct Free { void operator()(OpusEncoder *encoder) const; };
  std::unique_ptr<OpusEncoder, Free> encoder_;
};

}  // namespace callwell::voice
