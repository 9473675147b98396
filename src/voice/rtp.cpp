#include "voice/rtp.hpp"

#include <algorithm>

namespace callwell::voice {

namespace {

std::uint16_t read16(Bytes bytes, std::size_t at) { return static_cast<std::uint16_t>((bytes[at] << 8) | bytes[at + 1]); }
std::uint32_t read32(Bytes bytes, std::size_t at) { return (static_cast<std::uint32_t>(read16(bytes, at)) << 16) | read16(bytes, at + 2); }

void write16(std::span<std::uint8_t> out, std::size_t at, std::uint32_t value) {
  out[at] = static_cast<std::uint8_t>(value >> 8);
  out[at + 1] = static_cast<std::uint8_t>(value);
}
void write32(std::span<std::uint8_t> out, std::size_t at, std::uint32_t value) {
  write16(out, at, value >> 16);
  write16(out, at + 2, value & 0xFFFF);
}

}  // namespace

std::optional<RtpPacket> parse_rtp(Bytes datagram) {
  if (datagram.size() < kRtpHeader || datagram[0] >> 6 != 2) return std::nullopt;
  std::size_t begin = kRtpHeader + 4U * (datagram[0] & 15), end = datagram.size();
  if ((datagram[0] & 0x10) != 0) {  // a header extension
    if (begin + 4 > end) return std::nullopt;
    begin += 4 + 4U * read16(datagram, begin + 2);
  }
  if ((datagram[0] & 0x20) != 0) {  // padding; its last byte counts it
    const std::size_t padding = datagram[end - 1];
    if (padding == 0 || padding > end) return std::nullopt;
    end -= padding;
  }
  if (begin > end) return std::nullopt;
  return RtpPacket{static_cast<std::uint8_t>(datagram[1] & 0x7F), datagram[1] >= 0x80,   read16(datagram, 2),
                   read32(datagram, 4),                           read32(datagram, 8), datagram.subspan(begin, end - begin)};
}

std::size_t write_rtp(const RtpPacket &packet, std::span<std::uint8_t> out) {
  const std::size_t size = kRtpHeader + packet.payload.size();
  if (out.size() < size) return 0;
  out[0] = 0x80;
  out[1] = static_cast<std::uint8_t>((packet.marker ? 0x80 : 0) | (packet.type & 0x7F));
  write16(out, 2, packet.sequence);
  write32(out, 4, packet.timestamp);
  write32(out, 8, packet.ssrc);
  std::copy(packet.payload.begin(), packet.payload.end(), out.begin() + kRtpHeader);
  return size;
}

}  // namespace callwell::voice
