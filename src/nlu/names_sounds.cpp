#include "nlu/names_sounds.hpp"

#include <algorithm>
#include <array>
#include <bit>

namespace callwell::nlu {

namespace {

constexpr std::size_t kMaxSounds = 24;
// The alphabet of sounds: p b f v m w / t d T n / s z S C J / k g h / l r y, and the vowels I E A O U.
constexpr std::string_view kVowels = "IEAOU";

bool written_vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }
bool is_vowel(char sound) { return kVowels.find(sound) != std::string_view::npos; }

struct Spelling {
  std::string_view letters, sounds;
};
/// Longer ones first. `^` begins a word, `$` ends it.
constexpr Spelling kConsonants[] = {{"^kn", "n"}, {"^wr", "r"},  {"^ps", "s"},  {"^gn", "n"}, {"^x", "z"},  {"^mac", "mAk"}, {"^mc", "mAk"},
                                    {"tch", "C"}, {"sch", "S"},  {"chr", "kr"}, {"chl", "kl"}, {"ch", "C"}, {"sh", "S"},     {"ph", "f"},
                                    {"th", "T"},  {"tion", "SAn"}, {"sion", "SAn"}, {"dge", "J"}, {"dg", "J"}, {"ck", "k"},   {"qu", "kw"},
                                    {"q", "k"},   {"ce", "sE"},  {"ci", "sI"},  {"cy", "sI"}, {"c", "k"},   {"^ge", "JE"},   {"^gi", "JI"},
                                    {"ge$", "J"}, {"^gh", "g"},  {"gh", ""},    {"ng$", "n"}, {"j", "J"},   {"x", "ks"},     {"mb$", "m"}};
constexpr Spelling kVowelRuns[] = {{"ee", "I"}, {"ea", "I"}, {"ie", "I"}, {"ei", "I"}, {"ai", "E"},  {"ay", "E"}, {"ey", "I"}, {"au", "O"},
                                   {"aw", "O"}, {"oa", "O"}, {"ow", "O"}, {"ou", "O"}, {"oo", "U"}, {"ew", "U"}, {"eu", "U"}, {"ue", "U"},
                                   {"ui", "I"}, {"oe", "O"}, {"ae", "E"}, {"oy", "O"}, {"oi", "O"}, {"ah", "A"}, {"eh", "E"}, {"oh", "O"},
                                   {"uh", "A"}, {"a", "A"},  {"e", "E"},  {"i", "I"},  {"o", "O"},  {"u", "U"},  {"y", "I"}};

class Reader {
 public:
  explicit Reader(std::string_view word) {
    for (const char c : word) {
      if (c >= 'a' && c <= 'z') letters_.push_back(c);
    }
  }

  std::string run() {
    for (std::size_t at = 0; at < letters_.size() && out_.size() < kMaxSounds;) at += step(at);
    return std::move(out_);
  }

 private:
  std::size_t step(std::size_t at) {
    if (at > 0 && letters_[at] == letters_[at - 1] && !written_vowel(letters_[at]) && letters_[at] != 'c') return 1;
    const bool vowel_next = at + 1 < letters_.size() && (written_vowel(letters_[at + 1]) || letters_[at + 1] == 'y');
    const char c = letters_[at];
    if (written_vowel(c) || (c == 'y' && !(at == 0 && vowel_next))) return vowels(at);
    for (const Spelling &rule : kConsonants) {
      if (const std::size_t used = fits(rule.letters, at)) return add(rule.sounds), used;
    }
    if (c == 'r' && !vowel_next) return final_r();
    if ((c == 'h' || c == 'w') && !vowel_next) return 1;
    if (c == 'l' && at + 1 < letters_.size() && letters_[at + 1] == 'k') return 1;   // "walker"
    add(std::string_view(&letters_[at], 1));
    return 1;
  }

  std::size_t vowels(std::size_t at) {
    if (letters_[at] == 'e' && at + 1 == letters_.size() && at > 1 && !written_vowel(letters_[at - 1])) return 1;   // silent
    if (letters_[at] == 'e' && at + 2 == letters_.size() && letters_[at + 1] == 's' && at > 2) return 1;            // "coles", "jones"
    for (const Spelling &rule : kVowelRuns) {
      if (letters_.compare(at, rule.letters.size(), rule.letters) == 0) return add(rule.sounds), rule.letters.size();
    }
    return 1;
  }

  std::size_t final_r() {
    if (!out_.empty() && is_vowel(out_.back())) out_.back() = out_.back() == 'O' ? 'O' : 'A';
    return 1;
  }

  std::size_t fits(std::string_view rule, std::size_t at) const {
    const bool begins = rule.front() == '^', ends = rule.back() == '$';
    if (begins && at > 0) return 0;
    rule.remove_prefix(begins ? 1 : 0);
    rule.remove_suffix(ends ? 1 : 0);
    if (letters_.compare(at, rule.size(), rule) != 0 || (ends && at + rule.size() != letters_.size())) return 0;
    return rule.size();
  }

  void add(std::string_view sounds) {
    for (const char c : sounds) {
      if (!out_.empty() && is_vowel(c) && is_vowel(out_.back())) continue;
      out_.push_back(c);
    }
  }

  std::string letters_, out_;
};

// What a recogniser mistakes: voiced for voiceless, the fricatives and stops of one place, the nasals, the glides.
constexpr std::string_view kNear[] = {"pb", "td", "kg", "fvT", "szC", "SCJ", "mn", "lrw", "bv",
                                      "dT", "sT", "dJ", "tk",  "pk",  "gJ",  "yI", "hk"};
constexpr float kOther = 1.0F, kNearby = 0.45F, kVowel = 0.3F, kLostVowel = 0.4F, kLostConsonant = 0.75F, kLostGlide = 0.45F;

using Costs = std::array<std::array<float, 128>, 128>;
Costs substitution_costs() {
  Costs costs{};
  for (auto &row : costs) row.fill(kOther);
  for (std::size_t i = 0; i < costs.size(); ++i) costs[i][i] = 0;
  const auto set = [&](char a, char b, float cost) {
    const auto i = static_cast<std::size_t>(a), j = static_cast<std::size_t>(b);
    if (a != b) costs[i][j] = costs[j][i] = cost;
  };
  for (const std::string_view group : kNear) {
    for (const char a : group) {
      for (const char b : group) set(a, b, kNearby);
    }
  }
  for (const char a : kVowels) {
    for (const char b : kVowels) set(a, b, kVowel);
  }
  return costs;
}

float lost(char sound) {
  if (is_vowel(sound)) return kLostVowel;
  return sound == 'h' || sound == 'w' || sound == 'y' || sound == 'r' ? kLostGlide : kLostConsonant;
}

}  // namespace

std::string sounds_of(std::string_view folded) { return Reader(folded).run(); }

float sound_distance(std::string_view a, std::string_view b, float limit) {
  static const Costs costs = substitution_costs();
  a = a.substr(0, kMaxSounds), b = b.substr(0, kMaxSounds);
  std::array<float, kMaxSounds + 1> row{};
  for (std::size_t j = 0; j < b.size(); ++j) row[j + 1] = row[j] + lost(b[j]);
  for (std::size_t i = 0; i < a.size(); ++i) {
    float diagonal = row[0], least = row[0] += lost(a[i]);
    for (std::size_t j = 0; j < b.size(); ++j) {
      const float changed = diagonal + costs[static_cast<std::size_t>(a[i])][static_cast<std::size_t>(b[j])];
      diagonal = row[j + 1];
      row[j + 1] = std::min({changed, row[j] + lost(b[j]), diagonal + lost(a[i])});
      least = std::min(least, row[j + 1]);
    }
    if (least >= limit) return limit;
  }
  return std::min(row[b.size()], limit);
}

std::uint32_t sound_mask(std::string_view sounds) {
  constexpr std::string_view kGroups[] = {"pb", "td", "kg", "fvT", "sz", "SCJ", "mn", "l"};
  std::uint32_t mask = 0;
  for (std::size_t i = 0; i < std::size(kGroups); ++i) mask |= sounds.find_first_of(kGroups[i]) != std::string_view::npos ? 1U << i : 0U;
  return mask;
}

float least_sound_distance(std::uint32_t a, std::uint32_t b) {
  return kNearby * static_cast<float>(std::max(std::popcount(a & ~b), std::popcount(b & ~a)));
}

}  // namespace callwell::nlu
