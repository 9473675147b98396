// The time expressions of an utterance as items of the time grammar, for those who need more than their values.
#pragma once

#include <vector>

#include "nlu/grammar.hpp"

namespace callwell::nlu {

/// All items of one utterance: durations, times and wishes, by first token.
struct TimeChart {
  ParseContext context;
  Chart items;
};
TimeChart parse_times(const Utterance &utterance, const Context &context);

void durations_of(const TimeChart &chart, std::vector<Entity> &out);
void times_of(const TimeChart &chart, const Context &context, std::vector<Entity> &out);
void preference_of(const TimeChart &chart, const Context &context, std::vector<Entity> &out);
/// Did the agent just ask for a time?
bool expects_time(const Context &context);

/// The items that cover most of the words without overlapping, in order; few long ones rather than many short ones.
std::vector<const Item *> best_cover(const std::vector<const Item *> &items, std::size_t tokens);

}  // namespace callwell::nlu
