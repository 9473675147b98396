// Numbers as people write and say them, in English and Spanish: what every other grammar counts with.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "nlu/utterance.hpp"

namespace callwell::nlu {

struct NumberStyle { bool decimal_comma = false; };  ///< "1.200,50" in Spain, "1,200.50" elsewhere
NumberStyle number_style(Language language, std::string_view country);

struct Cardinal {
  double value = 0;
  std::size_t last = 0;      ///< the last token it reads
  bool spoken = false;       ///< in words, not in digits
  std::uint8_t digits = 0;   ///< how many digits it was written with; 0 with decimals or words
  bool ordinal = false;      ///< its last word is an ordinal: "two hundred and first"
};
/// The longest number that begins at token `i`: "1,200.50", "twenty three", "dos millones", "1200k", "two point five".
std::optional<Cardinal> cardinal_at(const Utterance &utterance, std::size_t i, NumberStyle style);
/// Every number that begins there, shorter ones first: in "twenty three" both 20 and 23.
std::vector<Cardinal> cardinals_at(const Utterance &utterance, std::size_t i, NumberStyle style);

struct OrdinalReading {
  std::int64_t value = 0;    ///< 1-based; -1 last, -2 last but one
  std::size_t last = 0;
  bool noun = false;         ///< also something else: "second", "quarter", "segundo", "cuarto"
};
/// "third", "twenty-first", "3rd", "2.ª", "tercero", "last", "second to last", "penúltimo".
std::optional<OrdinalReading> ordinal_at(const Utterance &utterance, std::size_t i);

/// A single spoken digit, "oh" included; -1 when the word is none.
int spoken_digit(std::string_view word);

}  // namespace callwell::nlu
