// The likeliest name behind a recogniser's several readings of it: they vote, by what they say and by how it sounds.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "nlu/names_likelihood.hpp"

namespace callwell::nlu {

/// One reading, as written; a part that was not read is empty.
struct NameReading {
  std::string given, family;
  float weight = 0;   ///< a logarithm: 0 for the best reading
  bool guessed = false;   ///< cut from words that are not like a name by themselves
  bool given_small = false, family_small = false;   ///< in small letters where others have capitals: a common word to the recogniser
};

struct NameVote {
  std::string given, family;   ///< as read where somebody read it so, else folded
  float score = 0;
};
/// Nothing where no reading has any part.
std::optional<NameVote> vote_on_name(const std::vector<NameReading> &readings, NameRegion region);

}  // namespace callwell::nlu
