#include "nlu/features_words.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "nlu/hash_table.hpp"

namespace callwell::embedded {
extern const std::string_view nlu_concepts;
}

namespace callwell::nlu {

namespace {

using Concepts = std::array<std::uint16_t, 2>;

/// A word without its ending, roughly: "payments" → "payment", "cancelled" → "cancel". Only sameness matters.
class Stem {
 public:
  explicit Stem(std::string_view word) : size_(std::min(word.size(), text_.size() - 1)) {
    std::copy_n(word.begin(), size_, text_.begin());
    if (cut("ies")) {
      text_[size_++] = 'y';
    } else if (!ends("ss") && !ends("us") && !ends("is")) {
      cut("s");
    }
    if ((cut("ing") || cut("ed") || cut("er") || cut("ly")) && size_ > 3 && text_[size_ - 1] == text_[size_ - 2] && text_[size_ - 1] != 'l' && text_[size_ - 1] != 's') --size_;
    if (size_ > 3 && text_[size_ - 1] == 'e') --size_;
  }
  std::string_view text() const { return {text_.data(), size_}; }

 private:
  bool ends(std::string_view ending) const { return size_ > ending.size() + 2 && text().ends_with(ending); }
  bool cut(std::string_view ending) {
    if (!ends(ending)) return false;
    size_ -= ending.size();
    return true;
  }

  std::array<char, 32> text_;
  std::size_t size_;
};

/// data/concepts.txt, read once. `=word: variants` is a spelling; `NAME: words` a concept; a word ending in * is a prefix,
/// one with _ inside a phrase. `~name: words` gathers synonyms of everyday speech by their stems.
struct ConceptTable {
  HashTable<Concepts> words, prefixes, phrases;
  HashTable<std::uint64_t> spellings, senses;
  std::size_t longest_phrase = 1;

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
  const bool spelling = line.front() == '=', sense = line.front() == '~';
  const std::uint64_t target = hash_text(line.substr(spelling ? 1 : 0, colon - (spelling ? 1 : 0)));
  for (std::string_view word : base::split(line.substr(colon + 1), ' ')) {
    if (word.empty()) continue;
    if (spelling) {
      spellings.emplace(hash_text(word), target);
    } else if (sense) {
      senses.emplace(hash_text(Stem(word).text()), target);
    } else if (word.back() == '*') {
      add_concept(prefixes[hash_text(word.substr(0, word.size() - 1))], id);
    } else if (const auto parts = static_cast<std::size_t>(std::count(word.begin(), word.end(), '_')); parts > 0) {
      add_concept(phrases[hash_text(word)], id);
      longest_phrase = std::max(longest_phrase, parts + 1);
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
    word.hash = word.sense = hash_text(kind);
    return;
  }
  std::uint64_t hash = kHashBasis;
  for (std::size_t i = 0; i < spelling.size(); ++i) {
    hash = hash_byte(hash, spelling[i]);
    if (i < 2) continue;
    if (const auto *found = table.prefixes.find(hash)) word.concepts = *found;
  }
  if (const auto *found = table.spellings.find(hash)) hash = *found;
  if (const auto *found = table.words.find(hash)) word.concepts = *found;
  word.hash = hash;
  word.sense = hash_text(Stem(spelling).text());
  if (const auto *found = table.senses.find(word.sense)) word.sense = *found;
}

/// A phrase gives its concept to its first word; the longest wins.
void WordBuffer::find_phrases() {
  const ConceptTable &table = concept_table();
  for (std::size_t i = 0; i < size_; ++i) {
    std::uint64_t hash = hash_text(spelling(words_[i]));
    for (std::size_t n = 1; n < table.longest_phrase && i + n < size_; ++n) {
      hash = hash_text(spelling(words_[i + n]), hash_byte(hash, '_'));
      if (const auto *found = table.phrases.find(hash)) words_[i].concepts = *found;
    }
  }
}

std::uint64_t concepts_fingerprint() { return hash_text(embedded::nlu_concepts); }

}  // namespace callwell::nlu
