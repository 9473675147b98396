// A name asked for on the telephone, behind several readings of a recogniser.
#pragma once

#include <optional>

#include "nlu/names_heard.hpp"

namespace callwell::nlu {

/// Letters that a recogniser ran together: every reading is tried against the known names.
std::optional<HeardName> hear_letters(const Utterance &utterance, const Context &context);

/// Replaces a bare name by what the readings have in common, weighed by how likely the names are.
void vote_on_readings(const Utterance &utterance, const Context &context, AskedName asked, std::optional<HeardName> &heard);

}  // namespace callwell::nlu
