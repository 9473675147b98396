// Tokens: the words, numbers and marks of an utterance with where they stand. Every grammar reads these.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "nlu/word.hpp"

namespace callwell::nlu {

struct Token {
  enum class Kind : std::uint8_t { word, number, mark };
  Kind kind = Kind::word;
  std::uint32_t hash = 0;        ///< of the text
  std::string text;              ///< folded: lower case, no accents ("Sábado" → "sabado"); a number's digits as written
  std::uint32_t start = 0, end = 0;        ///< code points of the utterance, end exclusive
  std::uint32_t byte_start = 0, byte_end = 0;
  bool space_before = false;     ///< white space (or the beginning) stands before it
  bool capital = false;          ///< begins with an upper-case letter

  Word word() const { return {text, hash}; }
};

/// Words keep inner apostrophes ("o'clock", "don't"); digits and letters that touch are split ("3pm" → "3" "pm");
/// every other visible character is one mark. Reads at most `max_tokens`.
std::vector<Token> tokenize(std::string_view text, std::size_t max_tokens = 4096);

}  // namespace callwell::nlu
