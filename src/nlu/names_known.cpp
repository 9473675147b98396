#include "nlu/names_known.hpp"

#include <array>
#include <unordered_map>

#include "base/text.hpp"

namespace callwell::nlu {

namespace {

struct NameList {
  std::unordered_map<std::string_view, std::uint32_t> ranks;
  std::array<std::vector<std::string_view>, 26> by_letter;

  explicit NameList(std::string_view text) {
    for (const std::string_view name : base::split(text, ' ')) {
      ranks.emplace(name, static_cast<std::uint32_t>(ranks.size()));
      if (name[0] >= 'a' && name[0] <= 'z') by_letter[static_cast<std::size_t>(name[0] - 'a')].push_back(name);
    }
  }
  std::optional<std::uint32_t> rank(std::string_view folded) const {
    std::string plain;
    for (const char c : folded) {
      if (c != '\'' && c != '-') plain.push_back(c);
    }
    const auto found = ranks.find(plain);
    if (found == ranks.end()) return {};
    return found->second;
  }
};

const NameList &list_of(NameKind kind) {
  static const NameList given(kGivenNames), family(kFamilyNames);
  return kind == NameKind::given ? given : family;
}

}  // namespace

std::optional<std::uint32_t> given_name_rank(std::string_view folded) { return list_of(NameKind::given).rank(folded); }
std::optional<std::uint32_t> family_name_rank(std::string_view folded) { return list_of(NameKind::family).rank(folded); }

std::vector<std::string_view> names_alike(NameKind kind, char letter, std::size_t length) {
  std::vector<std::string_view> out;
  if (letter < 'a' || letter > 'z') return out;
  for (const std::string_view name : list_of(kind).by_letter[static_cast<std::size_t>(letter - 'a')]) {
    if (name.size() + 2 >= length && name.size() <= length + 2) out.push_back(name);
  }
  return out;
}

}  // namespace callwell::nlu
