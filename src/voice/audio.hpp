// Audio as it travels inside: mono 16-bit samples in frames of 20 ms, at 8 or 16 kHz. What comes over a wire in other
// encodings and rates is brought to that at the edge (wire.hpp, receiver.hpp).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace callwell::voice {

using Sample = std::int16_t;
using Samples = std::span<const Sample>;
using Bytes = std::span<const std::uint8_t>;

inline constexpr std::int32_t kFramesPerSecond = 50;
inline constexpr std::int64_t kFrameUs = 1'000'000 / kFramesPerSecond;
inline constexpr std::size_t kMaxFrameSamples = 48'000 / kFramesPerSecond;
constexpr std::size_t frame_samples(std::int32_t rate) { return static_cast<std::size_t>(rate / kFramesPerSecond); }

/// Room for one frame at any rate; nothing on the frame path allocates.
using FrameBuffer = std::array<Sample, kMaxFrameSamples>;

enum class Encoding : std::uint8_t { pcm16 = 1, mulaw, alaw, opus };

/// Microseconds since the call began, counted in frames: the only clock the front end has.
using CallTime = std::int64_t;

}  // namespace callwell::voice
