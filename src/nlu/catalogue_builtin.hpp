// Common medications and health insurers of the United States, for practices that list none of their own.
#pragma once

#include <vector>

#include "nlu/analysis.hpp"

namespace callwell::nlu {

/// Ids are the folded names with hyphens; brands are aliases of what they contain.
void append_builtin_medications(std::vector<VocabularyItem> &items);
void append_builtin_insurers(std::vector<VocabularyItem> &items);

}  // namespace callwell::nlu
