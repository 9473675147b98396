// What of an utterance may be parts of a name, and which part: cut by cues ("last name is", "me llamo"), spelling and hints.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "nlu/utterance.hpp"

namespace callwell::nlu {

struct NameWord {
  std::string text;  ///< as written, or as spelled
  std::string folded;
  bool spelled = false;
  std::size_t first = 0, next = 0;
};

struct NameSegment {
  enum class Field : std::uint8_t { bare, full, given, family, nickname, middle };
  enum class Cue : std::uint8_t { none, weak, strong };
  Field field = Field::bare;
  Cue cue = Cue::none;
  std::vector<NameWord> words;
  bool titled = false;    ///< "Mrs Patel"
  std::size_t comma = 0;  ///< how many words stand before a comma; 0: there is none
  bool corrects = false;  ///< comes after "no wait", "sorry"
  std::string_view relation = {};   ///< "my son Leo": not the caller
};

/// The end of "like the color", "as in the opposite of old", which begins at `at` and says how a name is written; 0 where none does.
std::size_t comparison_end(const Utterance &utterance, std::size_t at);

/// `expected`: a name was asked for, so that words without a cue may be one.
std::vector<NameSegment> read_name_segments(const Utterance &utterance, bool expected);

}  // namespace callwell::nlu
