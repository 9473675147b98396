// What the time grammar starts from: numbers, calendar words, and times and dates in digits.
#pragma once

#include "nlu/grammar.hpp"

namespace callwell::nlu {

void seed_times(const ParseContext &context, std::uint32_t at, std::vector<Item> &out);
/// "3/4/2026", "2026-03-04", "15:30", "3h18", "1430".
void seed_digits(const ParseContext &context, std::uint32_t at, std::vector<Item> &out);

}  // namespace callwell::nlu
