#include "nlu/intents_train.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <utility>

#include "base/ids.hpp"

namespace callwell::nlu {

namespace {

constexpr std::size_t kMaxExamples = 200'000, kMaxIntents = 1024;
constexpr std::size_t kMaxModelWeights = 12'000'000;  // a practice's own model stays near ten megabytes
constexpr std::size_t kPatientWork = 200'000;         // examples × intents above which one fold must do

/// The examples' features as rows of the weight matrix, read once for all folds.
struct Matrix {
  std::vector<std::uint32_t> hashes;   ///< ascending, one a row
  std::vector<std::uint32_t> counts;   ///< examples that have it
  std::vector<std::uint32_t> rows;     ///< of all examples, one after the other
  std::vector<FeatureGroup> groups;
  std::vector<std::size_t> begin{0};   ///< of each example in `rows`, and the end
  std::vector<std::uint32_t> words;    ///< features of each example that tell whether it is known, learnt or not
  std::size_t min_count = 1;
};

/// Weights while they are learnt: rows × stride, and how salient the rows are in what they learn from.
struct Weights {
  std::size_t width = 0, stride = 0;
  std::vector<std::uint8_t> salience;
  std::vector<float> values;           ///< of the matrix's cells under this salience
  std::vector<float> rows, bias, squares;
  float bias_square = 0;
};

/// Hashes and a number for each, in open addressing: counting features is half of reading them.
class HashCounts {
 public:
  std::uint32_t &operator[](std::uint32_t hash) {
    if ((used_ + 1) * 2 > slots_.size()) grow();
    Slot &slot = find(hash);
    if (!slot.taken) {
      slot = {hash, 0, true};
      ++used_;
    }
    return slot.number;
  }
  template <class Visit>
  void each(Visit visit) const {
    for (const Slot &slot : slots_) {
      if (slot.taken) visit(slot.hash, slot.number);
    }
  }

 private:
  struct Slot {
    std::uint32_t hash = 0, number = 0;
    bool taken = false;
  };
  Slot &find(std::uint32_t hash) {
    std::size_t at = hash & (slots_.size() - 1);
    while (slots_[at].taken && slots_[at].hash != hash) at = (at + 1) & (slots_.size() - 1);
    return slots_[at];
  }
  void grow() {
    std::vector<Slot> old(slots_.size() * 2);
    old.swap(slots_);
    for (const Slot &slot : old) {
      if (slot.taken) find(slot.hash) = slot;
    }
  }

  std::vector<Slot> slots_ = std::vector<Slot>(1 << 12);
  std::size_t used_ = 0;
};

Matrix read_features(const std::vector<LabelledText> &examples, std::size_t min_count) {
  Matrix matrix;
  matrix.min_count = min_count;
  std::vector<Feature> all;
  std::vector<std::size_t> ends;
  HashCounts numbers;
  FeatureSet features;
  for (const LabelledText &example : examples) {
    extract_features(example.text, features);
    matrix.words.push_back(0);
    for (const Feature &feature : features.items()) {
      ++numbers[feature.hash];
      matrix.words.back() += counts_as_known(feature.group);
    }
    all.insert(all.end(), features.items().begin(), features.items().end());
    ends.push_back(all.size());
  }
  std::vector<std::pair<std::uint32_t, std::uint32_t>> kept;
  numbers.each([&](std::uint32_t hash, std::uint32_t count) {
    if (count >= min_count) kept.emplace_back(hash, count);
  });
  std::sort(kept.begin(), kept.end());
  HashCounts row_of;  // plus one
  for (const auto &[hash, count] : kept) {
    matrix.hashes.push_back(hash);
    matrix.counts.push_back(count);
    row_of[hash] = static_cast<std::uint32_t>(matrix.hashes.size());
  }
  std::size_t next = 0;
  for (const std::size_t end : ends) {
    for (; next < end; ++next) {
      if (numbers[all[next].hash] < min_count) continue;
      matrix.rows.push_back(row_of[all[next].hash] - 1);
      matrix.groups.push_back(all[next].group);
    }
    matrix.begin.push_back(matrix.rows.size());
  }
  return matrix;
}

/// log() that gives the same bits with every libm; of positive numbers.
double log_fixed(double x) {
  int power = 0;
  const double part = std::frexp(x, &power);  // 0.5 to 1
  const double z = (part - 0.75) / (part + 0.75), square = z * z;
  const double series = 2 * z * (1 + square * (1.0 / 3 + square * (1.0 / 5 + square * (1.0 / 7 + square * (1.0 / 9 + square / 11)))));
  return series - 0.2876820724517809 + power * 0.6931471805599453;
}

/// How little the intents that have a feature are spread: 255 where one has it, near 0 where all do alike. Never 0.
class Salience {
 public:
  Salience(const std::vector<LabelledText> &examples, const std::vector<std::uint32_t> &order, std::size_t width) : share_(width), of_(width) {
    for (const std::uint32_t i : order) share_[examples[i].label] += 1;
    for (double &share : share_) {
      share = 1 / std::max(share, 1.0);
      const double unseen = kUnseen * share;
      rest_ += unseen;
      rest_log_ += unseen * log_fixed(unseen);
    }
  }
  void count(std::uint16_t label) {
    if (of_[label]++ == 0) seen_.push_back(label);
  }
  /// Of what was counted, which it forgets.
  std::uint8_t take() {
    double sum = rest_, logs = rest_log_;
    for (const std::uint16_t label : seen_) {
      const double unseen = kUnseen * share_[label], now = unseen + of_[label] * share_[label];
      sum += now - unseen;
      logs += now * log_fixed(now) - unseen * log_fixed(unseen);
      of_[label] = 0;
    }
    seen_.clear();
    const double spread = (log_fixed(sum) - logs / sum) / log_fixed(static_cast<double>(std::max<std::size_t>(share_.size(), 2)));
    return static_cast<std::uint8_t>(std::clamp(255 * (1 - spread), 1.0, 255.0));
  }

 private:
  static constexpr double kUnseen = 0.05;  // of an example, for every intent
  std::vector<double> share_;
  std::vector<std::uint32_t> of_;
  std::vector<std::uint16_t> seen_;
  double rest_ = 0, rest_log_ = 0;
};

std::vector<std::uint8_t> read_salience(const Matrix &matrix, const std::vector<LabelledText> &examples, const std::vector<std::uint32_t> &order, std::size_t width) {
  std::vector<std::size_t> next(matrix.hashes.size() + 1);  // the labels of each row's examples, row after row
  for (std::size_t row = 0; row < matrix.hashes.size(); ++row) next[row + 1] = next[row] + matrix.counts[row];
  std::vector<std::size_t> begin = next;
  std::vector<std::uint16_t> labels(matrix.rows.size());
  for (const std::uint32_t i : order) {
    for (std::size_t k = matrix.begin[i]; k < matrix.begin[i + 1]; ++k) labels[next[matrix.rows[k]]++] = examples[i].label;
  }
  Salience salience(examples, order, width);
  std::vector<std::uint8_t> all;
  for (std::size_t row = 0; row < matrix.hashes.size(); ++row) {
    for (std::size_t k = begin[row]; k < next[row]; ++k) salience.count(labels[k]);
    const std::uint8_t found = salience.take();
    all.push_back(next[row] - begin[row] < matrix.min_count ? 0 : found);  // not known, were this all there is
  }
  return all;
}

/// The cells of the matrix: salience, each group of an example scaled to its length.
std::vector<float> read_values(const Matrix &matrix, const std::vector<std::uint8_t> &salience, const GroupLengths &lengths) {
  std::vector<float> values(matrix.rows.size());
  for (std::size_t i = 0; i + 1 < matrix.begin.size(); ++i) {
    GroupLengths factor{};
    for (std::size_t k = matrix.begin[i]; k < matrix.begin[i + 1]; ++k) {
      values[k] = static_cast<float>(salience[matrix.rows[k]]);
      factor[static_cast<std::size_t>(matrix.groups[k])] += values[k] * values[k];
    }
    for (std::size_t g = 0; g < factor.size(); ++g) factor[g] = factor[g] > 0 ? lengths[g] / std::sqrt(factor[g]) : 0;
    for (std::size_t k = matrix.begin[i]; k < matrix.begin[i + 1]; ++k) values[k] *= factor[static_cast<std::size_t>(matrix.groups[k])];
  }
  return values;
}

void scores_of(const Matrix &matrix, const Weights &weights, std::size_t example, std::vector<float> &scores) {
  scores = weights.bias;
  float *const out = scores.data();
  const std::size_t stride = weights.stride;
  for (std::size_t k = matrix.begin[example]; k < matrix.begin[example + 1]; ++k) {
    const float *row = weights.rows.data() + matrix.rows[k] * stride;
    const float value = weights.values[k];
    for (std::size_t c = 0; c < stride; ++c) out[c] += value * row[c];
  }
  scores.resize(weights.width);
}

void to_probabilities(std::vector<float> &scores, float temperature) {
  const float top = *std::max_element(scores.begin(), scores.end());
  float sum = 0;
  for (float &score : scores) sum += score = exp_fixed((score - top) / temperature);
  for (float &score : scores) score /= sum;
}

/// One step of AdaGrad with one accumulator a row. Most intents have next to no part in an error: they are left alone.
class Step {
 public:
  Step(const Matrix &matrix, Weights &weights) : matrix_(matrix), weights_(weights) {}

  void take(std::size_t example, std::vector<float> &gradient, float rate) {
    const float square = find_parts(gradient);
    if (parts_.empty()) return;
    weights_.bias_square += square;
    const float bias_step = 0.1F * rate / std::sqrt(weights_.bias_square + 1);
    for (const std::uint32_t c : parts_) weights_.bias[c] -= bias_step * gradient[c];
    const bool few = parts_.size() * 5 < weights_.width;
    gradient.resize(weights_.stride);
    for (std::size_t k = matrix_.begin[example]; k < matrix_.begin[example + 1]; ++k) {
      const float value = weights_.values[k];
      float &seen = weights_.squares[matrix_.rows[k]];
      seen += value * value * square;
      const float step = rate * value / std::sqrt(seen + 1e-3F);
      float *row = weights_.rows.data() + matrix_.rows[k] * weights_.stride;
      const float *g = gradient.data();
      if (few) {
        for (const std::uint32_t c : parts_) row[c] -= step * g[c];
      } else {
        for (std::size_t c = 0; c < weights_.stride; ++c) row[c] -= step * g[c];
      }
    }
  }

 private:
  float find_parts(std::vector<float> &gradient) {
    constexpr float kNothing = 1e-3F;
    parts_.clear();
    float square = 0;
    for (std::uint32_t c = 0; c < gradient.size(); ++c) {
      if (std::fabs(gradient[c]) < kNothing) {
        gradient[c] = 0;
        continue;
      }
      parts_.push_back(c);
      square += gradient[c] * gradient[c];
    }
    return square;
  }

  const Matrix &matrix_;
  Weights &weights_;
  std::vector<std::uint32_t> parts_;
};

void shuffle(std::vector<std::uint32_t> &order, base::Random &random) {
  for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random.next() % i]);
}

Weights fit(const Matrix &matrix, const std::vector<LabelledText> &examples, std::vector<std::uint32_t> order, std::size_t width,
            const TrainingOptions &options) {
  Weights weights;
  weights.width = width;
  weights.stride = (width + 3) / 4 * 4;
  weights.salience = options.salient ? read_salience(matrix, examples, order, width) : std::vector<std::uint8_t>(matrix.hashes.size(), 1);
  weights.values = read_values(matrix, weights.salience, options.lengths);
  weights.rows.resize(matrix.hashes.size() * weights.stride);
  weights.bias.resize(weights.stride);
  weights.squares.resize(matrix.hashes.size());
  Step step(matrix, weights);
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
      step.take(example, gradient, rate);
    }
    for (float &weight : weights.rows) weight *= 1 - options.decay;
  }
  return weights;
}

/// Scores of held-out examples, and which they are.
struct Trials {
  std::vector<std::size_t> examples;
  std::vector<std::vector<float>> scores;
  std::vector<float> known;  ///< how much of each its model had seen
};

float known_of(const Matrix &matrix, const Weights &weights, std::size_t example) {
  std::size_t known = 0;
  for (std::size_t k = matrix.begin[example]; k < matrix.begin[example + 1]; ++k) {
    known += counts_as_known(matrix.groups[k]) && weights.salience[matrix.rows[k]] > 0;
  }
  return matrix.words[example] == 0 ? 0 : static_cast<float>(known) / static_cast<float>(matrix.words[example]);
}

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
  for (std::size_t fold = 0; fold < std::min(options.folds, options.folds_judged); ++fold) {
    std::vector<std::uint32_t> rest;
    for (std::uint32_t i = 0; i < examples.size(); ++i) {
      if (fold_of[i] != fold && !examples[i].echo) rest.push_back(i);
    }
    const Weights weights = fit(matrix, examples, rest, width, options);
    for (const std::uint32_t i : candidates) {
      if (fold_of[i] != fold) continue;
      trials.examples.push_back(i);
      scores_of(matrix, weights, i, trials.scores.emplace_back());
      trials.known.push_back(known_of(matrix, weights, i));
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

/// The gate that lets in as much of the held-out examples as should be. Few strangers are taught and many come, so those that
/// were held out stand for a fifth of all that is said.
ScopeGate fit_gate(const Trials &trials, const std::vector<LabelledText> &examples, std::uint16_t stranger) {
  constexpr float kStrangersSay = 0.25F;  // of what others say
  ScopeGate gate{true, 0};
  std::vector<float> leads;
  float ours = 0, strange = 0;
  for (std::size_t i = 0; i < trials.examples.size(); ++i) {
    std::vector<float> scores = trials.scores[i];
    const float outside = std::exchange(scores[stranger], -1e9F);
    leads.push_back(*std::max_element(scores.begin(), scores.end()) - outside);
    (examples[trials.examples[i]].label == stranger ? strange : ours) += 1;
  }
  const float weight = strange > 0 ? std::max(1.0F, kStrangersSay * ours / strange) : 1;
  float low = -6, high = 6;
  for (int round = 0; round < 20; ++round) {
    gate.offset = (low + high) / 2;
    float inside = 0;
    for (std::size_t i = 0; i < leads.size(); ++i) {
      const bool is_strange = examples[trials.examples[i]].label == stranger;
      inside += (is_strange ? weight : 1) * gate.inside(leads[i], trials.known[i]);
    }
    (inside > ours ? high : low) = gate.offset;
  }
  return gate;
}

std::vector<HeldOut> judge(const Trials &trials, float temperature, bool unspoken) {
  std::vector<HeldOut> judged;
  for (std::size_t i = 0; i < trials.examples.size(); ++i) {
    std::vector<float> scores = trials.scores[i];
    to_probabilities(scores, temperature);
    if (unspoken) spread_last(scores);
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
    for (std::size_t c = 0; c < weights.width; ++c) square += weights.rows[row * weights.stride + c] * weights.rows[row * weights.stride + c];
    ranked.emplace_back(-square * static_cast<float>(matrix.counts[row]), row);
  }
  std::sort(ranked.begin(), ranked.end());
  ranked.resize(std::min(ranked.size(), limit));
  std::vector<std::uint32_t> rows;
  for (const auto &[weight, row] : ranked) rows.push_back(row);
  std::sort(rows.begin(), rows.end());
  return rows;
}

/// The matrix of these rows alone.
Matrix keep_rows(const Matrix &matrix, const std::vector<std::uint32_t> &rows) {
  constexpr std::uint32_t kGone = ~std::uint32_t{0};
  Matrix kept;
  kept.words = matrix.words;
  std::vector<std::uint32_t> number(matrix.hashes.size(), kGone);
  for (const std::uint32_t row : rows) {
    number[row] = static_cast<std::uint32_t>(kept.hashes.size());
    kept.hashes.push_back(matrix.hashes[row]);
    kept.counts.push_back(matrix.counts[row]);
  }
  for (std::size_t i = 0; i + 1 < matrix.begin.size(); ++i) {
    for (std::size_t k = matrix.begin[i]; k < matrix.begin[i + 1]; ++k) {
      if (number[matrix.rows[k]] == kGone) continue;
      kept.rows.push_back(number[matrix.rows[k]]);
      kept.groups.push_back(matrix.groups[k]);
    }
    kept.begin.push_back(kept.rows.size());
  }
  return kept;
}

/// int8 weights with one scale a row.
void quantise(const Matrix &matrix, const Weights &weights, std::size_t limit, LinearIntents &model) {
  model.bias.assign(weights.bias.begin(), weights.bias.begin() + static_cast<std::ptrdiff_t>(weights.width));
  for (const std::uint32_t row : weightiest_rows(matrix, weights, limit)) {
    const float *from = weights.rows.data() + row * weights.stride;
    float largest = 1e-9F;
    for (std::size_t c = 0; c < weights.width; ++c) largest = std::max(largest, std::fabs(from[c]));
    const float scale = largest / 127;
    model.hashes.push_back(matrix.hashes[row]);
    model.salience.push_back(weights.salience[row]);
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
  trained.model.lengths = options.lengths;
  trained.model.unspoken = options.unspoken;
  const Matrix matrix = read_features(examples, options.min_count);
  if (options.folds > 1) {
    const Trials trials = cross_validate(matrix, examples, width, options);
    trained.model.temperature = fit_temperature(trials, examples);
    const auto stranger = std::find(trained.model.names.begin(), trained.model.names.end(), kStrangers);
    if (options.gated && stranger != trained.model.names.end()) {
      trained.model.gate = fit_gate(trials, examples, static_cast<std::uint16_t>(stranger - trained.model.names.begin()));
    }
    trained.held_out = judge(trials, trained.model.temperature, options.unspoken);
    const auto right = std::count_if(trained.held_out.begin(), trained.held_out.end(), [&](const HeldOut &h) { return examples[h.example].label == h.guess; });
    trained.model.held_out_accuracy = trained.held_out.empty() ? 0 : static_cast<float>(right) / static_cast<float>(trained.held_out.size());
  }
  std::vector<std::uint32_t> order(examples.size());
  std::iota(order.begin(), order.end(), 0U);
  Weights weights = fit(matrix, examples, order, width, options);
  if (!options.refit || matrix.hashes.size() <= options.max_rows) {
    quantise(matrix, weights, options.max_rows, trained.model);
    return trained;
  }
  const Matrix kept = keep_rows(matrix, weightiest_rows(matrix, weights, options.max_rows));
  weights = fit(kept, examples, std::move(order), width, options);
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
  TrainingOptions options;
  options.seed = seed;
  options.gated = true;
  options.min_count = examples.size() > 8000 ? 3 : examples.size() > 3000 ? 2 : 1;
  options.folds_judged = examples.size() * names.size() > kPatientWork ? 1 : 5;
  options.max_rows = std::min(options.max_rows, kMaxModelWeights / names.size());
  return IntentModel(std::make_unique<Impl>(Impl{train_intents(std::move(names), texts, options).model}));
}

}  // namespace callwell::nlu
