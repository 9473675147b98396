// G.711: µ-law and A-law, eight bits a sample. Source: ITU-T G.711.
#pragma once

#include "voice/audio.hpp"

namespace callwell::voice {

inline constexpr std::uint8_t kMulawSilence = 0xFF, kAlawSilence = 0xD5;

std::uint8_t mulaw_encode(Sample sample);
std::uint8_t alaw_encode(Sample sample);
Sample mulaw_decode(std::uint8_t code);
Sample alaw_decode(std::uint8_t code);

/// As many as the shorter of both holds.
void decode_g711(Encoding law, Bytes codes, std::span<Sample> out);
void encode_g711(Encoding law, Samples samples, std::span<std::uint8_t> out);

}  // namespace callwell::voice
