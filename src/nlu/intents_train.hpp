// Training of intent models: a softmax over a linear or a hidden layer, learnt by AdaGrad (intents_fit.hpp) and calibrated on what
// cross-validation held out. Bytes depend on the examples and the seed alone.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "nlu/intents_format.hpp"

namespace callwell::nlu {

struct LabelledText {
  std::string text;
  std::uint16_t label = 0;  ///< an index of the names
  float weight = 1;
  bool held_out = true;     ///< may stand in a test fold; false for what a grammar wrote
  bool echo = false;        ///< too like a held-out text to learn from while that is judged
};

struct TrainingOptions {
  std::uint64_t seed = 1;
  std::size_t folds = 5;            ///< the examples are dealt to so many …
  std::size_t folds_judged = 5;     ///< … of which these are judged by a model of the others
  std::size_t epochs = 7;
  std::size_t min_count = 1;        ///< a feature seen less often is not learnt
  std::size_t max_rows = 1 << 18;   ///< features kept in the model, the weightiest
  bool refit = false;               ///< the rows that are kept are learnt again, to do without the others
  float rate = 0.6F;
  float decay = 0.01F;              ///< of every weight, each epoch
  std::size_t hidden = 0;           ///< units of the hidden layer, 0 for a linear model
  std::size_t committee = 1;        ///< networks that learn apart and answer together, each with so many hidden units
  bool salient = true;              ///< features weigh by what they tell of the intent, else all alike
  bool unspoken = false;            ///< the last of the names is learnt, and never answered: see LinearIntents
  bool trusted = false;             ///< confidences are mapped to how often held-out texts were right, see Trust
  bool gated = false;               ///< where out_of_scope is taught, it is told by more than its score
  GroupLengths lengths{0.4F, 0.65F, 0.2F, 0.2F, 0.35F, 1.3F, 0.2F, 0.8F};
  void (*extract)(std::string_view, FeatureSet &) = extract_features;  ///< what is seen of a text
};

/// What cross-validation said of one example.
struct HeldOut {
  std::size_t example = 0;
  std::uint16_t guess = 0;
  float confidence = 0;  ///< after calibration
};

struct TrainedIntents {
  IntentWeights model;
  std::vector<HeldOut> held_out;
};

TrainedIntents train_intents(std::vector<std::string> names, const std::vector<LabelledText> &examples, const TrainingOptions &options);

}  // namespace callwell::nlu
