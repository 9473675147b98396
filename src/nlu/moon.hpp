// Days that the sun and the moon decide: the lunar new year of China and the feasts of the Hindu calendar. Longitudes are good to a
// few minutes of arc, which is some minutes of time; where a feast turns on less, almanacs differ too.
#pragma once

#include <cstdint>
#include <optional>

#include "base/time.hpp"

namespace callwell::nlu {

/// The hour of the day at which a lunar day must be running to be kept on that day.
enum class LunarHour : std::uint8_t { sunrise, midday, evening, midnight };

/// A lunar day, 1 to 15 waxing and 16 to 30 waning, of a month counted from Chaitra (1) and begun by the new moon; leap months keep
/// no feasts. Sunrise and sunset are those of Ujjain. Pausha (10) and later months are those that end in `year`.
std::optional<base::Date> hindu_day(std::int32_t year, std::int32_t month, std::int32_t lunar_day, LunarHour hour);
/// The day on which the sun enters the sidereal Capricorn before its sunset at Ujjain.
base::Date makar_sankranti(std::int32_t year);
/// The first day of the Chinese year that begins in `year`.
base::Date chinese_new_year(std::int32_t year);

}  // namespace callwell::nlu
