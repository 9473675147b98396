// One utterance heard as a name: what names.cpp reads, and the choice among a recogniser's readings builds on.
#pragma once

#include <vector>

#include "nlu/utterance.hpp"

namespace callwell::nlu {

/// What the question was about, when it was about a name.
enum class AskedName : std::uint8_t { nothing, full, given, family };

struct HeardName {
  PersonName value;
  float confidence = 0;
  std::size_t first = 0, next = 0;   ///< tokens
  bool plain = false;                ///< nothing but the words of the name: not announced, spelled or corrected
};
/// The name that was asked for or told first; then those of others the caller speaks for.
std::vector<HeardName> hear_names(const Utterance &utterance, AskedName asked);

}  // namespace callwell::nlu
