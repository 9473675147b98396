// Words everybody says: not a name by themselves, and not a misspelling of a practice's word.
#pragma once

#include <string_view>

namespace callwell::nlu {

/// Folded, separated by single spaces.
extern const std::string_view kEverydayWords;

bool is_everyday_word(std::string_view folded);

}  // namespace callwell::nlu
