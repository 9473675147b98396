// Paths of the flow language, and the values templates are filled with.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dialog/turn.hpp"

namespace callwell::dialog {

/// `service.id`, `openings.slots`, `session.contact`, `'a literal'`; null where nothing is there.
json::value value_at(const State &state, std::string_view path);
/// Does a path hold something: not null, false, empty text, list or object?
bool holds(const json::value &value);

/// Name, service, slot, provider … as far as they are known.
Values known_values(Turn &turn);
/// The list as it is offered: "A, B or C" aloud, numbered lines in a text.
std::string say_choices(Turn &turn, const json::array &choices, bool with_service);

}  // namespace callwell::dialog
