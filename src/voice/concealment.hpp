// Fills gaps so that nobody hears them: the last pitch period goes on, fades, and turns into the line's own noise.
// Source of the fade: ITU-T G.711 Appendix I (full for 10 ms, a fifth less every further 10 ms, gone after 60 ms).
#pragma once

#include "voice/audio.hpp"

namespace callwell::voice {

class Concealment {
 public:
  explicit Concealment(std::int32_t rate);

  /// A frame that arrived: remembered, and its begin blended with what went before if that was made up.
  void heard(std::span<Sample> frame);
  /// A frame that did not: made up.
  void conceal(std::span<Sample> frame);
  /// A frame in which the sender rested: noise as loud as the line's.
  void comfort(std::span<Sample> frame);

 private:
  static constexpr std::size_t kHistoryMs = 50, kMaxRate = 16'000;
  std::size_t find_period() const;
  Sample invented(float gain);
  Sample noise();

  std::int32_t rate_;
  std::size_t size_;                                      ///< of the history in use
  std::array<Sample, kHistoryMs * kMaxRate / 1000> history_{};  ///< newest last
  std::size_t period_ = 0, phase_ = 0, gone_ = 0;         ///< samples invented in this gap
  float noise_level_ = 8;
  std::uint32_t random_ = 0x9E3779B9U;
};

}  // namespace callwell::voice
