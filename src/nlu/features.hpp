// What the classifiers see of an utterance: hashed n-grams of its words, of the characters within them and of the concepts
// behind them ("appt", "cita" and "appointment" are one). The same function serves training and answering.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace callwell::nlu {

struct Feature {
  std::uint32_t hash = 0;
  float value = 0;
};

/// Room for the features of one utterance; lives on the stack, so that answering allocates nothing.
class FeatureSet {
 public:
  static constexpr std::size_t kMax = 3072;  ///< a text message of a hundred words has about two thousand

  std::span<const Feature> items() const { return {items_.data(), size_}; }
  void clear() { size_ = 0; }
  void add(std::uint32_t hash);
  /// Ends a group begun at `first`: drops repeats and scales it to the length `weight`.
  void close_group(std::size_t first, float weight);
  std::size_t size() const { return size_; }

 private:
  std::array<Feature, kMax> items_;
  std::size_t size_ = 0;
};

/// Reads the first hundred or so words of `text`, any bytes.
void extract_features(std::string_view text, FeatureSet &out);
/// Models are only good with the features they were trained on: hash of the vocabulary and of this code's version.
std::uint64_t feature_fingerprint();

}  // namespace callwell::nlu
