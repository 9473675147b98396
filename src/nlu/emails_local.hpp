// The part of an address before the "at", as it is said: words, letters, numbers, signs, and the asides between them.
#pragma once

#include <string>

#include "nlu/utterance.hpp"

namespace callwell::nlu {

struct EmailLocal {
  std::string name;
  std::size_t first = 0;  ///< its first token
};

/// Reads tokens [begin, end) backwards to where the address begins; empty name when there is none.
EmailLocal read_email_local(const Utterance &utterance, std::size_t begin, std::size_t end);

}  // namespace callwell::nlu
