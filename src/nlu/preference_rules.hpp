// The productions of preferences, on top of those of times: each yields a wish, a small piece of a preference.
#pragma once

#include <span>

#include "nlu/grammar.hpp"

namespace callwell::nlu {

std::span<const Rule> wish_day_rules();       ///< "weekdays", "the week of the 16th", "after the 20th"
std::span<const Rule> wish_time_rules();      ///< "mornings", "after four", "between ten and two"
std::span<const Rule> wish_manner_rules();    ///< "every other", "asap", "preferably", "or", "not"

/// The time grammar and these, compiled once.
const Grammar &preference_grammar();

Item wish_item(WishForm form, Preference wish);

}  // namespace callwell::nlu
