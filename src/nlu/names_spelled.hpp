// Names from letters alone: where the given name ends and the family name begins, in what a recogniser made of spelled letters.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "nlu/names_likelihood.hpp"
#include "nlu/utterance.hpp"

namespace callwell::nlu {

struct SpelledName {
  std::string given, family;  ///< folded; family may be empty
  float score = 0;            ///< the higher the likelier
};

/// "anaruiz" → "ana", "ruiz"; a known single name stays one.
std::optional<SpelledName> split_letters(std::string_view letters, bool fuzzy, NameRegion region);

/// "juliet indigo lima lima": most of the long words belong to the radio alphabet, so all stand for their first letter.
bool in_radio_alphabet(const Utterance &utterance);

/// Most words are one or two letters: "no RA h QU in n". The letters joined, with a space where one was
/// named, or nothing when it is no such text.
std::optional<std::string> joined_fragments(const Utterance &utterance);

}  // namespace callwell::nlu
