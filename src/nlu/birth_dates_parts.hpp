// The parts of a date of birth as they are said: months, numbers, holidays, with what stands between them left out.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/time.hpp"
#include "nlu/utterance.hpp"

namespace callwell::nlu {

struct DatePart {
  enum class Kind : std::uint8_t { number, ordinal, month, holiday };
  Kind kind = Kind::number;
  std::int32_t value = 0;   ///< the number, the month, or the holiday's place in holidays()
  std::int32_t digits = 0;  ///< how many digits were written; 0 for words
  std::size_t first = 0, next = 0;
  enum class Label : std::uint8_t { none, day, month, year } label = Label::none;  ///< "the day is …", "del ochenta": year
  bool of_before = false;                                                          ///< "of", "de" stood before it: "the third of the fifth"
  bool unit = false;                                                               ///< a single digit word, as in "oh six"
  bool tens = false;     ///< round tens, which a unit may follow: "1930 5" is 1935
  bool century = false;  ///< "nineteen", "twenty" or 19, 20: may begin a year
};

struct DateParts {
  std::vector<DatePart> parts;
  std::size_t words = 0;  ///< tokens that belong to no part and are no filler
};

/// How the words are taken.
struct DateWords {
  std::string_view country;   ///< decides between holidays of one name
  bool homophones = false;    ///< "thirteen to nineteen eighty": a recogniser wrote "to" for two, "for" for four
};
/// Parts of tokens [begin, end); at most a dozen, which is twice what a date needs.
DateParts read_date_parts(const Utterance &utterance, std::size_t begin, std::size_t end, const DateWords &words);

}  // namespace callwell::nlu
