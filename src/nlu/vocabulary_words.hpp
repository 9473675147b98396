// Words everybody says: not a name by themselves, and not a misspelling of a practice's word; and those among them that do name something.
#pragma once

#include <string_view>

#include "nlu/word.hpp"

namespace callwell::nlu {

// Folded, separated by single spaces.
extern const std::string_view kEverydayWords, kLinkingWords, kOfferedWords;

bool is_everyday_word(const Word &folded);
inline bool is_everyday_word(std::string_view folded) { return is_everyday_word(Word(folded)); }
/// Words of sentences, people, places, colours and sizes: they never stand for a name they are part of.
bool is_linking_word(const Word &folded);
inline bool is_linking_word(std::string_view folded) { return is_linking_word(Word(folded)); }
/// Everyday words that do: "filling", "limpieza".
bool is_offered_word(const Word &stem);
inline bool is_offered_word(std::string_view stem) { return is_offered_word(Word(stem)); }

}  // namespace callwell::nlu
