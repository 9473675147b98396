// Number words as people say digits, days and years, in both languages at once: callers mix them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "nlu/utterance.hpp"

namespace callwell::nlu {

struct NumberWord {
  enum class Kind : std::uint8_t { digit, teen, tens, hundreds, hundred, thousand };
  std::int32_t value = 0;
  Kind kind = Kind::digit;
  bool ordinal = false;
  bool homophone = false;  ///< an ordinary word that sounds like a digit: "for", "to", "ate"
};

/// What the folded word says: "oh", "fifteen", "ochenta", "veintitres", "twelfth", "quinientos".
std::optional<NumberWord> number_word(const Word &word);
inline std::optional<NumberWord> number_word(std::string_view word) { return number_word(Word(word)); }

/// One number as it is said among digits, with every way to write it, the likeliest first:
/// "seventy five" → "75", "705"; "double two" → "22"; "five thousand" → "5000"; "0123" → "0123".
struct DigitGroup {
  std::vector<std::string> readings;
  std::size_t first = 0, next = 0;  ///< tokens [first, next)
  bool numeral = false;             ///< was written in digits
  bool homophone = false;
};

/// The group that begins at token `at`; ordinals are not digits. Homophones only when `homophones` allows them.
std::optional<DigitGroup> read_digit_group(const Utterance &utterance, std::size_t at, bool homophones);

}  // namespace callwell::nlu
