// The days people name instead of a date: those of the United States, Mexico and Spain, and the feasts of several faiths.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "base/time.hpp"

namespace callwell::nlu {

/// Western Easter Sunday (Gregorian computus).
base::Date easter(std::int32_t year);
/// Easter Sunday of the Orthodox churches, by the Julian calendar.
base::Date orthodox_easter(std::int32_t year);
/// The first day of the Hebrew year that begins in autumn of `year`.
base::Date rosh_hashanah(std::int32_t year);
/// The first time in `year` that a day of the Islamic calendar falls in it, by the tabular calendar; the moon may say a day more or less.
std::optional<base::Date> islamic_day(std::int32_t year, std::int32_t month, std::int32_t day);

struct Holiday {
  enum class Rule : std::uint8_t {
    fixed, nearest_workday, nth_weekday, easter_offset, orthodox_offset, hebrew_autumn, hebrew_spring, islamic, last_ramadan_friday,
    tax_day, hindu_sunrise, hindu_midday, hindu_evening, hindu_midnight, makar_sankranti, chinese_new_year
  };
  std::string_view names;      ///< folded, words joined by '_', alternatives by '|'
  Rule rule = Rule::fixed;
  std::int32_t month = 0;      ///< fixed, nth_weekday, islamic, hindu
  /// fixed, islamic, hindu: day; nth_weekday: which one (-1 last); else days after Easter Sunday, Rosh Hashanah (hebrew_autumn) or Passover
  std::int32_t day = 0;
  base::Weekday weekday = base::Weekday::mon;
  std::int32_t offset = 0;     ///< days after the day the rule gives
  std::string_view country;    ///< only where callers are from there; empty: everywhere
  std::int32_t length = 1;     ///< in days
};
/// Does the moon decide its day? Then some keep it a day earlier, and it begins with the evening before.
bool goes_by_the_moon(const Holiday &holiday);
std::span<const Holiday> holidays();
std::optional<base::Date> holiday_in(const Holiday &holiday, std::int32_t year);

}  // namespace callwell::nlu
