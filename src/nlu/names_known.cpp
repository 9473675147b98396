#include "nlu/names_known.hpp"

#include <string>

#include "nlu/word_table.hpp"

namespace callwell::nlu {

namespace {

struct NameList {
  WordTable<std::uint32_t> ranks;

  explicit NameList(NameKind kind) {
    each_name(kind, [&](std::string_view name, std::uint32_t rank) { ranks.insert(name, rank); });
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
  static const NameList given(NameKind::given), family(NameKind::family);
  return kind == NameKind::given ? given : family;
}

}  // namespace

std::optional<std::uint32_t> given_name_rank(std::string_view folded) { return list_of(NameKind::given).rank(folded); }
std::optional<std::uint32_t> family_name_rank(std::string_view folded) { return list_of(NameKind::family).rank(folded); }

}  // namespace callwell::nlu
