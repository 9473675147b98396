// Letters said aloud: "b", "bee", "be grande", "b as in boy", "double l", "zeta", "alpha bravo". English and Spanish at once.
#pragma once

#include <optional>
#include <string>

#include "nlu/utterance.hpp"

namespace callwell::nlu {

struct Letter {
  std::string text;      ///< lower case; usually one letter, "ll" for "double l"; "ñ" keeps its tilde
  std::size_t next = 0;  ///< the token after it
  bool certain = false;  ///< could hardly be anything else; "you", "de" or "see" are letters only among letters
};

/// "alpha", "kilo"
bool is_radio_word(std::string_view word);

/// The letter that begins at token `at`.
std::optional<Letter> read_letter(const Utterance &utterance, std::size_t at);

/// Letters in a row, at least two of them and one certain; or two and more words of a radio alphabet.
struct SpelledWord {
  std::string text;  ///< lower case; apostrophes and hyphens that were named are in it
  std::size_t first = 0, next = 0;
  std::size_t letters = 0;
};
std::optional<SpelledWord> read_spelled_word(const Utterance &utterance, std::size_t at);

/// "with a k", "con zeta", "no h", "with two l's", "ending in e": how a name that was said is written.
struct SpellingHint {
  enum class Kind : std::uint8_t { with, without, doubled, single, ends_with };
  Kind kind = Kind::with;
  std::string letter;
  std::size_t next = 0;
};
std::optional<SpellingHint> read_spelling_hint(const Utterance &utterance, std::size_t at);

}  // namespace callwell::nlu
