// The words of the calendar in both languages, as they are said, texted and abbreviated.
#pragma once

#include <optional>
#include <string_view>

#include "nlu/analysis.hpp"
#include "nlu/word.hpp"

namespace callwell::nlu {

struct WeekdayWord {
  base::Weekday day;
  bool plural = false;
  bool doubtful = false;
};  ///< doubtful: "sat", "mar", "sun" mean other things too
std::optional<WeekdayWord> weekday_word(const Word &word);
inline std::optional<WeekdayWord> weekday_word(std::string_view word) { return weekday_word(Word(word)); }
struct MonthWord { std::int32_t month; bool doubtful = false; };                         ///< doubtful: "may", "march", "mar"
std::optional<MonthWord> month_word(const Word &word);
inline std::optional<MonthWord> month_word(std::string_view word) { return month_word(Word(word)); }
std::optional<Grain> grain_word(const Word &word);
inline std::optional<Grain> grain_word(std::string_view word) { return grain_word(Word(word)); }
struct PartWord { PartOfDay part; bool spanish = false; bool plural = false; };
/// "mañana" is left out: alone it is tomorrow.
std::optional<PartWord> part_word(const Word &word);
inline std::optional<PartWord> part_word(std::string_view word) { return part_word(Word(word)); }

}  // namespace callwell::nlu
