// A date of birth out of its parts, whatever order they were said in.
#pragma once

#include <optional>
#include <vector>

#include "nlu/birth_dates_parts.hpp"

namespace callwell::nlu {

struct BirthDateReading {
  base::Date date;
  float score = 0;
  std::size_t first = 0, next = 0;
  std::size_t unused = 0;        ///< parts that the date does without
  std::size_t words = 0;         ///< that belong to no part at all
  bool run_of_digits = false;    ///< cut from digits that were run together
};

/// What decides between readings beside the words themselves.
struct BirthDateFrame {
  base::Date today;
  bool day_first = false;
  std::string_view country;
};

/// Tries the orders of day, month and year over the parts, and keeps the best date.
std::optional<BirthDateReading> assemble_birth_date(const std::vector<DatePart> &parts, const BirthDateFrame &frame);

}  // namespace callwell::nlu
