// Which words are given or family names, and how common they are.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace callwell::nlu {

/// Folded, commonest first, separated by single spaces.
extern const std::string_view kGivenNames, kFamilyNames;

/// Place in the list, 0 the commonest; nothing for a word that is not in it. Apostrophes and hyphens are ignored.
std::optional<std::uint32_t> given_name_rank(std::string_view folded);
std::optional<std::uint32_t> family_name_rank(std::string_view folded);

/// Known names that begin with `letter` and are at most two letters shorter or longer than `length`.
enum class NameKind : std::uint8_t { given, family };
std::vector<std::string_view> names_alike(NameKind kind, char letter, std::size_t length);

}  // namespace callwell::nlu
