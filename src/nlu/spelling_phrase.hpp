// Phrases of fixed words, matched without allocating: cue tables are walked at every token.
#pragma once

#include <string_view>

#include "nlu/utterance.hpp"

namespace callwell::nlu {

/// How many tokens from `at`, before `end`, say the phrase (folded, single spaces); 0 when they do not.
inline std::size_t phrase_length(const Utterance &utterance, std::size_t at, std::size_t end, std::string_view phrase) {
  std::size_t used = 0;
  while (true) {
    const std::size_t space = phrase.find(' ');
    if (at + used >= end || utterance.word(at + used) != phrase.substr(0, space)) return 0;
    ++used;
    if (space == std::string_view::npos) return used;
    phrase.remove_prefix(space + 1);
  }
}
inline std::size_t phrase_length(const Utterance &utterance, std::size_t at, std::string_view phrase) {
  return phrase_length(utterance, at, utterance.tokens.size(), phrase);
}

}  // namespace callwell::nlu
