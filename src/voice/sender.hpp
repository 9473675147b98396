// The agent's side of an RTP stream: one frame in, one packet out, keypad digits in between.
#pragma once

#include <deque>
#include <optional>

#include "voice/receiver.hpp"

namespace callwell::voice {

class Sender {
 public:
  /// The seed fixes the stream's first sequence, timestamp and source number, which RFC 3550 wants to be random.
  Sender(const RtpFormat &format, std::int32_t rate, std::uint64_t seed);

  /// Writes the packet of this frame; gives its bytes.
  std::size_t send(Samples frame, std::span<std::uint8_t> out);
  /// Sends a digit instead of sound over the next packets. False where the other side takes none.
  bool press(char digit);

 private:
  std::size_t encode(Samples frame, std::span<std::uint8_t> out);

  RtpFormat format_;
  Resampler resampler_;
  std::unique_ptr<OpusWriter> opus_;
  std::optional<KeypadSender> keypad_;
  int gap_ = 0;                       ///< packets of silence after a digit
  std::deque<char> digits_;
  std::uint16_t sequence_;
  std::uint32_t timestamp_, ssrc_;
  bool first_ = true;
};

}  // namespace callwell::voice
