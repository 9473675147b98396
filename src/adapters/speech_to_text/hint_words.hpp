// Words that callers of a practice are likely to say and no recogniser would guess: its people, places and services.
#pragma once

#include <string>
#include <vector>

#include "practice/practice.hpp"

namespace callwell::adapters {

struct HintLimits {
  std::size_t words = 80;
  std::size_t bytes = 1'200;  ///< of all together
};

/// The most telling first, each once.
std::vector<std::string> hint_words(const practice::Practice &practice, HintLimits limits = {});

}  // namespace callwell::adapters
