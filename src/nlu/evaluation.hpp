// How good a classifier is: from what it said of labelled texts to accuracy, F1, confusions, calibration and what it would cost
// to answer only when it is sure.
#pragma once

#include <string>
#include <vector>

namespace callwell::nlu {

/// One labelled text and what the classifier said of it.
struct Judged {
  std::string text, language, expected, got;
  float confidence = 0;
};

struct Share {
  std::string name;
  std::size_t examples = 0;
  double accuracy = 0, calibration_error = 0;
};
struct IntentScore {
  std::string intent;
  std::size_t examples = 0;
  double precision = 0, recall = 0, f1 = 0;
};
struct Confusion {
  std::string expected, got;
  std::size_t count = 0;
  std::string example;
};
/// Texts of a confidence between `from` and `to`: what was said of them and what came true.
struct ReliabilityBin {
  double from = 0, to = 0;
  std::size_t count = 0;
  double confidence = 0, accuracy = 0;
};
/// Answering only from `threshold` on: which share is answered, and how much of that is right.
struct Coverage {
  double threshold = 0, answered = 0, accuracy = 0;
};

struct Evaluation {
  Share all;
  double macro_f1 = 0;
  std::vector<Share> languages;
  std::vector<IntentScore> intents;       ///< by name
  std::vector<Confusion> confusions;      ///< the most frequent, at most 20
  std::vector<ReliabilityBin> reliability;  ///< without empty bins
  std::vector<Judged> worst;              ///< the mistakes it was surest of, at most 20
  std::vector<Coverage> coverage;
  std::vector<std::string> matrix_intents;            ///< the most frequent, at most 40
  std::vector<std::vector<std::size_t>> matrix;       ///< [expected][got]; the last column is everything else
};

Evaluation evaluate(const std::vector<Judged> &judged);

}  // namespace callwell::nlu
