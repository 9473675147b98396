// Which words of a whole name are the given name and which the family name.
#pragma once

#include <vector>

#include "nlu/names_segments.hpp"

namespace callwell::nlu {

using NameWords = std::vector<NameWord>;

struct NameParts {
  NameWords given, family, middle;
  bool cued = false, spelled = false;
  bool empty() const { return given.empty() && family.empty(); }
};

/// Words [from, to) of a name.
NameWords slice(const NameWords &words, std::size_t from, std::size_t to);

/// In the usual order, or family name first where a comma or the lists say so.
NameParts split_full(const NameSegment &segment);

}  // namespace callwell::nlu
