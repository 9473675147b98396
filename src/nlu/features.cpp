#include "nlu/features.hpp"

#include <algorithm>

#include "nlu/features_lexicon.hpp"
#include "nlu/features_words.hpp"

namespace callwell::nlu {

namespace {

constexpr std::uint64_t kVersion = 4;  // raise when the features of a text change
constexpr std::uint64_t kEdge = hash_text("^$");

std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
  std::uint64_t x = a * 0x9E3779B97F4A7C15ULL ^ (b + 0x7F4A7C159E3779B9ULL);
  x ^= x >> 31;
  x *= 0xBF58476D1CE4E5B9ULL;
  return x ^ (x >> 29);
}

/// The word, or the concept it stands for: "cancel the <appointment>".
std::uint64_t sense(const FeatureWord &word) { return word.concepts[0] != 0 ? mix(7, word.concepts[0]) : word.hash; }

void add_words(const WordBuffer &buffer, FeatureSet &out) {
  const auto words = buffer.words();
  for (std::size_t i = 0; i < words.size(); ++i) {
    out.add(FeatureGroup::words, mix(1, words[i].hash));
    const std::uint64_t before = i == 0 ? kEdge : words[i - 1].hash;
    out.add(FeatureGroup::words, mix(mix(2, before), words[i].hash));
    if (i + 1 == words.size()) out.add(FeatureGroup::words, mix(mix(2, words[i].hash), kEdge));
  }
}

/// n-grams of 2 to 4 characters within the words, their ends marked.
void add_characters(const WordBuffer &buffer, FeatureSet &out) {
  for (const FeatureWord &word : buffer.words()) {
    if (!word.spelled) continue;
    std::array<char, 26> marked{};
    const std::string_view spelling = buffer.spelling(word).substr(0, marked.size() - 2);
    marked[0] = '<';
    std::copy(spelling.begin(), spelling.end(), marked.begin() + 1);
    marked[spelling.size() + 1] = '>';
    const std::size_t size = spelling.size() + 2;
    for (std::size_t i = 0; i + 2 <= size; ++i) {
      std::uint64_t hash = hash_text("c");
      for (std::size_t n = 0; n < 4 && i + n < size; ++n) {
        hash = hash_byte(hash, marked[i + n]);
        if (n >= 1) out.add(FeatureGroup::characters, mix(4, hash));
      }
    }
  }
}

void add_concepts(const WordBuffer &buffer, FeatureSet &out) {
  const auto words = buffer.words();
  std::array<std::uint16_t, 12> seen{};
  std::size_t count = 0;
  std::uint64_t before = kEdge, older = kEdge;
  for (const FeatureWord &word : words) {
    for (const std::uint16_t id : word.concepts) {
      if (id == 0) continue;
      out.add(FeatureGroup::concepts, mix(5, id));
      if (count < seen.size() && std::find(seen.begin(), seen.begin() + static_cast<std::ptrdiff_t>(count), id) == seen.begin() + static_cast<std::ptrdiff_t>(count)) seen[count++] = id;
    }
    const std::uint64_t now = sense(word);
    out.add(FeatureGroup::concepts, mix(mix(6, before), now));
    out.add(FeatureGroup::concepts, mix(mix(mix(7, older), before), now));
    out.add(FeatureGroup::concepts, mix(mix(8, older), now));  // one word between
    older = before;
    before = now;
  }
  out.add(FeatureGroup::concepts, mix(mix(6, before), kEdge));
  std::sort(seen.begin(), seen.begin() + static_cast<std::ptrdiff_t>(count));
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t j = i + 1; j < count; ++j) out.add(FeatureGroup::concepts, mix(mix(9, seen[i]), seen[j]));
  }
}

void add_shape(const WordBuffer &buffer, FeatureSet &out) {
  const std::size_t n = buffer.words().size();
  out.add(FeatureGroup::shape, mix(10, n <= 4 ? n : n <= 6 ? 5 : n <= 10 ? 6 : n <= 16 ? 7 : 8));
  if (buffer.question()) out.add(FeatureGroup::shape, mix(11, 1));
}

/// Words by their stems, alone and in order.
void add_stems(const WordBuffer &buffer, FeatureSet &out) {
  std::uint64_t before = kEdge;
  for (const FeatureWord &word : buffer.words()) {
    out.add(FeatureGroup::stems, mix(20, word.stem));
    out.add(FeatureGroup::stems, mix(mix(21, before), word.stem));
    before = word.stem;
  }
  out.add(FeatureGroup::stems, mix(mix(21, before), kEdge));
}

/// What words and phrases mean: each sense and its field of life, senses in order and in pairs.
void add_meanings(const WordBuffer &buffer, FeatureSet &out) {
  constexpr std::size_t kPaired = 14;
  std::array<std::uint16_t, kPaired> seen{};
  std::size_t count = 0;
  std::uint64_t before = kEdge;
  for (const FeatureWord &word : buffer.words()) {
    const bool phrase = word.phrase_senses[0] != 0;
    for (const auto *senses : {&word.senses, &word.phrase_senses}) {
      for (const std::uint16_t sense : *senses) {
        if (sense == 0) continue;
        out.add(FeatureGroup::senses, mix(30, sense));
        out.add(FeatureGroup::fields, mix(31, lexicon().field(sense)));
        const auto end = seen.begin() + static_cast<std::ptrdiff_t>(count);
        if (count < kPaired && std::find(seen.begin(), end, sense) == end) seen[count++] = sense;
      }
    }
    const std::uint16_t first = phrase ? word.phrase_senses[0] : word.senses[0];
    const std::uint64_t now = first != 0 ? mix(32, first) : word.stem;
    out.add(FeatureGroup::sense_pairs, mix(mix(33, before), now));
    before = now;
  }
  out.add(FeatureGroup::sense_pairs, mix(mix(33, before), kEdge));
  std::sort(seen.begin(), seen.begin() + static_cast<std::ptrdiff_t>(count));
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t j = i + 1; j < count; ++j) out.add(FeatureGroup::sense_pairs, mix(mix(34, seen[i]), seen[j]));
  }
}

}  // namespace

void FeatureSet::clear() {
  size_ = 0;
  seen_.fill(0);
}

void FeatureSet::add(FeatureGroup group, std::uint64_t mixed) {
  const auto hash = static_cast<std::uint32_t>(mixed ^ (mixed >> 32));
  std::size_t at = hash % kSlots;
  for (; seen_[at] != 0; at = (at + 1) % kSlots) {
    if (items_[seen_[at] - 1U].hash == hash) return;
  }
  if (size_ == kMax) return;
  items_[size_++] = {hash, group};
  seen_[at] = static_cast<std::uint16_t>(size_);
}

void extract_features(std::string_view text, FeatureSet &out) {
  const WordBuffer buffer(text);
  out.clear();
  add_words(buffer, out);
  add_characters(buffer, out);
  add_concepts(buffer, out);
  add_shape(buffer, out);
  add_stems(buffer, out);
  add_meanings(buffer, out);
}

std::uint64_t feature_fingerprint() { return mix(kVersion, concepts_fingerprint()); }

}  // namespace callwell::nlu
