// Fuzz target: any datagrams on a call's RTP port, in any order, between frames that are pulled. The first byte of each says how long it is.
#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "voice/receiver.hpp"

using namespace callwell::voice;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
  if (size == 0) return 0;
  const Encoding encodings[] = {Encoding::mulaw, Encoding::alaw, Encoding::opus};
  const RtpFormat format{encodings[data[0] % 3], static_cast<std::uint8_t>(data[0] & 0x7F), 101};
  Receiver receiver(format, format.encoding == Encoding::opus ? 16'000 : 8000);
  CallTime now = 0;
  for (std::size_t at = 1; at < size && now < 400 * kFrameUs; now += kFrameUs) {
    const std::size_t length = std::min<std::size_t>(data[at], size - at - 1);
    receiver.put({data + at + 1, length}, now);
    at += 1 + length;
    FrameBuffer frame;
    receiver.pull(now, std::span(frame).first(frame_samples(format.encoding == Encoding::opus ? 16'000 : 8000)));
  }
  return 0;
}
