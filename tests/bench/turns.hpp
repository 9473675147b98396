// Turns of about one length, as callers say them: neighbouring rows of the hand-written front-desk set, joined.
#pragma once

#include <string>
#include <vector>

namespace callwell::bench {

/// Every one of `words` words, within a tenth; of one language each, in the order of the set.
std::vector<std::string> turns_of(std::size_t words);

}  // namespace callwell::bench
