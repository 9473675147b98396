// RTP packets as bytes and back. Source: RFC 3550 section 5.1.
#pragma once

#include <optional>

#include "voice/audio.hpp"

namespace callwell::voice {

inline constexpr std::size_t kRtpHeader = 12;

struct RtpPacket {
  std::uint8_t type = 0;
  bool marker = false;
  std::uint16_t sequence = 0;
  std::uint32_t timestamp = 0, ssrc = 0;
  Bytes payload;
};

/// Nothing where the bytes are no RTP packet; the payload points into them.
std::optional<RtpPacket> parse_rtp(Bytes datagram);
/// Writes header and payload; gives the bytes written, 0 where `out` is too small.
std::size_t write_rtp(const RtpPacket &packet, std::span<std::uint8_t> out);

}  // namespace callwell::voice
