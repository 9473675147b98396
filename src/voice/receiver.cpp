#include "voice/receiver.hpp"

#include <algorithm>

#include "voice/g711.hpp"

namespace callwell::voice {

namespace {

constexpr int kFramesBetweenCuts = 10;       // one frame in ten at most is left out: nobody hears it in a pause
constexpr Sample kQuiet = 400;               // peak below which a frame is a pause
constexpr std::uint8_t kComfortNoiseType = 13;

Sample peak(Samples frame) {
  int most = 0;
  for (const Sample s : frame) most = std::max(most, std::abs(static_cast<int>(s)));
  return static_cast<Sample>(std::min(most, 32767));
}

}  // namespace

Receiver::Receiver(const RtpFormat &format, std::int32_t rate)
    : format_(format), rate_(rate), jitter_(format.clock()), concealment_(rate), resampler_(format.encoding == Encoding::opus ? rate : 8000, rate) {
  if (format.encoding == Encoding::opus) opus_ = std::make_unique<OpusReader>(rate);
}

std::optional<char> Receiver::put(Bytes datagram, CallTime arrival) {
  const std::optional<RtpPacket> packet = parse_rtp(datagram);
  if (!packet) {
    ++foreign_;
    return std::nullopt;
  }
  if (format_.keypad_type != 0 && packet->type == format_.keypad_type) return keypad_.receive(*packet);
  if (packet->type == format_.type) {
    jitter_.put(*packet, arrival);
  } else if (packet->type != kComfortNoiseType) {  // the line makes its own noise while the sender rests
    ++foreign_;
  }
  return std::nullopt;
}

void Receiver::decode(Bytes payload) {
  const std::span<Sample> room(ready_.data() + ready_size_, ready_.size() - ready_size_);
  std::size_t written = 0;
  if (opus_) {
    written = opus_->decode(payload, room);
  } else {
    std::array<Sample, 480> narrow;
    const std::size_t n = std::min(payload.size(), narrow.size());
    decode_g711(format_.encoding, payload, narrow);
    written = resampler_.process({narrow.data(), n}, room);
  }
  concealment_.heard(room.first(written));
  ready_size_ += written;
}

void Receiver::make_up(bool comfort) {
  const std::span<Sample> room(ready_.data() + ready_size_, std::min(frame_samples(rate_), ready_.size() - ready_size_));
  if (comfort) {
    concealment_.comfort(room);
  } else {
    concealment_.conceal(room);
  }
  ready_size_ += room.size();
}

/// More waits than is needed: a quiet frame less brings the delay down.
void Receiver::leave_out_if_quiet() {
  const std::size_t n = frame_samples(rate_);
  if (++frames_kept_ < kFramesBetweenCuts || !jitter_.too_full() || ready_size_ < n || peak({ready_.data(), n}) > kQuiet) return;
  std::copy(ready_.begin() + static_cast<std::ptrdiff_t>(n), ready_.begin() + static_cast<std::ptrdiff_t>(ready_size_), ready_.begin());
  ready_size_ -= n;
  frames_kept_ = 0;
}

void Receiver::fill(CallTime now) {
  const std::size_t wanted = frame_samples(rate_);
  for (int packets = 0; ready_size_ < wanted && packets < 8; ++packets) {  // eight: even packets of 2.5 ms fill a frame
    const JitterBuffer::Taken taken = jitter_.take(now);
    switch (taken.what) {
      case JitterBuffer::Take::packet:
        decode(taken.payload);
        leave_out_if_quiet();
        break;
      case JitterBuffer::Take::pause: make_up(true); break;
      case JitterBuffer::Take::lost:
      case JitterBuffer::Take::none: make_up(false); break;
    }
  }
}

void Receiver::pull(CallTime now, std::span<Sample> frame) {
  fill(now);
  const std::size_t n = std::min(frame.size(), ready_size_);
  std::copy_n(ready_.begin(), n, frame.begin());
  std::fill(frame.begin() + static_cast<std::ptrdiff_t>(n), frame.end(), Sample{0});
  std::copy(ready_.begin() + static_cast<std::ptrdiff_t>(n), ready_.begin() + static_cast<std::ptrdiff_t>(ready_size_), ready_.begin());
  ready_size_ -= n;
}

}  // namespace callwell::voice
