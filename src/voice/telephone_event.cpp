#include "voice/telephone_event.hpp"

#include <string_view>

namespace callwell::voice {

namespace {

constexpr std::string_view kDigits = "0123456789*#ABCD";
constexpr int kTonePackets = 5, kEndPackets = 3;  // 100 ms of tone, above the 70 ms that receivers ask for
constexpr std::uint8_t kEnd = 0x80, kVolume = 10; // -10 dBm0

}  // namespace

std::optional<char> KeypadReceiver::receive(const RtpPacket &packet) {
  if (packet.payload.size() < 4 || packet.payload[0] >= kDigits.size()) return std::nullopt;
  const bool newer = !any_ || packet.ssrc != ssrc_ || static_cast<std::int32_t>(packet.timestamp - latest_) > 0;
  if (!newer) return std::nullopt;
  any_ = true;
  ssrc_ = packet.ssrc;
  latest_ = packet.timestamp;
  return kDigits[packet.payload[0]];
}

KeypadSender::KeypadSender(char digit, std::uint32_t timestamp, std::int32_t clock) : timestamp_(timestamp), step_(clock / kFramesPerSecond) {
  const std::size_t event = kDigits.find(digit);
  payload_[0] = static_cast<std::uint8_t>(event);
  if (event == std::string_view::npos) sent_ = kTonePackets + kEndPackets;
}

std::optional<RtpPacket> KeypadSender::next() {
  if (sent_ == kTonePackets + kEndPackets) return std::nullopt;
  const bool ends = sent_ >= kTonePackets;
  const int duration = step_ * (ends ? kTonePackets : sent_ + 1);
  payload_[1] = static_cast<std::uint8_t>((ends ? kEnd : 0) | kVolume);
  payload_[2] = static_cast<std::uint8_t>(duration >> 8);
  payload_[3] = static_cast<std::uint8_t>(duration);
  RtpPacket packet;
  packet.marker = sent_ == 0;
  packet.timestamp = timestamp_;
  packet.payload = payload_;
  ++sent_;
  return packet;
}

}  // namespace callwell::voice
