// The lists of given names, family names and ordinary words that are compiled into the library, as sets.
#include <unordered_set>

#include "base/text.hpp"
#include "compliance/detect/detectors.hpp"

namespace callwell::embedded {
extern const std::string_view given_names, surnames, ordinary_words;
}

namespace callwell::compliance::detect {

namespace {

using WordSet = std::unordered_set<std::string_view>;

WordSet word_set(std::string_view lines) {
  WordSet set;
  for (const std::string_view line : base::split(lines, '\n')) {
    if (!line.empty()) set.insert(line);
  }
  return set;
}

const WordSet &given() {
  static const WordSet set = word_set(embedded::given_names);
  return set;
}
const WordSet &family() {
  static const WordSet set = word_set(embedded::surnames);
  return set;
}
const WordSet &ordinary() {
  static const WordSet set = word_set(embedded::ordinary_words);
  return set;
}

}  // namespace

bool is_given_name(std::string_view folded) { return given().contains(folded); }
bool is_surname(std::string_view folded) { return family().contains(folded); }
bool is_ordinary(std::string_view folded) { return ordinary().contains(folded); }

}  // namespace callwell::compliance::detect
