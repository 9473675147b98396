// Learning the weights of a model by AdaGrad: a linear one, or one with a hidden layer that reads a random part of the features
// each time, so that it relies on none. Integer shuffles, one order of summation, no libm: the same bytes everywhere.
#pragma once

#include <cstdint>
#include <vector>

#include "nlu/intents_matrix.hpp"

namespace callwell::nlu {

/// Weights as they are learnt. A row of the first layer has a column for every intent or, where there is one, hidden unit.
struct LearntWeights {
  std::size_t names = 0, units = 0, stride = 0;  ///< columns of a row, and with those that fill it up
  bool hidden = false;
  std::vector<std::uint8_t> salience;
  std::vector<float> values;              ///< of the matrix's cells under this salience
  std::vector<float> rows, bias;          ///< features × stride
  std::vector<float> out, out_bias;       ///< names × stride, where there is a hidden layer
};

/// Learns from the examples of `order`. Several networks, each by its own dice, are put side by side: their scores' mean is surer of
/// few examples than any of them.
LearntWeights fit_weights(const FeatureMatrix &matrix, const std::vector<LabelledText> &examples, const std::vector<std::uint32_t> &order, std::size_t names,
                          const TrainingOptions &options);

/// What the weights say of an example of the matrix, a score for each name.
void scores_of(const FeatureMatrix &matrix, const LearntWeights &weights, std::size_t example, std::vector<float> &scores);

void to_probabilities(std::vector<float> &scores, float temperature);

template <class Dice>
void shuffle(std::vector<std::uint32_t> &order, Dice &dice) {
  for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[dice.next() % i]);
}

}  // namespace callwell::nlu
