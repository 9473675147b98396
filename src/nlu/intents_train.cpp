#include "nlu/intents_train.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <unordered_map>

#include "base/ids.hpp"

namespace callwell::nlu {

namespace {

constexpr std::size_t kMaxExamples = 200'000, kMaxIntents = 1024;
constexpr std::size_t kMaxModelWeights = 12'000'000;  // a practice's own model stays near ten megabytes
constexpr std::size_t kPatientWork = 600'000;         // examples × intents above which two folds must do

/// The examples' features as rows of the weight matrix, read once for all folds.
struct Matrix {
  std::vector<std::uint32_t> hashes;   ///< ascending, one a row
  std::vector<std::uint32_t> counts;   ///< examples that have it
  std::vector<std::uint32_t> rows;     ///< of all examples, one after the other
  std::vector<float> values;
  std::vector<std::size_t> begin{0};   ///< of each example in `rows`, and the end
};

/// Weights while they are learnt: rows × width.
struct Weights {
  std::size_t width = 0;
  std::vector<float> rows, bias, squares;
  float bias_square = 0;
};

Matrix read_features(const std::vector<LabelledText> &examples, std::size_t min_count) {
  Matrix matrix;
  std::vector<Feature> all;
  std::vector<std::size_t> ends;
  std::unordered_map<std::uint32_t, std::uint32_t> counts;
  FeatureSet features;
  for (const LabelledText &example : examples) {
    extract_features(example.text, features);
    for (const Feature &feature : features.items()) ++counts[feature.hash];
    all.insert(all.end(), features.items().begin(), features.items().end());
    ends.push_back(all.size());
  }
  for (const auto &[hash, count] : counts) {
    if (count >= min_count) matrix.hashes.push_back(hash);
  }
  std::sort(matrix.hashes.begin(), matrix.hashes.end());
  std::unordered_map<std::uint32_t, std::uint32_t> row_of;
  for (const std::uint32_t hash : matrix.hashes) {
    row_of.emplace(hash, static_cast<std::uint32_t>(row_of.size()));
    matrix.counts.push_back(counts[hash]);
  }
  std::size_t next = 0;
  for (const std::size_t end : ends) {
    for (; next < end; ++next) {
      const auto found = row_of.find(all[next].hash);
      if (found == row_of.end()) continue;
      matrix.rows.push_back(found->second);
      matrix.values.push_back(all[next].value);
    }
    matrix.begin.push_back(matrix.rows.size());
  }
  return matrix;
}

void scores_of(const Matrix &matrix, const Weights &weights, std::size_t example, std::vector<float> &scores) {
  scores = weights.bias;
  float *const out = scores.data();
  const std::size_t width = weights.width;
  for (std::size_t k = matrix.begin[example]; k < matrix.begin[example + 1]; ++k) {
    const float *row = weights.rows.data() + matrix.rows[k] * width;
    const float value = matrix.values[k];
    for (std::size_t c = 0; c < width; ++c) out[c] += value * row[c];
  }
}

void to_probabilities(std::vector<float> &scores, float temperature) {
  const float top = *std::max_element(scores.begin(), scores.end());
  float sum = 0;
  for (float &score : scores) sum += score = exp_fixed((score - top) / temperature);
  for (float &score : scores) score /= sum;
}

/// One step of AdaGrad with one accumulator a row.
void learn(const Matrix &matrix, std::size_t example, const std::vector<float> &gradient, float rate, Weights &weights) {
  const std::size_t width = weights.width;
  float square = 0;
  for (const float g : gradient) square += g * g;
  weights.bias_square += square;
  const float bias_step = 0.1F * rate / std::sqrt(weights.bias_square + 1);
  for (std::size_t c = 0; c < width; ++c) weights.bias[c] -= bias_step * gradient[c];
  for (std::size_t k = matrix.begin[example]; k < matrix.begin[example + 1]; ++k) {
    const float value = matrix.values[k];
    float &seen = weights.squares[matrix.rows[k]];
    seen += value * value * square;
    const float step = rate * value / std::sqrt(seen + 1e-3F);
    float *row = weights.rows.data() + matrix.rows[k] * width;
    const float *g = gradient.data();
    for (std::size_t c = 0; c < width; ++c) row[c] -= step * g[c];
  }
}

void shuffle(std::vector<std::uint32_t> &order, base::Random &random) {
  for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random.next() % i]);
}

Weights fit(const Matrix &matrix, const std::vector<LabelledText> &examples, std::vector<std::uint32_t> order, std::size_t width,
            const TrainingOptions &options) {
  Weights weights{width, std::vector<float>(matrix.hashes.size() * width), std::vector<float>(width), std::vector<float>(matrix.hashes.size())};
  base::Random random(options.seed);
  std::vector<float> gradient;
  for (std::size_t epoch = 0; epoch < options.epochs; ++epoch) {
    shuffle(order, random);
    const float rate = options.rate * (1 - static_cast<float>(epoch) / static_cast<float>(options.epochs));
    for (const std::uint32_t example : order) {
      scores_of(matrix, weights, example, gradient);
      to_probabilities(gradient, 1);
      gradient[examples[example].label] -= 1;
      for (float &g : gradient) g *= examples[example].weight;
      learn(matrix, example, gradient, rate, weights);
    }
    for (float &weight : weights.rows) weight *= 1 - options.decay;
  }
  return weights;
}

/// Scores of held-out examples, and which they are.
struct Trials {
  std::vector<std::size_t> examples;
  std::vector<std::vector<float>> scores;
};

Trials cross_validate(const Matrix &matrix, const std::vector<LabelledText> &examples, std::size_t width, const TrainingOptions &options) {
  Trials trials;
  std::vector<std::uint32_t> candidates;
  for (std::uint32_t i = 0; i < examples.size(); ++i) {
    if (examples[i].held_out) candidates.push_back(i);
  }
  base::Random random(options.seed ^ 0xF01D);
  shuffle(candidates, random);
  std::vector<std::size_t> fold_of(examples.size(), options.folds);
  std::map<std::uint16_t, std::size_t> turn;  // each intent is dealt to the folds in turn
  for (const std::uint32_t i : candidates) fold_of[i] = turn[examples[i].label]++ % options.folds;
  for (std::size_t fold = 0; fold < options.folds; ++fold) {
    std::vector<std::uint32_t> rest;
    for (std::uint32_t i = 0; i < examples.size(); ++i) {
      if (fold_of[i] != fold && !examples[i].echo) rest.push_back(i);
    }
    const Weights weights = fit(matrix, examples, rest, width, options);
    for (const std::uint32_t i : candidates) {
      if (fold_of[i] != fold) continue;
      trials.examples.push_back(i);
      scores_of(matrix, weights, i, trials.scores.emplace_back());
    }
  }
  return trials;
}

/// The temperature under which held-out confidences come nearest to what happened (Brier's score), on a fixed grid.
float fit_temperature(const Trials &trials, const std::vector<LabelledText> &examples) {
  float best = 1;
  double least = 1e300;
  std::vector<float> scores;
  for (float temperature = 0.2F; temperature < 5; temperature *= 1.03F) {
    double loss = 0;
    for (std::size_t i = 0; i < trials.examples.size(); ++i) {
      scores = trials.scores[i];
      to_probabilities(scores, temperature);
      scores[examples[trials.examples[i]].label] -= 1;
      for (const float miss : scores) loss += static_cast<double>(miss) * miss;
    }
    if (loss < least) {
      least = loss;
      best = temperature;
    }
  }
  return best;
}

std::vector<HeldOut> judge(const Trials &trials, float temperature) {
  std::vector<HeldOut> judged;
  for (std::size_t i = 0; i < trials.examples.size(); ++i) {
    std::vector<float> scores = trials.scores[i];
    to_probabilities(scores, temperature);
    const auto top = std::max_element(scores.begin(), scores.end());
    judged.push_back({trials.examples[i], static_cast<std::uint16_t>(top - scores.begin()), *top});
  }
  return judged;
}

/// The rows that move scores most, ascending by hash again.
std::vector<std::uint32_t> weightiest_rows(const Matrix &matrix, const Weights &weights, std::size_t limit) {
  std::vector<std::pair<float, std::uint32_t>> ranked;
  for (std::uint32_t row = 0; row < matrix.hashes.size(); ++row) {
    float square = 0;
    for (std::size_t c = 0; c < weights.width; ++c) square += weights.rows[row * weights.width + c] * weights.rows[row * weights.width + c];
    ranked.emplace_back(-square * static_cast<float>(matrix.counts[row]), row);
  }
  std::sort(ranked.begin(), ranked.end());
  ranked.resize(std::min(ranked.size(), limit));
  std::vector<std::uint32_t> rows;
  for (const auto &[weight, row] : ranked) rows.push_back(row);
  std::sort(rows.begin(), rows.end());
  return rows;
}

/// int8 weights with one scale a row.
void quantise(const Matrix &matrix, const Weights &weights, std::size_t limit, LinearIntents &model) {
  model.bias = weights.bias;
  for (const std::uint32_t row : weightiest_rows(matrix, weights, limit)) {
    const float *from = weights.rows.data() + row * weights.width;
    float largest = 1e-9F;
    for (std::size_t c = 0; c < weights.width; ++c) largest = std::max(largest, std::fabs(from[c]));
    const float scale = largest / 127;
    model.hashes.push_back(matrix.hashes[row]);
    model.scales.push_back(scale);
    for (std::size_t c = 0; c < weights.width; ++c) model.weights.push_back(static_cast<std::int8_t>(std::lround(from[c] / scale)));
  }
  model.index();
}

}  // namespace

TrainedIntents train_intents(std::vector<std::string> names, const std::vector<LabelledText> &examples, const TrainingOptions &options) {
  TrainedIntents trained;
  const std::size_t width = names.size();
  trained.model.names = std::move(names);
  const Matrix matrix = read_features(examples, options.min_count);
  if (options.folds > 1) {
    const Trials trials = cross_validate(matrix, examples, width, options);
    trained.model.temperature = fit_temperature(trials, examples);
    trained.held_out = judge(trials, trained.model.temperature);
    const auto right = std::count_if(trained.held_out.begin(), trained.held_out.end(), [&](const HeldOut &h) { return examples[h.example].label == h.guess; });
    trained.model.held_out_accuracy = trained.held_out.empty() ? 0 : static_cast<float>(right) / static_cast<float>(trained.held_out.size());
  }
  std::vector<std::uint32_t> order(examples.size());
  std::iota(order.begin(), order.end(), 0U);
  quantise(matrix, fit(matrix, examples, std::move(order), width, options), options.max_rows, trained.model);
  return trained;
}

base::Result<IntentModel> IntentModel::train(const std::vector<Example> &examples, std::uint64_t seed) {
  if (examples.empty()) return base::invalid("there are no examples", "examples");
  if (examples.size() > kMaxExamples) return base::Error{base::Status::limit_exceeded, "more than 200000 examples", "examples"};
  std::map<std::string, std::uint16_t> labels;
  for (const Example &example : examples) {
    if (example.intent.empty() || example.intent.size() > 200) return base::invalid("an intent's name has 1 to 200 bytes", "intent");
    labels.emplace(example.intent, 0);
  }
  if (labels.size() < 2 || labels.size() > kMaxIntents) return base::invalid("a model tells apart 2 to 1024 intents", "intent");
  std::vector<std::string> names;
  for (auto &[name, label] : labels) {
    label = static_cast<std::uint16_t>(names.size());
    names.push_back(name);
  }
  std::vector<LabelledText> texts;
  for (const Example &example : examples) texts.push_back({example.text, labels[example.intent]});
  TrainingOptions options;
  options.seed = seed;
  options.min_count = examples.size() > 3000 ? 2 : 1;
  options.folds = examples.size() * names.size() > kPatientWork ? 2 : 5;
  options.max_rows = std::min(options.max_rows, kMaxModelWeights / names.size());
  return IntentModel(std::make_unique<Impl>(Impl{train_intents(std::move(names), texts, options).model}));
}

}  // namespace callwell::nlu
