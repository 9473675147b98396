// The caller's side of an RTP stream: datagrams in as they come, frames of 20 ms out as they are due.
#pragma once

#include <memory>
#include <optional>

#include "voice/concealment.hpp"
#include "voice/jitter_buffer.hpp"
#include "voice/opus_codec.hpp"
#include "voice/resampler.hpp"
#include "voice/telephone_event.hpp"

namespace callwell::voice {

/// What was agreed for a stream.
struct RtpFormat {
  Encoding encoding = Encoding::mulaw;
  std::uint8_t type = 0;                    ///< payload type of the sound
  std::uint8_t keypad_type = 101;           ///< of RFC 4733 events; 0: none were agreed
  std::int32_t clock() const { return encoding == Encoding::opus ? kOpusClock : 8000; }
};

class Receiver {
 public:
  /// `rate`: of the frames that come out, 8000 or 16000.
  Receiver(const RtpFormat &format, std::int32_t rate);

  /// Any bytes. Gives the digit that was pressed, once.
  std::optional<char> put(Bytes datagram, CallTime arrival);
  /// One frame, whatever came.
  void pull(CallTime now, std::span<Sample> frame);

  const JitterBuffer::Counts &counts() const { return jitter_.counts(); }
  std::int64_t foreign() const { return foreign_; }   ///< packets that are no RTP or of no agreed type

 private:
  static constexpr std::size_t kReserve = 3 * 16'000 / 25;  ///< a packet of 60 ms and a frame more, at the highest rate
  void fill(CallTime now);
  void decode(Bytes payload);
  void make_up(bool comfort);
  void leave_out_if_quiet();

  RtpFormat format_;
  std::int32_t rate_;
  JitterBuffer jitter_;
  Concealment concealment_;
  Resampler resampler_;
  std::unique_ptr<OpusReader> opus_;
  KeypadReceiver keypad_;
  std::array<Sample, kReserve> ready_{};    ///< decoded, not pulled yet
  std::size_t ready_size_ = 0;
  std::int64_t foreign_ = 0;
  int frames_kept_ = 0;                     ///< since one was left out
};

}  // namespace callwell::voice
