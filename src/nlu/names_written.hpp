// How names are written: capitals restored, accents kept, spelling hints applied.
#pragma once

#include <string>
#include <string_view>

#include "nlu/spelling.hpp"

namespace callwell::nlu {

/// "maria" → "Maria", "O'BRIEN" → "O'Brien", "mcdonald" → "McDonald", "de" → "de"; mixed case is kept as it was written.
std::string written_name(std::string_view word);
/// Titles and generational suffixes, which are no part of a name.
bool is_title(std::string_view folded);
bool is_suffix(std::string_view folded);
/// "de", "la", "van", "der": begins or continues a family name.
bool is_particle(std::string_view folded);
/// The word as the hint says: "eric" with a k → "erik", "john" without h → "jon".
std::string apply_hint(std::string word, const SpellingHint &hint);

}  // namespace callwell::nlu
