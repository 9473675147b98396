#include "voice/opus_codec.hpp"

#include <algorithm>
#include <new>

#include <opus/opus.h>

namespace callwell::voice {

namespace {
constexpr int kBitrate = 24'000, kExpectedLossPercent = 5;
}

void OpusReader::Free::operator()(OpusDecoder *decoder) const { opus_decoder_destroy(decoder); }
void OpusWriter::Free::operator()(OpusEncoder *encoder) const { opus_encoder_destroy(encoder); }

OpusReader::OpusReader(std::int32_t rate) {
  int error = OPUS_OK;
  decoder_.reset(opus_decoder_create(rate, 1, &error));
  if (!decoder_) throw std::bad_alloc();
}

std::size_t OpusReader::decode(Bytes packet, std::span<Sample> out) {
  const bool missing = packet.empty();
  const int written = opus_decode(decoder_.get(), missing ? nullptr : packet.data(), static_cast<opus_int32>(packet.size()), out.data(),
                                  static_cast<int>(out.size()), 0);
  return static_cast<std::size_t>(std::max(written, 0));
}

OpusWriter::OpusWriter(std::int32_t rate) {
  int error = OPUS_OK;
  encoder_.reset(opus_encoder_create(rate, 1, OPUS_APPLICATION_VOIP, &error));
  if (!encoder_) throw std::bad_alloc();
  opus_encoder_ctl(encoder_.get(), OPUS_SET_BITRATE(kBitrate));
  opus_encoder_ctl(encoder_.get(), OPUS_SET_INBAND_FEC(1));
  opus_encoder_ctl(encoder_.get(), OPUS_SET_PACKET_LOSS_PERC(kExpectedLossPercent));
}

std::size_t OpusWriter::encode(Samples frame, std::span<std::uint8_t> out) {
  const opus_int32 written = opus_encode(encoder_.get(), frame.data(), static_cast<int>(frame.size()), out.data(), static_cast<opus_int32>(out.size()));
  return static_cast<std::size_t>(std::max<opus_int32>(written, 0));
}

}  // namespace callwell::voice
