// Clock times and stretches of the day as they are said: "quarter past eight", "1045", "las dos y media", "between ten and two".
#pragma once

#include <optional>

#include "scheduling/slot_selection_cues.hpp"

namespace callwell::scheduling {

/// A time that cannot be a mere number: it has minutes, a half of the day, or a word that makes it an hour.
std::optional<ReadCue> read_clock_time(const Words &words, std::size_t at);
/// "after two", "between noon and two", "de dos a cuatro". One bound may be missing; a start is included, an end is not.
std::optional<ReadCue> read_clock_span(const Words &words, std::size_t at);

}  // namespace callwell::scheduling
