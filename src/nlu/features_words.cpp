#include "nlu/features_words.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "nlu/features_lexicon.hpp"
#include "nlu/features_stem.hpp"
#include "nlu/hash_table.hpp"

namespace callwell::embedded {
extern const std::string_view nlu_concepts;
}

namespace callwell::nlu {

namespace {

using Concepts = std::array<std::uint16_t, 2>;

/// data/concepts.txt, read once. `=word: variants` is a spelling; `NAME: words` a concept; a word ending in * is a prefix,
/// one with _ inside a phrase.
struct ConceptTable {
  HashTable<Concepts> words, prefixes;
  HashTable<Concepts> phrases;       ///< with their beginnings, which have no concept of their own
  HashTable<std::uint64_t> spellings;
  std::uint64_t prefix_lengths = 0;  ///< a bit for each

  ConceptTable();
  void read_line(std::string_view line, std::uint16_t id);
};

void add_concept(Concepts &to, std::uint16_t id) {
  if (to[0] == id || to[1] == id) return;
  (to[0] == 0 ? to[0] : to[1]) = id;
}

ConceptTable::ConceptTable() {
  std::uint16_t id = 0;
  for (std::string_view line : base::split(embedded::nlu_concepts, '\n')) {
    line = base::trim(line);
    if (!line.empty() && line.front() != '/') read_line(line, ++id);
  }
}

void ConceptTable::read_line(std::string_view line, std::uint16_t id) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return;
  const bool spelling = line.front() == '=';
  const std::uint64_t target = hash_text(line.substr(spelling ? 1 : 0, colon - (spelling ? 1 : 0)));
  for (std::string_view word : base::split(line.substr(colon + 1), ' ')) {
    if (word.empty()) continue;
    if (spelling) {
      spellings.emplace(hash_text(word), target);
    } else if (word.back() == '*') {
      add_concept(prefixes[hash_text(word.substr(0, word.size() - 1))], id);
      prefix_lengths |= std::uint64_t{1} << (word.size() - 1);
    } else if (word.find('_') != std::string_view::npos) {
      for (std::size_t end = word.find('_'); end != std::string_view::npos; end = word.find('_', end + 1)) phrases[hash_text(word.substr(0, end))];
      add_concept(phrases[hash_text(word)], id);
    } else {
      add_concept(words[hash_text(word)], id);
    }
  }
}

const ConceptTable &concept_table() {
  static const ConceptTable table;
  return table;
}

bool word_byte(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<std::uint8_t>(c) >= 0x80; }
bool digit_byte(char c) { return c >= '0' && c <= '9'; }

/// "9", "10:30", "4pm", "312" and the like are classes: which number it is says nothing of the intent.
std::string_view number_class(std::string_view word) {
  if (!digit_byte(word.front())) return {};
  const std::size_t digits = static_cast<std::size_t>(std::find_if_not(word.begin(), word.end(), digit_byte) - word.begin());
  const std::string_view rest = word.substr(digits);
  if (rest.empty()) return digits >= 7 ? "#phone" : digits >= 3 ? "#big" : "#";
  if (rest == "am" || rest == "pm" || rest == "p" || rest == "a" || rest == "hrs") return "#time";
  if (rest == "st" || rest == "nd" || rest == "rd" || rest == "th") return "#th";
  return {};
}

}  // namespace

WordBuffer::WordBuffer(std::string_view text) {
  fold(text);
  for (std::size_t i = 0; i < bytes_ && size_ < kMaxWords;) {
    if (!word_byte(text_[i])) {
      question_ = question_ || text_[i] == '?';
      ++i;
      continue;
    }
    const std::size_t begin = i;
    while (i < bytes_ && word_byte(text_[i])) ++i;
    add(begin, i);
  }
  find_phrases();
  find_meanings();
}

/// Apostrophes vanish, so that "don't" and "dont" are one word.
void WordBuffer::fold(std::string_view text) {
  for (std::size_t i = 0; i < text.size() && bytes_ + 4 < kMaxBytes;) {
    const base::CodePoint point = base::decode_at(text, i);
    i += point.bytes;
    const char32_t folded = base::fold(point.value);
    if (folded == 0 || folded == '\'' || folded == 0xFE0F) continue;
    if (folded < 0x80) {
      text_[bytes_++] = static_cast<char>(folded);
      continue;
    }
    const bool symbol = folded >= 0x2600;  // each emoji is a word of its own
    if (folded == 0xA1 || folded == 0xBF || (folded >= 0x2000 && folded < 0x2600)) {
      text_[bytes_++] = ' ';
      continue;
    }
    if (symbol) text_[bytes_++] = ' ';
    for (std::uint32_t k = 0; k < point.bytes && bytes_ + 1 < kMaxBytes; ++k) text_[bytes_++] = text[point.byte + k];
    if (symbol && bytes_ < kMaxBytes) text_[bytes_++] = ' ';
  }
}

void WordBuffer::add(std::size_t begin, std::size_t end) {
  const ConceptTable &table = concept_table();
  FeatureWord &word = words_[size_++];
  word = {};
  word.begin = static_cast<std::uint16_t>(begin);
  word.length = static_cast<std::uint16_t>(end - begin);
  const std::string_view spelling{text_.data() + begin, end - begin};
  if (const std::string_view kind = number_class(spelling); !kind.empty()) {
    word.spelled = false;
    word.hash = word.stem = hash_text(kind);
    return;
  }
  std::uint64_t hash = kHashBasis;
  for (std::size_t i = 0; i < spelling.size(); ++i) {
    hash = hash_byte(hash, spelling[i]);
    if (i > 62 || (table.prefix_lengths >> (i + 1) & 1) == 0) continue;
    if (const auto *found = table.prefixes.find(hash)) word.concepts = *found;
  }
  if (const auto *found = table.spellings.find(hash)) hash = *found;
  if (const auto *found = table.words.find(hash)) word.concepts = *found;
  word.hash = hash;
  word.stem = hash_text(Stem(spelling).text());
  if (const auto meaning = lexicon().find(word.stem)) {
    word.senses = meaning->senses;
    word.begins_phrase = meaning->goes_on != 0;
  }
}

/// A phrase gives its concept to its first word; the longest wins.
void WordBuffer::find_phrases() {
  const ConceptTable &table = concept_table();
  for (std::size_t i = 0; i < size_; ++i) {
    std::uint64_t hash = hash_text(spelling(words_[i]));
    const auto *found = table.phrases.find(hash);
    for (std::size_t next = i + 1; found != nullptr && next < size_; ++next) {
      hash = hash_text(spelling(words_[next]), hash_byte(hash, '_'));
      found = table.phrases.find(hash);
      if (found != nullptr && (*found)[0] != 0) words_[i].concepts = *found;
    }
  }
}

/// The longest phrase of the lexicon from each word on.
void WordBuffer::find_meanings() {
  for (std::size_t i = 0; i < size_; ++i) {
    std::uint64_t hash = words_[i].stem;
    bool goes_on = words_[i].begins_phrase;
    for (std::size_t next = i + 1; goes_on && next < size_; ++next) {
      if (fills_phrase(words_[next].hash)) continue;
      hash = phrase_hash(hash, words_[next].stem);
      const auto meaning = lexicon().find(hash);
      goes_on = meaning && meaning->goes_on != 0;
      if (meaning && meaning->senses[0] != 0) words_[i].phrase_senses = meaning->senses;
    }
  }
}

std::uint64_t concepts_fingerprint() { return hash_text(embedded::nlu_concepts, lexicon().fingerprint()); }

}  // namespace callwell::nlu
