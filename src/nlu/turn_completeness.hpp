// Has the speaker finished, given what was asked? Silence alone does not tell; the words do: "and", "my number is 305 555",
// half an e-mail and a name being spelled all go on. Pure and a matter of microseconds; listening decides how long to wait by it.
#pragma once

#include <string_view>

#include "nlu/analysis.hpp"

namespace callwell::nlu {

struct TurnCompleteness {
  bool complete = false;
  float confidence = 0.5F;  ///< probability that `complete` is right, 0.5..1
};

/// `country` (ISO 3166) says how many digits a telephone number has.
TurnCompleteness judge_turn(std::string_view text, const Expecting &expecting, std::string_view country = "US");

}  // namespace callwell::nlu
