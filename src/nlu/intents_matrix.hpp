// The examples' features as the rows of a sparse matrix, read once for every model that learns from them, and how much each of
// them tells of the intents.
#pragma once

#include <cstdint>
#include <vector>

#include "nlu/features.hpp"
#include "nlu/intents_train.hpp"

namespace callwell::nlu {

struct FeatureMatrix {
  std::vector<std::uint32_t> hashes;   ///< ascending, one a row of the weights
  std::vector<std::uint32_t> counts;   ///< examples that have it
  std::vector<std::uint32_t> rows;     ///< of all examples, one after the other
  std::vector<FeatureGroup> groups;
  std::vector<std::size_t> begin{0};   ///< of each example in `rows`, and the end
  std::vector<std::uint32_t> words;    ///< features of each example that tell whether it is known, learnt or not
  std::size_t min_count = 1;
};

/// Left out are features of groups without length, and those that too few examples have.
FeatureMatrix read_features(const std::vector<LabelledText> &examples, const TrainingOptions &options);

/// The matrix of these rows alone.
FeatureMatrix keep_rows(const FeatureMatrix &matrix, const std::vector<std::uint32_t> &rows);

/// How little the intents that have a feature are spread among the examples of `order`: 255 where one has it, near 0 where all do
/// alike; 0 where those examples would not have taught it.
std::vector<std::uint8_t> read_salience(const FeatureMatrix &matrix, const std::vector<LabelledText> &examples, const std::vector<std::uint32_t> &order,
                                        std::size_t width);

/// The cells of the matrix: salience, each group of an example scaled to its length.
std::vector<float> read_values(const FeatureMatrix &matrix, const std::vector<std::uint8_t> &salience, const GroupLengths &lengths);

}  // namespace callwell::nlu
