// The days people name instead of a date: those of the United States, Mexico and Spain, and the feasts that move with Easter.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "base/time.hpp"

namespace callwell::nlu {

/// Western Easter Sunday (Gregorian computus).
base::Date easter(std::int32_t year);

struct Holiday {
  enum class Rule : std::uint8_t { fixed, nth_weekday, easter_offset };
  std::string_view names;      ///< folded, words joined by '_', alternatives by '|'
  Rule rule = Rule::fixed;
  std::int32_t month = 0;      ///< fixed, nth_weekday
  std::int32_t day = 0;        ///< fixed: day; nth_weekday: which one (-1 last); easter_offset: days after Easter Sunday
  base::Weekday weekday = base::Weekday::mon;
  std::int32_t offset = 0;     ///< days after the day the rule gives
  std::string_view country;    ///< only where callers are from there; empty: everywhere
};
std::span<const Holiday> holidays();
std::optional<base::Date> holiday_in(const Holiday &holiday, std::int32_t year);

}  // namespace callwell::nlu
