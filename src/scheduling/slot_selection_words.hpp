// The words of an answer to an offer, and the numbers said in them, English and Spanish alike.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace callwell::scheduling {

struct Word {
  std::string text;  ///< folded, without apostrophes: "O'clock" → "oclock"; "p.m." and "p m" → "pm"
  bool digits = false;
  bool glued = false;     ///< touches the word before it: the "th" of "4th"
  bool boundary = false;  ///< a comma or a stop stands before it
};
using Words = std::vector<Word>;

Words read_words(std::string_view text);

/// The word at `at`, or an empty one beyond either end.
std::string_view word_at(const Words &words, std::size_t at);

struct SpokenNumber {
  std::int32_t value = 0;
  std::size_t used = 1;         ///< words
  std::size_t digit_count = 0;  ///< 0 when spelled out
};

/// "7", "twenty five", "treinta y cinco": 0 … 9999 in digits, 0 … 59 in words.
std::optional<SpokenNumber> read_cardinal(const Words &words, std::size_t at);
/// "first", "4th", "segunda", "2da", "last" (-1), "second to last" (-2), "antepenultima" (-3).
std::optional<SpokenNumber> read_ordinal(const Words &words, std::size_t at);

}  // namespace callwell::scheduling
