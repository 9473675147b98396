#include "voice/sender.hpp"

#include <algorithm>

#include "base/ids.hpp"
#include "voice/g711.hpp"

namespace callwell::voice {

namespace {
constexpr int kGapPackets = 3;                // 60 ms between digits
constexpr std::size_t kMaxDigits = 32;
}

Sender::Sender(const RtpFormat &format, std::int32_t rate, std::uint64_t seed)
    : format_(format), resampler_(rate, format.encoding == Encoding::opus ? rate : 8000) {
  if (format.encoding == Encoding::opus) opus_ = std::make_unique<OpusWriter>(rate);
  base::Random random(seed);
  sequence_ = static_cast<std::uint16_t>(random.next() & 0x7FFF);
  timestamp_ = static_cast<std::uint32_t>(random.next());
  ssrc_ = static_cast<std::uint32_t>(random.next());
}

bool Sender::press(char digit) {
  if (format_.keypad_type == 0 || digits_.size() >= kMaxDigits) return false;
  digits_.push_back(digit);
  return true;
}

std::size_t Sender::encode(Samples frame, std::span<std::uint8_t> out) {
  if (opus_) return opus_->encode(frame, out);
  FrameBuffer narrow;
  const std::size_t n = std::min(resampler_.process(frame, narrow), out.size());
  encode_g711(format_.encoding, {narrow.data(), n}, out.first(n));
  return n;
}

std::size_t Sender::send(Samples frame, std::span<std::uint8_t> out) {
  if (out.size() < kRtpHeader) return 0;
  const auto step = static_cast<std::uint32_t>(format_.clock() / kFramesPerSecond);
  if (!keypad_ && gap_ == 0 && !digits_.empty()) {
    keypad_.emplace(digits_.front(), timestamp_, format_.clock());
    digits_.pop_front();
  }
  std::size_t size = 0;
  std::optional<RtpPacket> event = keypad_ ? keypad_->next() : std::nullopt;
  if (keypad_ && !event) {
    keypad_.reset();
    gap_ = kGapPackets;
  }
  gap_ = std::max(gap_ - 1, 0);
  if (event) {
    event->type = format_.keypad_type;
    event->sequence = sequence_++;
    event->ssrc = ssrc_;
    size = write_rtp(*event, out);
  } else {
    RtpPacket packet;
    packet.type = format_.type;
    packet.marker = first_;
    packet.sequence = sequence_++;
    packet.timestamp = timestamp_;
    packet.ssrc = ssrc_;
    const std::size_t payload = encode(frame, out.subspan(kRtpHeader));
    if (payload > 0) size = write_rtp(packet, out.first(kRtpHeader)) + payload;
    first_ = false;
  }
  timestamp_ += step;
  return size;
}

}  // namespace callwell::voice
