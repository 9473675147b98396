// Keypad digits as RTP events. Source: RFC 4733. All packets of one digit share a timestamp; the last comes three times.
#pragma once

#include <optional>

#include "voice/rtp.hpp"

namespace callwell::voice {

/// Tells each pressed digit once, however many of its packets are lost, repeated or reordered.
class KeypadReceiver {
 public:
  /// The digit, at its first packet.
  std::optional<char> receive(const RtpPacket &packet);

 private:
  bool any_ = false;
  std::uint32_t ssrc_ = 0, latest_ = 0;  ///< timestamp of the newest digit
};

/// One digit as packets: ask for one every 20 ms until there is none.
class KeypadSender {
 public:
  /// `clock`: RTP timestamp units a second.
  KeypadSender(char digit, std::uint32_t timestamp, std::int32_t clock);
  /// The next packet's payload and header fields; sequence, ssrc and type are the caller's to set.
  std::optional<RtpPacket> next();

 private:
  std::array<std::uint8_t, 4> payload_{};
  std::uint32_t timestamp_;
  std::int32_t step_, sent_ = 0;
};

}  // namespace callwell::voice
