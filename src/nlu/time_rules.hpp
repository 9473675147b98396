// The productions of the time grammar, by what they speak of. Both languages share them, for people mix both.
#pragma once

#include <span>

#include "nlu/grammar.hpp"

namespace callwell::nlu {

std::span<const Rule> clock_rules();      ///< "half past two", "las tres y media", "9 at night"
std::span<const Rule> date_rules();       ///< "march 3rd", "el lunes que viene", "first monday of march"
std::span<const Rule> relative_rules();   ///< "tomorrow", "next week", "in two weeks", "hace tres meses"
std::span<const Rule> period_rules();     ///< "q3", "the second half of 2027", "the nineties", "the rest of the week"
std::span<const Rule> interval_rules();   ///< "between 2 and 4", "after noon", "the end of the month"
std::span<const Rule> duration_rules();   ///< "two weeks", "una hora y media"
std::span<const Rule> holiday_rules();
std::span<const Rule> zone_rules();    ///< "christmas", "el día de la madre"

std::span<const WordClass> time_word_classes();
std::span<const ItemFilter> time_item_filters();

}  // namespace callwell::nlu
