// The time expressions of an utterance as items of the time grammar, for those who need more than their values.
#pragma once

#include <vector>

#include "nlu/grammar.hpp"

namespace callwell::nlu {

ParseContext time_context(const Utterance &utterance, const Context &context);
/// Not overlapping, in order. `latent_too`: also what is a time only where one is expected ("three", "may").
std::vector<Item> time_items(const ParseContext &context, bool latent_too);

/// The items that cover most of the words without overlapping, in order; few long ones rather than many short ones.
std::vector<Item> best_cover(std::vector<Item> items, std::size_t tokens);

}  // namespace callwell::nlu
