#include "nlu/names_known.hpp"

#include <array>

#include "base/text.hpp"
#include "nlu/word_table.hpp"

namespace callwell::nlu {

namespace {

struct NameList {
  WordTable<std::uint32_t> ranks;
  std::array<std::vector<std::string_view>, 26> by_letter;

  explicit NameList(std::string_view text) {
    for (const std::string_view name : base::split(text, ' ')) {
      ranks.insert(name, static_cast<std::uint32_t>(ranks.size()));
      if (name[0] >= 'a' && name[0] <= 'z') by_letter[static_cast<std::size_t>(name[0] - 'a')].push_back(name);
    }
  }
  std::optional<std::uint32_t> rank(std::string_view folded) const {
    if (folded.find_first_of("'-") == std::string_view::npos) return look_up(folded);
    std::string plain;
    for (const char c : folded) {
      if (c != '\'' && c != '-') plain.push_back(c);
    }
    return look_up(plain);
  }
  std::optional<std::uint32_t> look_up(std::string_view plain) const {
    const std::uint32_t *found = ranks.find(plain);
    return found ? std::optional(*found) : std::nullopt;
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
