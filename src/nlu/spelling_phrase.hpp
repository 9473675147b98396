// Tables of words and of phrases, matched without allocating: cue tables are walked at every token.
#pragma once

#include <algorithm>
#include <iterator>
#include <span>
#include <string_view>
#include <vector>

#include "nlu/utterance.hpp"
#include "nlu/word_table.hpp"

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

/// The rows of a phrase table by the first of their `words`; most words begin none.
template <class Row>
class PhraseIndex {
 public:
  template <std::size_t N>
  explicit PhraseIndex(const Row (&rows)[N]) {
    for (const Row &row : rows) by_first_.insert(row.words.substr(0, row.words.find(' ')), {}).push_back(&row);
  }
  std::span<const Row *const> starting(const Word &word) const {
    const auto *found = by_first_.find(word);
    return found ? std::span<const Row *const>(*found) : std::span<const Row *const>();
  }

 private:
  WordTable<std::vector<const Row *>> by_first_;
};

}  // namespace callwell::nlu
