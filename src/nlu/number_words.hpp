// The words numbers are made of.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "nlu/word.hpp"

namespace callwell::nlu {

/// How a word takes part in a spoken number.
enum class NumberRole : std::uint8_t {
  unit,       ///< 0..9
  teen,       ///< 10..29 in one word: "fourteen", "veintidós"
  ten,        ///< 20..90
  hundreds,   ///< Spanish 100..900: "doscientos"
  hundred,    ///< multiplies what stands before: "two hundred"
  scale,      ///< thousand and above
  letter,     ///< a scale written as one letter behind digits: "1200k"
  article,    ///< "a", "un": one, but only before a noun of number
  noun,       ///< a number of its own: "dozen", "couple"
};
struct NumberWord { NumberRole role; double value; };

/// English "once" is no eleven; so `spanish` says how the text is read.
std::optional<NumberWord> number_word(const Word &word, bool spanish);
inline std::optional<NumberWord> number_word(std::string_view word, bool spanish) { return number_word(Word(word), spanish); }
/// Ordinal words; 0 when it is none.
std::int64_t ordinal_word(const Word &word);
inline std::int64_t ordinal_word(std::string_view word) { return ordinal_word(Word(word)); }

}  // namespace callwell::nlu
