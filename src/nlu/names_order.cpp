#include "nlu/names_order.hpp"

#include <algorithm>
#include <cmath>

#include "nlu/names_known.hpp"
#include "nlu/names_written.hpp"

namespace callwell::nlu {

namespace {

bool secondary_given(const NameWord &word) {
  static constexpr std::string_view kSeconds[] = {
      "ann",    "anne",   "jo",    "lee",       "lou",     "beth",    "sue",      "jean",      "kate",    "grace",  "rose",     "marie",
      "may",    "jane",   "lynn",  "ellen",     "louise",  "bob",     "ray",      "jose",      "luis",    "carlos", "antonio",  "manuel",
      "maria",  "isabel", "elena", "guadalupe", "angel",   "alberto", "pablo",    "eduardo",   "javier",  "miguel", "fernanda", "jesus",
      "carmen", "teresa", "luisa", "cristina",  "enrique", "andres",  "fernando", "alejandro", "ignacio", "rosa",   "del"};
  return std::find(std::begin(kSeconds), std::end(kSeconds), word.folded) != std::end(kSeconds);
}

/// How common a word is as a given or as a family name; what is in neither list is rare, not impossible.
float commonness(NameKind kind, const NameWord &word) {
  const auto rank = kind == NameKind::given ? given_name_rank(word.folded) : family_name_rank(word.folded);
  return rank ? -std::log(static_cast<float>(*rank) + 20.0F) : -11.0F;
}

/// By how much the order family name, given name is likelier than the usual one.
float inverted_by(const NameWord &left, const NameWord &right) {
  return commonness(NameKind::family, left) + commonness(NameKind::given, right) - commonness(NameKind::given, left) -
         commonness(NameKind::family, right);
}

/// Does "baez tomas" come family name first?
bool inverted(const NameWord &left, const NameWord &right) {
  constexpr float kClearly = 5.0F;  // in the logarithm of ranks: common against rare, twice
  if (left.spelled && !right.spelled && !given_name_rank(left.folded) && given_name_rank(right.folded)) return true;
  return inverted_by(left, right) > kClearly;
}

/// "Liz" of Elizabeth, "Bob" of Robert, "Pepe" of José.
bool short_for(const NameWord &nickname, const NameWord &full) {
  struct Pair { std::string_view nickname, full; };
  static constexpr Pair kPairs[] = {
      {"bob", "robert"}, {"bobby", "robert"}, {"rob", "robert"}, {"bill", "william"}, {"billy", "william"}, {"will", "william"},
      {"liz", "elizabeth"}, {"beth", "elizabeth"}, {"betty", "elizabeth"}, {"lisa", "elizabeth"}, {"dick", "richard"},
      {"rick", "richard"}, {"jim", "james"}, {"jimmy", "james"}, {"jack", "john"}, {"johnny", "john"}, {"peggy", "margaret"},
      {"meg", "margaret"}, {"maggie", "margaret"}, {"kate", "catherine"}, {"kate", "katherine"}, {"kathy", "kathleen"},
      {"katie", "katherine"}, {"ted", "theodore"}, {"teddy", "theodore"}, {"ted", "edward"}, {"ned", "edward"}, {"hank", "henry"},
      {"harry", "henry"}, {"chuck", "charles"}, {"charlie", "charles"}, {"tony", "anthony"}, {"gus", "august"}, {"mike", "michael"},
      {"mickey", "michael"}, {"nick", "nicholas"}, {"steve", "stephen"}, {"steve", "steven"}, {"sasha", "alexander"},
      {"sandy", "sandra"}, {"dave", "david"}, {"becky", "rebecca"}, {"pepe", "jose"}, {"paco", "francisco"},
      {"pancho", "francisco"}, {"lupe", "guadalupe"}, {"lupita", "guadalupe"}, {"chuy", "jesus"}, {"beto", "alberto"},
      {"beto", "roberto"}, {"nacho", "ignacio"}, {"memo", "guillermo"}, {"tono", "antonio"}, {"tonita", "antonia"},
      {"kike", "enrique"}, {"quique", "enrique"}, {"lalo", "eduardo"}, {"chela", "graciela"}, {"concha", "concepcion"},
      {"lola", "dolores"}, {"mari", "maria"}, {"manolo", "manuel"}, {"chayo", "rosario"}, {"tere", "teresa"}, {"maite", "teresa"},
      {"nando", "fernando"}};
  const std::string_view a = nickname.folded, b = full.folded;
  if (a.size() >= 3 && a.size() < b.size() && b.starts_with(a)) return true;
  return std::any_of(std::begin(kPairs), std::end(kPairs), [&](const Pair &pair) { return pair.nickname == a && pair.full == b; });
}

/// How many of the words, given name first, are given names.
std::size_t given_count(const NameWords &words) {
  static constexpr std::string_view kDevotions[] = {"carmen", "angeles", "luz",     "pilar",   "rosario", "socorro", "refugio", "consuelo",
                                                    "jesus",  "mar",     "lourdes", "dolores", "rocio",   "rosa",    "cielo",   "sol"};
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!is_particle(words[i].folded)) continue;
    std::size_t after = i;
    while (after < words.size() && is_particle(words[after].folded)) ++after;
    const bool devotion = i == 1 && after + 1 < words.size() &&
                          std::find(std::begin(kDevotions), std::end(kDevotions), words[after].folded) != std::end(kDevotions);
    if (devotion) return after + 1;  // "María del Carmen Ruiz"
    if (i < 2) return i;
    return i > 2 || !given_name_rank(words[1].folded) ? given_count(slice(words, 0, i)) : i;
  }
  if (words.size() <= 2) return 1;
  const NameWord &second = words[1];
  const bool second_given = given_name_rank(second.folded).has_value(), second_family = family_name_rank(second.folded).has_value();
  if (second.folded.size() == 1) return 2;
  if (words.size() == 3) {
    if (secondary_given(second)) return 2;
    const auto given = given_name_rank(second.folded), family = family_name_rank(second.folded);
    return second_given && (!second_family || *given * 3 < *family) ? 2 : 1;
  }
  return second_given ? 2 : words.size() - 2;
}

/// "T M, Tina Marsh"
bool initials_of(const NameWords &letters, const NameWords &name) {
  if (letters.size() != 1 || !letters[0].spelled || letters[0].folded.size() != name.size()) return false;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (letters[0].folded[i] != name[i].folded[0]) return false;
  }
  return true;
}

}  // namespace

NameWords slice(const NameWords &words, std::size_t from, std::size_t to) {
  return {words.begin() + static_cast<std::ptrdiff_t>(from), words.begin() + static_cast<std::ptrdiff_t>(std::min(to, words.size()))};
}

NameParts split_full(const NameSegment &segment) {
  const NameWords &words = segment.words;
  NameParts name;
  if (segment.comma > 0 && segment.comma < words.size()) {
    const NameWords left = slice(words, 0, segment.comma), right = slice(words, segment.comma, words.size());
    if (right.front().folded == left.front().folded) return split_full({segment.field, segment.cue, right, segment.titled, 0, false});
    const bool restated = right.size() > 1 && (right.back().folded == left.back().folded || initials_of(left, right));
    if (restated) return split_full({segment.field, segment.cue, right, segment.titled, 0, false});
    const bool repeated = left.size() == 1 && right.size() > 1 && right.back().folded == left.front().folded;   // "Bond, James Bond"
    const bool nickname = left.size() == 1 && right.size() > 1 && short_for(left.front(), right.front()) && !left.front().spelled;
    if (repeated || nickname) return split_full({segment.field, segment.cue, right, segment.titled, 0, false});
    const float bonus = left.back().spelled ? -1.0F : 4.0F;  // "Smith, John", but "Peter, P E T E R, Nguyen"
    const bool natural = inverted_by(left.front(), right.front()) + bonus < 0;
    name.family = natural ? right : left;
    name.given = natural ? left : right;
    return name;
  }
  if (words.size() == 1) {
    (segment.titled ? name.family : name.given) = words;
    return name;
  }
  if (segment.titled && !given_name_rank(words[0].folded) && words.size() <= 2 && !is_particle(words[0].folded) &&
      family_name_rank(words[0].folded)) {
    name.family = words;
    return name;
  }
  if (words.size() == 2 && inverted(words[0], words[1])) {
    name.family = slice(words, 0, 1);
    name.given = slice(words, 1, 2);
    return name;
  }
  if (words.size() >= 3 && words[0].folded == words[1].folded)
    return split_full({segment.field, segment.cue, slice(words, 1, words.size()), segment.titled, 0, false});
  if (words.size() == 3 && words[0].folded == words[2].folded) {  // "Bond, James Bond"
    name.given = slice(words, 1, 2);
    name.family = slice(words, 2, 3);
    return name;
  }
  const std::size_t count = given_count(words);
  name.given = slice(words, 0, count);
  name.family = slice(words, count, words.size());
  if (name.given.size() > 1)
    std::erase_if(name.given, [&](const NameWord &w) { return w.folded.size() == 1 && &w != &name.given.front(); });
  return name;
}

}  // namespace callwell::nlu
