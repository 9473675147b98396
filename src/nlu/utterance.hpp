// One utterance, cut into tokens once, as every entity finder reads it.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "nlu/analysis.hpp"
#include "nlu/tokens.hpp"

namespace callwell::nlu {

struct Utterance {
  std::string_view text;
  std::vector<Token> tokens;
  Language language = Language::en;  ///< the one the text is read in; people mix both

  /// Text of the token at `i`, or nothing beyond the ends: grammars may look ahead without asking.
  Word word(std::size_t i) const { return i < tokens.size() ? tokens[i].word() : Word(); }
  /// Do tokens `i` and `i + 1` touch, without white space between?
  bool touching(std::size_t i) const { return i + 1 < tokens.size() && !tokens[i + 1].space_before; }
  /// The words between two tokens, both included, as they were written.
  std::string_view written(std::size_t first, std::size_t last) const;
};

/// Reads at most kMaxUtteranceTokens: a turn of a call has some dozens.
Utterance read_utterance(std::string_view text, Language language);
inline constexpr std::size_t kMaxUtteranceTokens = 2048;

/// The entity that stands on tokens `first`..`last`, both included.
Entity make_entity(const Utterance &utterance, EntityType type, std::size_t first, std::size_t last, EntityValue value, float confidence);

}  // namespace callwell::nlu
