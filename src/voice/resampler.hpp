// From one sample rate to another, by speexdsp. Allocates when made, never after.
#pragma once

#include <memory>

#include "voice/audio.hpp"

struct SpeexResamplerState_;

namespace callwell::voice {

class Resampler {
 public:
  Resampler(std::int32_t from, std::int32_t to);

  /// Gives how many samples were written; `out` must have room for in.size() × to / from + 1.
  std::size_t process(Samples in, std::span<Sample> out);

 private:
  struct Free { void operator()(SpeexResamplerState_ *state) const; };
  std::unique_ptr<SpeexResamplerState_, Free> state_;  ///< null: both rates are the same
};

}  // namespace callwell::voice
