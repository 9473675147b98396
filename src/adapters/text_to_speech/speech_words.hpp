// Where the words of a speech end, found from the times a service gives for its characters.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "voice/playout.hpp"

namespace callwell::adapters {

struct TimedCharacter {
  std::string text;          ///< one character, UTF-8
  std::int64_t end_us = 0;   ///< when it has been spoken
};

class SpeechWords {
 public:
  SpeechWords(std::string_view text, std::int32_t rate) : text_(text), rate_(rate) {}

  /// Marks of the words that these characters end. `begin` is the sample their times count from. Characters the text does not have are passed over.
  std::vector<voice::WordMark> add(const std::vector<TimedCharacter> &characters, std::int64_t begin);
  /// The speech has ended: the mark of the last word, if none ended it.
  std::vector<voice::WordMark> finish();

 private:
  void end_word(std::vector<voice::WordMark> &marks);

  const std::string text_;
  const std::int32_t rate_;
  std::size_t at_ = 0;       ///< so much of the text is timed
  std::int64_t end_ = 0;     ///< the sample with which that has been spoken
  bool in_word_ = false;
};

}  // namespace callwell::adapters
