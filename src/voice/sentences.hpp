// A reply in the pieces that are synthesised one by one, so that the first is heard while the next is made.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace callwell::voice {

/// Cut at the ends of sentences: not after "Dr.", within "3.5", "a.m." or an address; very short ones stay with the next.
std::vector<std::string> sentences(std::string_view text);

}  // namespace callwell::voice
