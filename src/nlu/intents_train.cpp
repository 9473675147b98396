#include "nlu/intents_train.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <span>
#include <utility>

#include "base/ids.hpp"
#include "base/text.hpp"
#include "nlu/features_lexicon.hpp"
#include "nlu/features_stem.hpp"
#include "nlu/features_words.hpp"
#include "nlu/intents_calibrate.hpp"
#include "nlu/intents_fit.hpp"

namespace callwell::nlu {

namespace {

constexpr std::size_t kMaxExamples = 200'000, kMaxIntents = 1024;
constexpr std::size_t kMaxModelBytes = 10'000'000;    // of a practice's own model
constexpr std::size_t kFew = 2'500;                    // examples that a committee learns better from, and fast enough
constexpr std::size_t kLessons = 200'000;             // examples × epochs, about
constexpr std::size_t kPatientWork = 200'000;         // examples × intents above which one fold must do

float known_of(const FeatureMatrix &matrix, const LearntWeights &weights, std::size_t example) {
  std::size_t known = 0;
  for (std::size_t k = matrix.begin[example]; k < matrix.begin[example + 1]; ++k) {
    known += counts_as_known(matrix.groups[k]) && weights.salience[matrix.rows[k]] > 0;
  }
  return matrix.words[example] == 0 ? 0 : static_cast<float>(known) / static_cast<float>(matrix.words[example]);
}

Trials cross_validate(const FeatureMatrix &matrix, const std::vector<LabelledText> &examples, std::size_t width, const TrainingOptions &options) {
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
  for (std::size_t fold = 0; fold < std::min(options.folds, options.folds_judged); ++fold) {
    std::vector<std::uint32_t> rest;
    for (std::uint32_t i = 0; i < examples.size(); ++i) {
      if (fold_of[i] != fold && !examples[i].echo) rest.push_back(i);
    }
    const LearntWeights weights = fit_weights(matrix, examples, rest, width, options);
    for (const std::uint32_t i : candidates) {
      if (fold_of[i] != fold) continue;
      trials.examples.push_back(i);
      scores_of(matrix, weights, i, trials.scores.emplace_back());
      trials.known.push_back(known_of(matrix, weights, i));
    }
  }
  return trials;
}

std::vector<HeldOut> judge(const Trials &trials, float temperature, bool unspoken, const Trust &trust) {
  std::vector<HeldOut> judged;
  for (std::size_t i = 0; i < trials.examples.size(); ++i) {
    std::vector<float> scores = trials.scores[i];
    to_probabilities(scores, temperature);
    if (unspoken) spread_last(scores);
    trust.settle(std::span(scores).first(scores.size() - (unspoken ? 1 : 0)));
    const auto top = std::max_element(scores.begin(), scores.end());
    judged.push_back({trials.examples[i], static_cast<std::uint16_t>(top - scores.begin()), *top});
  }
  return judged;
}

/// The rows that move scores most, ascending by hash again.
std::vector<std::uint32_t> weightiest_rows(const FeatureMatrix &matrix, const LearntWeights &weights, std::size_t limit) {
  std::vector<std::pair<float, std::uint32_t>> ranked;
  for (std::uint32_t row = 0; row < matrix.hashes.size(); ++row) {
    float square = 0;
    for (std::size_t u = 0; u < weights.units; ++u) square += weights.rows[row * weights.stride + u] * weights.rows[row * weights.stride + u];
    ranked.emplace_back(-square * static_cast<float>(matrix.counts[row]), row);
  }
  std::sort(ranked.begin(), ranked.end());
  ranked.resize(std::min(ranked.size(), limit));
  std::vector<std::uint32_t> rows;
  for (const auto &[weight, row] : ranked) rows.push_back(row);
  std::sort(rows.begin(), rows.end());
  return rows;
}

/// int8 weights with one scale a row; the second layer, small as it is, stays as it was learnt.
void quantise(const FeatureMatrix &matrix, const LearntWeights &weights, std::size_t limit, IntentWeights &model) {
  model.bias.assign(weights.bias.begin(), weights.bias.begin() + static_cast<std::ptrdiff_t>(weights.units));
  model.hidden = weights.hidden ? weights.units : 0;
  for (const std::uint32_t row : weightiest_rows(matrix, weights, limit)) {
    const float *from = weights.rows.data() + row * weights.stride;
    float largest = 1e-9F;
    for (std::size_t u = 0; u < weights.units; ++u) largest = std::max(largest, std::fabs(from[u]));
    const float scale = largest / 127;
    model.hashes.push_back(matrix.hashes[row]);
    model.salience.push_back(weights.salience[row]);
    model.scales.push_back(scale);
    for (std::size_t u = 0; u < weights.units; ++u) model.weights.push_back(static_cast<std::int8_t>(std::lround(from[u] / scale)));
  }
  for (std::size_t u = 0; u < model.hidden; ++u) {
    for (std::size_t c = 0; c < weights.names; ++c) model.out.push_back(weights.out[c * weights.stride + u]);
  }
  model.out_bias = weights.out_bias;
  model.index();
}

/// "cardArrival" and "card_arrival" say what they mean: "card arrival". Empty where most of a name is no word, as in "faq_17b".
std::string words_of_name(std::string_view name) {
  if (name == kStrangers) return {};
  std::string words;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const bool upper = name[i] >= 'A' && name[i] <= 'Z', letter = upper || (name[i] >= 'a' && name[i] <= 'z') || static_cast<std::uint8_t>(name[i]) >= 0x80;
    const bool begins = upper && i > 0 && name[i - 1] >= 'a' && name[i - 1] <= 'z';
    if ((!letter || begins) && !words.empty() && words.back() != ' ') words += ' ';
    if (letter) words += static_cast<char>(upper ? name[i] - 'A' + 'a' : name[i]);
  }
  std::size_t all = 0, known = 0;
  for (const std::string_view word : base::split(base::trim(words), ' ')) {
    ++all;
    known += lexicon().find(hash_text(Stem(word).text())).has_value();
  }
  return known * 2 >= all && known > 0 ? words : std::string{};
}

/// Many examples need fewer rounds and can do without rare features; few want every feature, and their own cross-validation.
TrainingOptions options_for(std::size_t examples, std::size_t intents, std::uint64_t seed) {
  TrainingOptions options;
  options.seed = seed;
  options.gated = true;
  options.trusted = true;
  options.decay = 0;
  options.rate = 0.4F;
  options.committee = examples <= kFew ? 3 : 1;
  options.hidden = std::clamp<std::size_t>((intents * 2 + 15) / 16 * 16, 64, options.committee > 1 ? 80 : 192);
  options.epochs = std::clamp<std::size_t>(kLessons / examples, 12, 40);
  options.min_count = examples > 8000 ? 3 : examples > 3000 ? 2 : 1;
  options.folds_judged = examples * intents > kPatientWork ? 1 : examples > 400 ? 2 : 5;
  options.max_rows = kMaxModelBytes / (options.hidden * options.committee + 9);
  return options;
}

}  // namespace

TrainedIntents train_intents(std::vector<std::string> names, const std::vector<LabelledText> &examples, const TrainingOptions &options) {
  TrainedIntents trained;
  const std::size_t width = names.size();
  trained.model.names = std::move(names);
  trained.model.lengths = options.lengths;
  trained.model.unspoken = options.unspoken;
  const FeatureMatrix matrix = read_features(examples, options);
  if (options.folds > 1) {
    const Trials trials = cross_validate(matrix, examples, width, options);
    trained.model.temperature = fit_temperature(trials, examples);
    const auto stranger = std::find(trained.model.names.begin(), trained.model.names.end(), kStrangers);
    if (options.gated && stranger != trained.model.names.end()) {
      trained.model.gate = fit_gate(trials, examples, static_cast<std::uint16_t>(stranger - trained.model.names.begin()));
    }
    if (options.trusted && !trained.model.gate.used) {
      trained.model.trust = fit_trust(trials, examples, trained.model.temperature, options.unspoken);
    }
    trained.held_out = judge(trials, trained.model.temperature, options.unspoken, trained.model.trust);
    const auto right = std::count_if(trained.held_out.begin(), trained.held_out.end(), [&](const HeldOut &h) { return examples[h.example].label == h.guess; });
    trained.model.held_out_accuracy = trained.held_out.empty() ? 0 : static_cast<float>(right) / static_cast<float>(trained.held_out.size());
  }
  std::vector<std::uint32_t> order(examples.size());
  std::iota(order.begin(), order.end(), 0U);
  LearntWeights weights = fit_weights(matrix, examples, order, width, options);
  if (!options.refit || matrix.hashes.size() <= options.max_rows) {
    quantise(matrix, weights, options.max_rows, trained.model);
    return trained;
  }
  const FeatureMatrix kept = keep_rows(matrix, weightiest_rows(matrix, weights, options.max_rows));
  weights = fit_weights(kept, examples, order, width, options);
  quantise(kept, weights, options.max_rows, trained.model);
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
  const TrainingOptions options = options_for(examples.size(), names.size(), seed);
  for (const auto &[name, label] : labels) {
    if (std::string words = words_of_name(name); !words.empty()) texts.push_back({std::move(words), label, 1, false});
  }
  return IntentModel(std::make_unique<Impl>(Impl{train_intents(std::move(names), texts, options).model}));
}

}  // namespace callwell::nlu
