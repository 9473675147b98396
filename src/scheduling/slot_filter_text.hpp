// Days and clock times as booking pages and their clients write them: "Monday", "12:00 PM", "16:00".
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "nlu/preference.hpp"

namespace callwell::scheduling {

/// 0 = Sunday … 6 = Saturday, in the order given; any case, whole names or their first three letters, English or Spanish.
base::Result<std::vector<std::int32_t>> day_names_to_numbers(std::span<const std::string> names);

/// Minutes of the day (0 … 1439) of "9:00 AM", "9am", "9 p.m.", "21:30", "09:00:00", "noon", "midnight". Anything else,
/// a lone "9" among it, is an error.
base::Result<std::int32_t> parse_clock_text(std::string_view text);
/// The same for clients that expect 0 in place of an error. 0 is midnight too: filters use parse_clock_text.
std::int32_t clock_text_or_zero(std::string_view text);

/// The preference of such clients: days 0 = Sunday … 6 = Saturday, times as parse_clock_text reads them; what is empty says nothing.
base::Result<nlu::Preference> preference_from_days(std::span<const std::int32_t> days, std::string_view after_time,
                                                   std::string_view before_time);

}  // namespace callwell::scheduling
