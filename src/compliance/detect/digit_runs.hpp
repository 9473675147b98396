// Runs of digits, written ("305-555-0123", "4242 4242") or spoken ("five five five oh one", "sesenta y uno", "double two").
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "nlu/tokens.hpp"

namespace callwell::compliance::detect {

/// Digits that stand together in writing or were spoken in one breath.
struct DigitGroup {
  std::size_t first = 0, last = 0;  ///< tokens, `last` exclusive
  std::string digits;
};

struct DigitRun {
  std::size_t first = 0, last = 0;  ///< tokens, with a leading + or ( and a closing )
  std::vector<DigitGroup> groups;
  std::string digits;               ///< of all groups
  bool spoken = false, plus = false, parenthesis = false;
  char separator = 0;               ///< between the first two groups: ' ', '-', '.', or 0
};

std::vector<DigitRun> find_digit_runs(const std::vector<nlu::Token> &tokens);

/// A number word or phrase at `i` as a speaker of digits means it: "forty two" → "42", "oh" → "0", "triple five" → "555".
struct SpokenDigits { std::string digits; std::size_t tokens = 0; };
std::optional<SpokenDigits> read_spoken_digits(const std::vector<nlu::Token> &tokens, std::size_t i);

/// A number word or phrase as a quantity, cardinal or ordinal: "twenty fifth" → 25, "noventa y cinco" → 95, "eighty first" → 81.
struct SpokenNumber { int value = 0; std::size_t tokens = 0; bool ordinal = false; };
std::optional<SpokenNumber> read_spoken_number(const std::vector<nlu::Token> &tokens, std::size_t i);

/// Is it one letter as people spell, or the name of one ("efe")?
bool is_spelled_letter(const nlu::Token &token);

}  // namespace callwell::compliance::detect
