// What callers may say, written out: sentences by kind of question, from a grammar and the practice's own names.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "practice/practice.hpp"

namespace callwell::adapters {

/// Sentences of lower-case words, by kind; "open" is what may always be said. The same seed gives the same.
using PhraseBook = std::map<std::string, std::vector<std::string>, std::less<>>;
PhraseBook write_phrase_book(std::string_view grammar, const practice::Practice &practice, std::size_t sentences_each, std::uint64_t seed);

/// As it is spoken: "Dr. Lee" → "doctor lee", "X-ray 2" → "x ray two".
std::string spoken_form(std::string_view name);

}  // namespace callwell::adapters
