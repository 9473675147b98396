// What the classifiers see of an utterance: hashed n-grams of its words and of the characters within them, of the concepts
// behind them ("appt", "cita" and "appointment" are one) and of the words' senses, in order and in pairs. The same function
// serves training and answering.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace callwell::nlu {

/// Features of a kind are scaled together: a long text's characters weigh no more than a short one's.
enum class FeatureGroup : std::uint8_t { words, characters, concepts, shape, stems, senses, sense_pairs, fields };
inline constexpr std::size_t kFeatureGroups = 8;

/// Without initial values: a set has room for thousands and most of it is never touched.
struct Feature {
  std::uint32_t hash;
  FeatureGroup group;
};

/// Room for the features of one utterance, each once; lives on the stack, so that answering allocates nothing.
class FeatureSet {
 public:
  static constexpr std::size_t kMax = 3072;  ///< a text message of a hundred words has about two thousand

  std::span<const Feature> items() const { return {items_.data(), size_}; }
  void clear();
  void add(FeatureGroup group, std::uint64_t mixed);

 private:
  static constexpr std::size_t kSlots = 4096;
  std::array<Feature, kMax> items_;
  std::array<std::uint16_t, kSlots> seen_;  ///< open addressing over items_: index + 1, or 0
  std::size_t size_ = 0;
};

/// Reads the first hundred or so words of `text`, any bytes.
void extract_features(std::string_view text, FeatureSet &out);
/// Models are only good with the features they were trained on: hash of the vocabulary and of this code's version.
std::uint64_t feature_fingerprint();

}  // namespace callwell::nlu
