// Words everybody says: not a name by themselves, and not a misspelling of a practice's word; and those among them that do name something.
#pragma once

#include <string_view>

namespace callwell::nlu {

// Folded, separated by single spaces.
extern const std::string_view kEverydayWords, kLinkingWords, kOfferedWords;

bool is_everyday_word(std::string_view folded);
/// Words of sentences, people, places, colours and sizes: they never stand for a name they are part of.
bool is_linking_word(std::string_view folded);
/// Everyday words that do: "filling", "limpieza".
bool is_offered_word(std::string_view stem);

}  // namespace callwell::nlu
