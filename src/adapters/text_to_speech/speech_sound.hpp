// The sound of one speech as a service sends it, in bytes cut anywhere, brought to samples at the rate that was asked for.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "voice/audio.hpp"
#include "voice/playout.hpp"
#include "voice/resampler.hpp"

namespace callwell::adapters {

struct SoundFormat {
  voice::Encoding encoding = voice::Encoding::pcm16;  ///< little-endian when pcm16; never opus
  std::int32_t rate = 8000;
};

/// "pcm_8000", "ulaw_8000", "alaw_8000" …; pcm at 8 to 48 kHz.
base::Result<SoundFormat> parse_sound_format(std::string_view name);

class SpeechSound {
 public:
  SpeechSound(SoundFormat format, std::int32_t rate);

  /// Null when the bytes complete no sample. More than a few minutes of sound is no sentence: `limit_exceeded`.
  base::Result<voice::SharedSamples> add(std::string_view bytes);
  std::int64_t samples() const { return samples_; }  ///< given so far, at the asked rate

 private:
  std::vector<voice::Sample> decode(std::string_view bytes);

  const SoundFormat format_;
  const std::int32_t rate_;
  voice::Resampler resampler_;
  std::string odd_;                                  ///< the first half of a sample whose second is yet to come
  std::int64_t samples_ = 0;
};

}  // namespace callwell::adapters
