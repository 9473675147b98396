// Calibrating a model on what cross-validation held out: how confident its scores make it, and what it takes to be in scope.
#pragma once

#include <cstdint>
#include <vector>

#include "nlu/intents_format.hpp"
#include "nlu/intents_train.hpp"

namespace callwell::nlu {

/// Scores of held-out examples, and which they are.
struct Trials {
  std::vector<std::size_t> examples;
  std::vector<std::vector<float>> scores;
  std::vector<float> known;  ///< how much of each its model had seen
};

/// The temperature under which held-out confidences come nearest to what happened (Brier's score), on a fixed grid.
float fit_temperature(const Trials &trials, const std::vector<LabelledText> &examples);

/// The gate that lets in as much of the held-out examples as should be. Few strangers are taught and many come, so those that
/// were held out stand for a fifth of all that is said.
ScopeGate fit_gate(const Trials &trials, const std::vector<LabelledText> &examples, std::uint16_t stranger);

/// The map from a confidence under this temperature to how often it came true. The fewer examples, the nearer it stays to none.
Trust fit_trust(const Trials &trials, const std::vector<LabelledText> &examples, float temperature, bool unspoken);

}  // namespace callwell::nlu
