#include "nlu/names_written.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "nlu/names_known.hpp"
#include "nlu/spelling_phrase.hpp"

namespace callwell::nlu {

namespace {

char32_t lower(char32_t c) { return (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7) ? c + 0x20 : c; }
char32_t upper(char32_t c) { return (c >= 'a' && c <= 'z') || (c >= 0xE0 && c <= 0xFE && c != 0xF7) ? c - 0x20 : c; }

bool mixed_case(std::string_view word) {
  bool lower_seen = false, upper_inside = false, lower_before_upper = false;
  for (std::size_t i = 0, position = 0; i < word.size(); ++position) {
    const base::CodePoint point = base::decode_at(word, i);
    i += point.bytes;
    if (lower(point.value) != point.value) {
      if (position > 0) upper_inside = true;
      lower_before_upper = lower_before_upper || lower_seen;
    } else if (upper(point.value) != point.value) {
      lower_seen = true;
    }
  }
  return lower_seen && upper_inside && lower_before_upper;
}

std::string capitalised(std::string_view word) {
  std::string out;
  bool start = true;
  const std::string folded = base::fold(word);
  const bool mc = folded.size() > 4 && folded.starts_with("mc");
  for (std::size_t i = 0; i < word.size();) {
    const base::CodePoint point = base::decode_at(word, i);
    const char32_t low = lower(point.value);
    base::append_utf8(out, start || (mc && i == 2) ? upper(low) : low);
    start = point.value == '-' || (base::fold(point.value) == '\'' && i <= 2);
    i += point.bytes;
  }
  return out;
}

/// "obrien" as a recogniser writes it: Irish names that have an apostrophe.
bool irish(std::string_view folded) {
  static constexpr WordSet kClans = {
      "brien", "bryan", "callaghan", "connell", "conner", "connor", "doherty", "donnell", "donoghue", "dowd",
      "driscoll", "dwyer", "farrell", "flaherty", "gara", "gorman", "grady", "halloran", "hanlon", "hara", "hare",
      "keefe", "keeffe", "kelly", "leary", "loughlin", "mahony", "malley", "mara", "neal", "neil", "neill", "regan",
      "reilly", "riordan", "rourke", "shaughnessy", "shea", "sullivan", "toole"};
  return folded.size() > 4 && folded[0] == 'o' && among(folded.substr(1), kClans);
}

bool known(std::string_view word) { return given_name_rank(word) || family_name_rank(word); }

/// Letters that sound alike and are mistaken for each other in names.
constexpr struct {
  std::string_view wanted, heard;
} kPartners[] = {{"ph", "v"}, {"ph", "f"}, {"k", "c"}, {"k", "ch"}, {"k", "q"}, {"c", "k"}, {"c", "s"}, {"y", "i"},
                 {"y", "ie"}, {"y", "e"},  {"i", "y"}, {"i", "ee"}, {"z", "s"}, {"s", "z"}, {"s", "c"}, {"g", "j"},
                 {"j", "g"},  {"f", "ph"}, {"v", "b"}, {"b", "v"},  {"v", "w"}, {"w", "v"}, {"e", "a"}, {"a", "e"},
                 {"o", "u"},  {"x", "ks"}, {"x", "j"}, {"j", "x"},  {"u", "o"}};

std::string with_letter(const std::string &word, const std::string &letter) {
  if (word.find(letter) != std::string::npos) return word;
  std::string fallback;
  for (const auto &pair : kPartners) {
    const std::size_t at = pair.wanted == letter ? word.find(pair.heard) : std::string::npos;
    if (at == std::string::npos) continue;
    const std::string changed = word.substr(0, at) + letter + word.substr(at + pair.heard.size());
    if (known(changed)) return changed;
    if (fallback.empty()) fallback = changed;
  }
  for (std::size_t at = word.size() + 1; at-- > 0;) {  // a letter that is not heard: "sarah", "john", "anne"
    const std::string changed = word.substr(0, at) + letter + word.substr(at);
    if (known(changed)) return changed;
  }
  if (letter == "ñ") {
    if (const std::size_t at = word.find('n'); at != std::string::npos) return word.substr(0, at) + letter + word.substr(at + 1);
  }
  return fallback.empty() ? word : fallback;
}

std::string doubled(const std::string &word, char letter) {
  if (word.find(std::string(2, letter)) != std::string::npos) return word;
  std::string fallback = word;
  for (std::size_t at = word.find(letter); at != std::string::npos; at = word.find(letter, at + 1)) {
    const std::string changed = word.substr(0, at) + letter + word.substr(at);
    if (known(changed)) return changed;
    fallback = changed;
  }
  return fallback;
}

}  // namespace

std::string written_name(std::string_view word) {
  const std::string folded = base::fold(word);
  if (is_particle(folded)) return base::lower_ascii(word);
  if (irish(folded)) return "O'" + capitalised(word.substr(1));
  return mixed_case(word) ? std::string(word) : capitalised(word);
}

bool is_title(std::string_view folded) {
  static constexpr WordSet kTitles = {"mr",      "mrs",      "ms",     "miss",      "mister",   "missus",    "dr",  "doctor",
                                                 "sr",      "sra",      "srta",   "senor",     "senora",   "senorita",  "don", "dona",
                                                 "doctora", "dra",      "prof",   "professor", "profesor", "profesora", "sir", "madam",
                                                 "rev",     "reverend", "father", "sister",    "captain",  "judge",     "lic", "ing"};
  return among(folded, kTitles);
}

bool is_suffix(std::string_view folded) {
  static constexpr WordSet kSuffixes = {"jr", "sr", "junior", "senior", "ii", "iii", "iv", "esq", "md", "phd", "rn", "hijo"};
  return among(folded, kSuffixes);
}

bool is_particle(std::string_view folded) {
  static constexpr WordSet kParticles = {"de",  "del", "la",  "las", "los", "van", "von",   "der",  "den", "di",   "da",
                                                    "dos", "du",  "ter", "ten", "bin", "ibn", "della", "dela", "st",  "saint"};
  return among(folded, kParticles);
}

std::string apply_hint(std::string word, const SpellingHint &hint) {
  using Kind = SpellingHint::Kind;
  const std::string lowered = base::lower_ascii(word);
  const char letter = hint.letter[0];
  if (hint.kind == Kind::with) return with_letter(lowered, hint.letter);
  if (hint.kind == Kind::doubled) return doubled(lowered, letter);
  if (hint.kind == Kind::ends_with) return lowered.ends_with(hint.letter) ? lowered : lowered + hint.letter;
  std::string out;
  for (const char c : lowered) {
    const bool drop = hint.kind == Kind::without ? c == letter : c == letter && !out.empty() && out.back() == letter;
    if (!drop) out.push_back(c);
  }
  return out.size() < 2 ? word : out;
}

}  // namespace callwell::nlu
