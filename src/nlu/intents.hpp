// Intent classification: a linear model over word and character n-grams, calibrated. Trained at build time from
// src/nlu/data; the same code trains and serves a practice's own models.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "nlu/analysis.hpp"

namespace callwell::nlu {

class FeatureSet;
struct Feature;

struct Example { std::string text, intent; };

/// What a model's bytes begin with.
inline constexpr std::string_view kModelMagic = "CWINTENT";

class IntentModel {
 public:
  static const IntentModel &builtin();
  static base::Result<IntentModel> load(std::string_view bytes);
  static base::Result<IntentModel> train(const std::vector<Example> &examples, std::uint64_t seed);
  std::string bytes() const;              ///< deterministic for the same examples and seed
  std::size_t size() const;               ///< intents it tells apart
  float held_out_accuracy() const;        ///< the trainer's own cross-validation

  /// Best first, at least two where two intents were taught; confidences are calibrated.
  std::vector<ScoredIntent> classify(std::string_view text) const;
  /// The same of features read once for several models.
  std::vector<ScoredIntent> classify(const FeatureSet &features) const;
  /// The same unsorted and without allocating: one confidence for each of names().
  void weigh(const FeatureSet &features, std::span<float> confidences) const;
  /// The same of features in two parts that have no group in common.
  void weigh(const FeatureSet &features, const FeatureSet &more, std::span<float> confidences) const;
  std::span<const std::string> names() const;

  IntentModel(IntentModel &&) noexcept;
  ~IntentModel();

 private:
  struct Impl;
  explicit IntentModel(std::unique_ptr<const Impl> impl);
  void weigh(std::span<const Feature> features, std::span<const Feature> more, std::span<float> confidences) const;
  std::unique_ptr<const Impl> impl_;
};

}  // namespace callwell::nlu
