// Fractions as people say and write them: "two thirds", "five and a quarter", "1 4/5", "½", "siete con cincuenta".
#pragma once

#include "nlu/numbers.hpp"

namespace callwell::nlu {

/// The number with a fraction in it that begins at token `i`; nothing for whole numbers, which numbers.hpp reads.
std::optional<Cardinal> fraction_at(const Utterance &utterance, std::size_t i, NumberStyle style);

}  // namespace callwell::nlu
