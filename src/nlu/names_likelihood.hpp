// How likely a word is somebody's given or family name, where the call comes from.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "nlu/names_known.hpp"

namespace callwell::nlu {

enum class NameRegion : std::uint8_t { american, british };
NameRegion name_region(std::string_view country);

/// The logarithm of a share of all people, roughly: -5 for the commonest names, below kUnlisted for a word of no list.
float name_likelihood(NameKind kind, NameRegion region, std::string_view folded);
inline constexpr float kUnlisted = -10.5F;

/// A common name as it sounds.
struct SoundedName {
  std::string_view name;
  std::string sounds;
  std::uint32_t mask = 0;
  float likelihood = 0;
};
/// The names of a region common enough to be guessed from what sounds like them, likeliest first.
const std::vector<SoundedName> &sounded_names(NameKind kind, NameRegion region);

}  // namespace callwell::nlu
