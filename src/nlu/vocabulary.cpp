#include "nlu/vocabulary.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_set>

#include "base/text.hpp"
#include "nlu/catalogue_builtin.hpp"
#include "nlu/tokens.hpp"
#include "nlu/vocabulary_words.hpp"
#include "nlu/word_table.hpp"

namespace callwell::nlu {

namespace {

constexpr std::size_t kMaxItems = 20'000;  // of one practice, all types together
constexpr std::size_t kMaxWordsOfPhrase = 12;
constexpr std::size_t kMaxCandidates = 64;  // stems compared with one misspelt word

/// Words that carry no meaning of their own in a name.
constexpr WordSet kGeneric = {
    "dr",      "dra",         "doctor",      "doctora",    "mr",        "mrs",     "ms",       "md",       "do",        "dds",
    "dmd",     "np",          "pa",          "rn",         "phd",       "office",  "clinic",   "clinica",  "location",  "site",
    "branch",  "consultorio", "sucursal",    "oficina",    "sede",      "the",     "a",        "an",       "of",        "for",
    "and",     "with",        "de",          "la",         "el",        "los",     "las",      "del",      "y",         "con",
    "para",    "in",          "at",          "en",         "insurance", "seguro",  "plan",     "health",   "treatment", "tratamiento",
    "service", "servicio",    "appointment", "cita",       "visit",     "visita",  "session",  "sesion",   "center",    "centro",
    "inc",     "llc",         "to",          "by",         "new",       "patient", "paciente", "nuevo",    "care",      "first",
    "dental",  "vision",      "acid",        "acido",      "cream",     "crema",   "pill",     "pastilla", "pen",       "dose",
    "gas",     "antibiotic",  "well",        "va",         "q",         "life",    "three",    "pack",     "control",   "birth",
    "triple",  "united",      "national",    "healthcare", "financial", "blue",    "cross",    "shield",   "plus",
    "i",       "my",          "me",          "it",         "out",       "off",     "on",       "up",       "take",     "get",
    "put",     "can",         "you",         "your",       "is",        "come",    "mi",       "se",       "un",       "una",
    "que",     "por",         "al",          "lo",         "no",        "primera", "primer",   "dentist",  "dentista", "people"};

/// Parts of the body: in a name they narrow it down, alone they are what hurts.
constexpr WordSet kBody = {"tooth", "teeth", "skin",  "face", "lip",  "hair",   "eye",    "leg",  "arm",    "neck",
                                      "body",  "chin",  "cheek", "nose", "hand", "foot",   "back",   "head", "diente", "muela",
                                      "piel",  "cara",  "labio", "pelo", "ojo",  "cuello", "cuerpo", "gum",  "mouth",  "boca"};

bool is_body(std::string_view stem) { return among(stem, kBody); }
bool is_generic(std::string_view stem) { return among(stem, kGeneric); }

/// May the word alone stand for the name it is part of?
bool is_distinctive(std::string_view folded, std::string_view stem) {
  if (stem.size() < 3 || is_generic(stem) || is_body(stem) || base::is_digit(static_cast<unsigned char>(stem.front()))) return false;
  return is_offered_word(stem) || !(is_everyday_word(folded) || is_everyday_word(stem) || is_linking_word(folded) || is_linking_word(stem));
}

std::uint64_t hashed(std::string_view text, std::uint64_t state = kWordBasis) {
  for (const char c : text) state = word_hash_next(state, c);
  return state;
}

/// Calls `use` with the hash of the word, of what is left of it without one letter and, of longer ones, without two.
template <class Use>
void each_deletion(std::string_view word, Use use) {
  use(hashed(word));
  std::uint64_t before = kWordBasis;
  for (std::size_t i = 0; i < word.size(); before = word_hash_next(before, word[i]), ++i) use(hashed(word.substr(i + 1), before));
  if (word.size() < 9 || word.size() > 24) return;
  before = kWordBasis;
  for (std::size_t i = 0; i + 1 < word.size(); before = word_hash_next(before, word[i]), ++i) {
    std::uint64_t between = before;
    for (std::size_t j = i + 1; j < word.size(); between = word_hash_next(between, word[j]), ++j) use(hashed(word.substr(j + 1), between));
  }
}

std::size_t allowed_edits(std::size_t length) { return length < 5 ? 0 : length < 9 ? 1 : 2; }

struct SoundRule {
  std::string_view from, to;
};
constexpr SoundRule kSounds[] = {{"sch", "s"}, {"tch", "s"}, {"sh", "s"},  {"ch", "s"},  {"ph", "f"},  {"th", "t"}, {"gh", "g"},
                                 {"ck", "k"},  {"qu", "k"},  {"ce", "se"}, {"ci", "si"}, {"cy", "si"}, {"x", "ks"}, {"ee", "i"},
                                 {"ea", "i"},  {"ie", "i"},  {"ey", "i"},  {"ay", "e"},  {"ai", "e"},  {"ei", "e"}, {"oo", "u"},
                                 {"ou", "u"},  {"au", "o"},  {"aw", "o"},  {"kn", "n"},  {"wr", "r"},  {"c", "k"},  {"q", "k"},
                                 {"z", "s"},   {"y", "i"},   {"v", "b"},   {"w", "u"},   {"j", "h"},   {"h", ""},   {"'", ""}};

}  // namespace

namespace {

/// Writes the stem of a word into `room`, which is at least as long as the word.
std::string_view stem_into(std::string_view folded, char *room) {
  if (folded.ends_with("'s")) folded.remove_suffix(2);
  std::size_t size = 0;
  for (const char c : folded) {
    if (c != '\'') room[size++] = c;
  }
  const std::string_view stem(room, size);
  if (size > 4 && stem.ends_with("ies")) {
    room[size - 3] = 'y';
    return stem.substr(0, size - 2);
  }
  for (const std::string_view ending : {"xes", "ches", "shes", "sses", "ones"}) {
    if (size > 5 && stem.ends_with(ending)) return stem.substr(0, size - 2);
  }
  const bool plural = size > 3 && stem.back() == 's' && !stem.ends_with("ss") && !stem.ends_with("us") && !stem.ends_with("is");
  return stem.substr(0, size - (plural ? 1 : 0));
}

}  // namespace

std::string vocabulary_stem(std::string_view folded) {
  std::string stem(folded.size(), ' ');
  stem.resize(stem_into(folded, stem.data()).size());
  return stem;
}

std::string sound_of(std::string_view folded) {
  std::string out;
  for (std::size_t i = 0; i < folded.size();) {
    const auto *rule =
        std::find_if(std::begin(kSounds), std::end(kSounds), [&](const SoundRule &r) { return r.from[0] == folded[i] && folded.substr(i).starts_with(r.from); });
    const std::string_view to = rule == std::end(kSounds) ? folded.substr(i, 1) : rule->to;
    for (const char c : to) {
      if (out.empty() || out.back() != c) out.push_back(c);
    }
    i += rule == std::end(kSounds) ? 1 : rule->from.size();
  }
  if (out.size() > 3 && out.back() == 'e') out.pop_back();
  return out;
}

namespace {

WordTable<bool> word_set(std::string_view list) {
  WordTable<bool> set;
  for (const std::string_view word : base::split(list, ' ')) set.insert(word, true);
  return set;
}

}  // namespace

bool is_everyday_word(const Word &folded) {
  static const auto words = word_set(kEverydayWords);
  return words.find(folded) != nullptr;
}

bool is_linking_word(const Word &folded) {
  static const auto words = word_set(kLinkingWords);
  return words.find(folded) != nullptr;
}

bool is_offered_word(const Word &stem) {
  static const auto words = word_set(kOfferedWords);
  return words.find(stem) != nullptr;
}

VocabularyIndex::VocabularyIndex(std::vector<VocabularyItem> items) : items_(std::move(items)) {
  if (items_.size() > kMaxItems) items_.resize(kMaxItems);
  const auto lists = [&](EntityType type) {
    return std::any_of(items_.begin(), items_.end(), [&](const VocabularyItem &i) { return i.type == type; });
  };
  const bool medications = lists(EntityType::medication), insurers = lists(EntityType::insurance);
  if (!medications) append_builtin_medications(items_);
  if (!insurers) append_builtin_insurers(items_);
  for (std::uint32_t item = 0; item < items_.size(); ++item) {
    add_phrase(item, items_[item].name);
    for (const std::string &alias : items_[item].aliases) add_phrase(item, alias);
  }
  by_sound_.finish();
  by_deletion_.finish();
  weigh();
}

void VocabularyIndex::add_phrase(std::uint32_t item, std::string_view name) {
  Phrase phrase{item, {}, 0};
  for (const Token &token : tokenize(name, kMaxWordsOfPhrase * 2)) {
    if (token.kind == Token::Kind::mark || phrase.words.size() == kMaxWordsOfPhrase) continue;
    const std::uint32_t word = intern(token.text);
    if (std::find(phrase.words.begin(), phrase.words.end(), word) == phrase.words.end()) phrase.words.push_back(word);
  }
  if (phrase.words.empty()) return;
  const auto id = static_cast<std::uint32_t>(phrases_.size());
  for (const std::uint32_t word : phrase.words) postings_[word].push_back(id);
  phrases_.push_back(std::move(phrase));
}

std::uint32_t VocabularyIndex::intern(std::string_view folded) {
  std::string stem = vocabulary_stem(folded);
  const bool names_something = is_distinctive(folded, stem);
  if (const std::uint32_t *known = by_stem_.find(stem)) {
    distinctive_[*known] = distinctive_[*known] && names_something;
    return *known;
  }
  const auto word = static_cast<std::uint32_t>(stems_.size());
  stems_.push_back(std::move(stem));
  by_stem_.insert(stems_.back(), word);
  distinctive_.push_back(names_something);
  postings_.emplace_back();
  if (!is_generic(stems_.back())) add_misspellings(word);
  return word;
}

void VocabularyIndex::add_misspellings(std::uint32_t word) {
  const std::string &stem = stems_[word];
  if (stem.size() >= 4) by_sound_.add(hashed(sound_of(stem)), word);
  if (allowed_edits(stem.size()) == 0) return;
  each_deletion(stem, [&](std::uint64_t left) { by_deletion_.add(left, word); });
}

void VocabularyIndex::weigh() {
  weights_.resize(stems_.size());
  for (std::size_t word = 0; word < stems_.size(); ++word) {
    std::unordered_set<std::uint32_t> items;
    for (const std::uint32_t phrase : postings_[word]) items.insert(phrases_[phrase].item);
    const auto rarity = 1.0F / std::sqrt(static_cast<float>(std::max<std::size_t>(items.size(), 1)));
    weights_[word] = is_generic(stems_[word])         ? 0.05F
                     : is_body(stems_[word])          ? 0.25F * rarity
                     : is_everyday_word(stems_[word]) ? 0.6F * rarity
                                                      : rarity;
  }
  for (Phrase &phrase : phrases_) {
    for (const std::uint32_t word : phrase.words) phrase.weight += weights_[word];
  }
}

std::optional<std::uint32_t> VocabularyIndex::word_exactly(std::string_view folded) const {
  std::array<char, 64> room;
  std::string long_word;
  if (folded.size() > room.size()) long_word.resize(folded.size());
  const std::uint32_t *word = by_stem_.find(stem_into(folded, long_word.empty() ? room.data() : long_word.data()));
  return word ? std::optional(*word) : std::nullopt;
}

std::vector<VocabularyIndex::Hit> VocabularyIndex::words_like(const Word &folded) const {
  if (const auto word = word_exactly(folded)) return {{*word, 1.0F}};
  if (folded.size() < 4 || folded.size() > 40 || is_everyday_word(folded) ||
      (folded.find('\'') != std::string_view::npos && !folded.ends_with("'s")))
    return {};
  std::array<char, 40> room;
  const std::string_view stem = stem_into(folded, room.data());
  if (is_everyday_word(stem)) return {};
  std::vector<Hit> hits;
  const auto add = [&](std::uint32_t word, float quality) {
    const bool known = std::any_of(hits.begin(), hits.end(), [&](const Hit &hit) { return hit.word == word; });
    if (!known && hits.size() < kMaxCandidates) hits.push_back({word, quality});
  };
  for (const std::uint32_t word : by_sound_.of(hashed(sound_of(stem)))) add(word, 0.88F);
  const std::size_t edits = allowed_edits(stem.size());
  std::size_t compared = 0;
  if (edits > 0) {
    each_deletion(stem, [&](std::uint64_t left) {
      for (const std::uint32_t word : by_deletion_.of(left)) {
        if (compared++ >= kMaxCandidates) return;
        const std::size_t distance = base::edit_distance(stem, stems_[word], edits);
        if (distance <= edits) add(word, distance == 1 ? 0.85F : 0.75F);
      }
    });
  }
  std::stable_sort(hits.begin(), hits.end(), [](const Hit &a, const Hit &b) { return a.quality > b.quality; });
  return hits;
}

std::shared_ptr<const VocabularyIndex> build_vocabulary(std::vector<VocabularyItem> items) {
  return std::make_shared<const VocabularyIndex>(std::move(items));
}

}  // namespace callwell::nlu
