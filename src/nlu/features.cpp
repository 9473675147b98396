#include "nlu/features.hpp"

#include <algorithm>
#include <cmath>

#include "nlu/features_words.hpp"

namespace callwell::nlu {

namespace {

constexpr std::uint64_t kVersion = 1;  // raise when the features of a text change
// Lengths of the groups, chosen by cross-validation on the hand-written set.
constexpr float kWordWeight = 1.0F, kCharacterWeight = 0.6F, kConceptWeight = 0.8F, kShapeWeight = 0.2F;
constexpr std::uint64_t kEdge = hash_text("^$");

std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
  std::uint64_t x = a * 0x9E3779B97F4A7C15ULL ^ (b + 0x7F4A7C159E3779B9ULL);
  x ^= x >> 31;
  x *= 0xBF58476D1CE4E5B9ULL;
  return x ^ (x >> 29);
}
std::uint32_t narrow(std::uint64_t x) { return static_cast<std::uint32_t>(x ^ (x >> 32)); }

/// The word, or the concept it stands for: "cancel the <appointment>".
std::uint64_t sense(const FeatureWord &word) { return word.concepts[0] != 0 ? mix(7, word.concepts[0]) : word.hash; }

void add_words(const WordBuffer &buffer, FeatureSet &out) {
  const std::size_t first = out.size();
  const auto words = buffer.words();
  for (std::size_t i = 0; i < words.size(); ++i) {
    out.add(narrow(mix(1, words[i].hash)));
    const std::uint64_t before = i == 0 ? kEdge : words[i - 1].hash;
    out.add(narrow(mix(mix(2, before), words[i].hash)));
    if (i + 1 == words.size()) out.add(narrow(mix(mix(2, words[i].hash), kEdge)));
    if (i >= 2) out.add(narrow(mix(mix(mix(3, words[i - 2].hash), words[i - 1].hash), words[i].hash)));
  }
  out.close_group(first, kWordWeight);
}

/// n-grams of 2 to 5 characters within the words, their ends marked.
void add_characters(const WordBuffer &buffer, FeatureSet &out) {
  const std::size_t first = out.size();
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
      for (std::size_t n = 0; n < 5 && i + n < size; ++n) {
        hash = hash_byte(hash, marked[i + n]);
        if (n >= 1) out.add(narrow(mix(4, hash)));
      }
    }
  }
  out.close_group(first, kCharacterWeight);
}

void add_concepts(const WordBuffer &buffer, FeatureSet &out) {
  const std::size_t first = out.size();
  const auto words = buffer.words();
  std::array<std::uint16_t, 12> seen{};
  std::size_t count = 0;
  std::uint64_t before = kEdge, older = kEdge;
  for (const FeatureWord &word : words) {
    for (const std::uint16_t id : word.concepts) {
      if (id == 0) continue;
      out.add(narrow(mix(5, id)));
      if (count < seen.size() && std::find(seen.begin(), seen.begin() + static_cast<std::ptrdiff_t>(count), id) == seen.begin() + static_cast<std::ptrdiff_t>(count)) seen[count++] = id;
    }
    const std::uint64_t now = sense(word);
    out.add(narrow(mix(mix(6, before), now)));
    out.add(narrow(mix(mix(mix(7, older), before), now)));
    out.add(narrow(mix(mix(8, older), now)));  // one word between
    older = before;
    before = now;
  }
  out.add(narrow(mix(mix(6, before), kEdge)));
  std::sort(seen.begin(), seen.begin() + static_cast<std::ptrdiff_t>(count));
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t j = i + 1; j < count; ++j) out.add(narrow(mix(mix(9, seen[i]), seen[j])));
  }
  out.close_group(first, kConceptWeight);
}

void add_shape(const WordBuffer &buffer, FeatureSet &out) {
  const std::size_t first = out.size();
  const std::size_t n = buffer.words().size();
  out.add(narrow(mix(10, n <= 4 ? n : n <= 6 ? 5 : n <= 10 ? 6 : n <= 16 ? 7 : 8)));
  if (buffer.question()) out.add(narrow(mix(11, 1)));
  out.close_group(first, kShapeWeight);
}

}  // namespace

void FeatureSet::add(std::uint32_t hash) {
  if (size_ < kMax) items_[size_++] = {hash, 1};
}

void FeatureSet::close_group(std::size_t first, float weight) {
  const auto begin = items_.begin() + static_cast<std::ptrdiff_t>(first);
  auto end = items_.begin() + static_cast<std::ptrdiff_t>(size_);
  std::sort(begin, end, [](const Feature &a, const Feature &b) { return a.hash < b.hash; });
  end = std::unique(begin, end, [](const Feature &a, const Feature &b) { return a.hash == b.hash; });
  size_ = static_cast<std::size_t>(end - items_.begin());
  if (begin == end) return;
  const float value = weight / std::sqrt(static_cast<float>(end - begin));
  std::for_each(begin, end, [&](Feature &feature) { feature.value = value; });
}

void extract_features(std::string_view text, FeatureSet &out) {
  const WordBuffer buffer(text);
  out.clear();
  add_words(buffer, out);
  add_characters(buffer, out);
  add_concepts(buffer, out);
  add_shape(buffer, out);
}

std::uint64_t feature_fingerprint() { return mix(kVersion, concepts_fingerprint()); }

}  // namespace callwell::nlu
