// Days as they are said: "march 10", "10 de marzo", "3/10", "tomorrow", "next week", "after thursday".
#pragma once

#include <optional>

#include "scheduling/slot_selection_cues.hpp"

namespace callwell::scheduling {

/// A date with its month, or a bound ("after thursday", "antes del 10 de marzo") at `at`.
std::optional<ReadCue> read_dates(const Words &words, std::size_t at, const base::Date &today, bool month_first);
/// A phrase of Sign::day, week or month found at `at`; a month takes the day that stands by it.
std::optional<ReadCue> read_date_phrase(const Words &words, std::size_t at, const FoundPhrase &found, const base::Date &today);

}  // namespace callwell::scheduling
