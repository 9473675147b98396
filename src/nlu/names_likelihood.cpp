#include "nlu/names_likelihood.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "nlu/names_sounds.hpp"
#include "nlu/word_table.hpp"

namespace callwell::nlu {

namespace {

/// Beyond this place of the census a name is not guessed from its sound.
constexpr std::uint32_t kGuessedGiven = 2'000, kGuessedFamily = 4'000;

using Ranks = WordTable<std::uint32_t>;
Ranks ranks_of(std::string_view names) {
  Ranks ranks;
  each_name(names, [&](std::string_view name, std::uint32_t rank) { ranks.insert(name, rank); });
  return ranks;
}

const Ranks &british(NameKind kind) {
  static const Ranks given = ranks_of(kBritishGivenNames), family = ranks_of(kBritishFamilyNames);
  return kind == NameKind::given ? given : family;
}

float from_rank(std::uint32_t rank, float offset) { return -std::log(static_cast<float>(rank) + offset); }

std::vector<SoundedName> sounded(NameKind kind, NameRegion region) {
  std::vector<SoundedName> out;
  const auto add = [&](std::string_view name) {
    std::string sounds = sounds_of(name);
    const std::uint32_t mask = sound_mask(sounds);
    out.push_back({name, std::move(sounds), mask, name_likelihood(kind, region, name)});
  };
  if (region == NameRegion::british)
    each_name(kind == NameKind::given ? kBritishGivenNames : kBritishFamilyNames, [&](std::string_view name, std::uint32_t) { add(name); });
  each_name(kind, [&](std::string_view name, std::uint32_t rank) {
    const bool common = rank < (kind == NameKind::given ? kGuessedGiven : kGuessedFamily);
    if (common && !(region == NameRegion::british && british(kind).find(name))) add(name);
  });
  return out;
}

}  // namespace

NameRegion name_region(std::string_view country) {
  static constexpr std::string_view kBritish[] = {"GB", "UK", "IE", "AU", "NZ"};
  return std::find(std::begin(kBritish), std::end(kBritish), country) != std::end(kBritish) ? NameRegion::british : NameRegion::american;
}

float name_likelihood(NameKind kind, NameRegion region, std::string_view folded) {
  const auto census = kind == NameKind::given ? given_name_rank(folded) : family_name_rank(folded);
  if (region == NameRegion::american) return census ? from_rank(*census, 60) : kUnlisted;
  std::string plain(folded);
  std::erase_if(plain, [](char c) { return c < 'a' || c > 'z'; });
  if (const std::uint32_t *rank = british(kind).find(plain)) return from_rank(*rank, 400);
  return census ? from_rank(*census, 1'500) - 0.9F : kUnlisted;
}

const std::vector<SoundedName> &sounded_names(NameKind kind, NameRegion region) {
  static const std::array<std::vector<SoundedName>, 4> lists{
      sounded(NameKind::given, NameRegion::american), sounded(NameKind::family, NameRegion::american),
      sounded(NameKind::given, NameRegion::british), sounded(NameKind::family, NameRegion::british)};
  return lists[(region == NameRegion::british ? 2U : 0U) + (kind == NameKind::family ? 1U : 0U)];
}

}  // namespace callwell::nlu
