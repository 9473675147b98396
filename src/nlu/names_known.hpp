// Which words are given or family names, and how common they are.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace callwell::nlu {

/// Folded, commonest first, separated by single spaces.
extern const std::string_view kGivenNames, kFamilyNames;
extern const std::string_view kBritishGivenNames, kBritishFamilyNames;

/// Place in the list, 0 the commonest; nothing for a word that is not in it. Apostrophes and hyphens are ignored.
std::optional<std::uint32_t> given_name_rank(std::string_view folded);
std::optional<std::uint32_t> family_name_rank(std::string_view folded);

enum class NameKind : std::uint8_t { given, family };
/// Calls `visit(name, rank)` with the names of a list, commonest first.
template <class Visit>
void each_name(std::string_view names, Visit visit) {
  std::uint32_t rank = 0;
  for (std::size_t at = 0; at < names.size(); ++rank) {
    const std::size_t end = std::min(names.find(' ', at), names.size());
    visit(names.substr(at, end - at), rank);
    at = end + 1;
  }
}
template <class Visit>
void each_name(NameKind kind, Visit visit) {
  each_name(kind == NameKind::given ? kGivenNames : kFamilyNames, visit);
}

}  // namespace callwell::nlu
