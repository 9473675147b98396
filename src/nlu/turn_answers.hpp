// Whether the answer to a question for something of a known shape has all its parts: a telephone number its digits, an e-mail
// its domain, a birth date its year, a spelled name its letters.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "nlu/tokens.hpp"
#include "nlu/turn_completeness.hpp"

namespace callwell::nlu {

/// `said` is the tokens' text with a space before each; nothing where the answer is of no such shape.
std::optional<TurnCompleteness> judge_answer(const std::vector<Token> &tokens, const std::string &said, std::string_view field, std::string_view country);

}  // namespace callwell::nlu
