#include "voice/resampler.hpp"

#include <algorithm>
#include <new>

#include <speex/speex_resampler.h>

namespace callwell::voice {

namespace {
constexpr int kQuality = 3;  // 3 ms of delay, ample for a telephone's band
}

void Resampler::Free::operator()(SpeexResamplerState_ *state) const { speex_resampler_destroy(state); }

Resampler::Resampler(std::int32_t from, std::int32_t to) {
  if (from == to) return;
  int error = 0;
  state_.reset(speex_resampler_init(1, static_cast<spx_uint32_t>(from), static_cast<spx_uint32_t>(to), kQuality, &error));
  if (!state_) throw std::bad_alloc();
}

std::size_t Resampler::process(Samples in, std::span<Sample> out) {
  if (!state_) {
    const std::size_t n = std::min(in.size(), out.size());
    std::copy_n(in.begin(), n, out.begin());
    return n;
  }
  auto read = static_cast<spx_uint32_t>(in.size()), written = static_cast<spx_uint32_t>(out.size());
  speex_resampler_process_int(state_.get(), 0, in.data(), &read, out.data(), &written);
  return written;
}

}  // namespace callwell::voice
