// Where in a call a caller spoke card data, so that its recording can lose them. What was said is known only once it is understood:
// by then it is recorded, and is blanked.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "voice/two_sides.hpp"

namespace callwell::runtime {

/// Positions are samples of the recording. Threads: one.
class CardWatch {
 public:
  explicit CardWatch(std::int32_t rate) : rate_(rate) {}

  /// The caller began to speak: the first such moment since the last turn counts.
  void began(std::int64_t position);
  /// What was said from there to `position`. Gives what of the call must be blanked: a number may be spread over several turns.
  std::optional<voice::SampleSpan> said(std::string_view text, std::int64_t position);
  /// The same for keys, which may be heard as tones.
  std::optional<voice::SampleSpan> pressed(char digit, std::int64_t position);

 private:
  struct Turn { voice::SampleSpan span; std::string text; };
  std::int32_t rate_;
  std::int64_t began_ = -1;
  std::deque<Turn> turns_;                 ///< the last few, of the last minute
  std::string keys_;
  std::int64_t keys_from_ = 0, keys_to_ = 0;
};

}  // namespace callwell::runtime
