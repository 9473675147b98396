// Puts the wishes of one utterance together: what belongs to one alternative, what excludes, what holds for all.
#pragma once

#include <vector>

#include "nlu/grammar.hpp"

namespace callwell::nlu {

struct BuiltPreference {
  Preference preference;
  std::uint32_t first = 0, end = 0;   ///< tokens of the wishes that made it
  bool latent = true;                 ///< made only of words that mostly mean something else
};
/// `wishes` in the order they were said.
BuiltPreference build_preference(const std::vector<Item> &wishes);

}  // namespace callwell::nlu
