#include "nlu/intents_fit.hpp"

#include <algorithm>
#include <cmath>

#include "base/ids.hpp"

namespace callwell::nlu {

namespace {

// Wider registers where the machine has them: every sum below is of fixed lanes, so that it comes out the same with either.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define CALLWELL_WIDE __attribute__((target_clones("avx2", "default")))
#else
#define CALLWELL_WIDE
#endif

constexpr std::size_t kLanes = 16;

CALLWELL_WIDE void add_scaled(float *to, const float *from, float by, std::size_t size) {
  for (std::size_t i = 0; i < size; i += kLanes) {
    for (std::size_t lane = 0; lane < kLanes; ++lane) to[i + lane] += by * from[i + lane];
  }
}

CALLWELL_WIDE float product(const float *a, const float *b, std::size_t size) {
  float sums[kLanes] = {};
  for (std::size_t i = 0; i < size; i += kLanes) {
    for (std::size_t lane = 0; lane < kLanes; ++lane) sums[lane] += a[i + lane] * b[i + lane];
  }
  float sum = 0;
  for (const float lane : sums) sum += lane;
  return sum;
}

/// A cell of the matrix: the row of weights it meets, and how much of it.
struct Cell {
  std::uint32_t row;
  float value;
};

/// Draws of one in `limit` parts of 65536, four from each number of the generator.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : random_(seed) {}
  std::uint64_t next() { return random_.next(); }
  std::uint32_t part() {
    if (left_ == 0) {
      bits_ = random_.next();
      left_ = 4;
    }
    const auto drawn = static_cast<std::uint32_t>(bits_ & 0xFFFFU);
    bits_ >>= 16;
    --left_;
    return drawn;
  }
  bool chance(float share) { return static_cast<float>(part()) < share * 65536.0F; }
  /// Between -1 and 1.
  float spread() { return (static_cast<float>(part()) - 32767.5F) / 32767.5F; }

 private:
  base::Random random_;
  std::uint64_t bits_ = 0;
  int left_ = 0;
};

/// What was learnt of each row before: its steps grow shorter.
struct Steps {
  std::vector<float> rows, out;
  float bias = 0, out_bias = 0;
};

/// Most intents have next to no part in an error: they are left alone. Those that have, and the sum of their squares.
float find_parts(std::vector<float> &error, std::vector<std::uint32_t> &parts) {
  constexpr float kNothing = 1e-3F;
  parts.clear();
  float square = 0;
  for (std::uint32_t c = 0; c < error.size(); ++c) {
    if (std::fabs(error[c]) < kNothing) {
      error[c] = 0;
      continue;
    }
    parts.push_back(c);
    square += error[c] * error[c];
  }
  return square;
}

class Learner {
 public:
  Learner(LearntWeights &weights, const TrainingOptions &options, std::size_t features) : weights_(weights), options_(options), dice_(options.seed) {
    steps_.rows.resize(features);
    weights_.rows.resize(features * weights_.stride);
    weights_.bias.resize(weights_.stride);
    if (!weights_.hidden) return;
    steps_.out.resize(weights_.names);
    weights_.out.resize(weights_.names * weights_.stride);
    weights_.out_bias.resize(weights_.names);
    const float scale = std::sqrt(3.0F / static_cast<float>(weights_.units));
    scatter(weights_.rows, kFirstScale * scale);
    scatter(weights_.out, scale);
  }

  Dice &dice() { return dice_; }

  void learn(const FeatureMatrix &matrix, const LabelledText &example, std::size_t index, float rate) {
    keep_some(matrix, index);
    units_ = weights_.bias;
    for (const Cell &cell : cells_) add_scaled(units_.data(), &weights_.rows[cell.row * weights_.stride], cell.value, weights_.stride);
    if (weights_.hidden) {
      activate();
      error_ = weights_.out_bias;
      for (std::size_t c = 0; c < error_.size(); ++c) error_[c] += product(&weights_.out[c * weights_.stride], units_.data(), weights_.stride);
    } else {
      error_.assign(units_.begin(), units_.begin() + static_cast<std::ptrdiff_t>(weights_.names));
    }
    to_probabilities(error_, 1);
    error_[example.label] -= 1;
    for (float &e : error_) e *= example.weight;
    const float square = find_parts(error_, parts_);
    if (parts_.empty()) return;
    if (weights_.hidden) {
      correct_out(square, rate);
      correct_rows(slopes_, product(slopes_.data(), slopes_.data(), weights_.stride), rate * options_.rate);
    } else {
      error_.resize(weights_.stride);
      correct_rows(error_, square, rate * options_.rate);
    }
  }

 private:
  static constexpr float kFirstScale = 0.3F, kOutRate = 0.05F;

  void scatter(std::vector<float> &values, float scale) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (i % weights_.stride < weights_.units) values[i] = scale * dice_.spread();
    }
  }

  /// The example's cells; where there is a hidden layer a random part of them, the rest made up for.
  void keep_some(const FeatureMatrix &matrix, std::size_t index) {
    cells_.clear();
    const float dropped = weights_.hidden ? options_.features_dropped : 0;
    for (std::size_t k = matrix.begin[index]; k < matrix.begin[index + 1]; ++k) {
      if (weights_.values[k] == 0 || (dropped > 0 && dice_.chance(dropped))) continue;
      cells_.push_back({matrix.rows[k], weights_.values[k] / (1 - dropped)});
    }
  }

  /// Rectified, some units switched off. Leaves in slopes_ how each unit follows its sum.
  void activate() {
    const float dropped = options_.units_dropped, kept = 1 / (1 - dropped);
    slopes_.assign(weights_.stride, 0);
    for (std::size_t u = 0; u < weights_.units; ++u) {
      const bool on = !dice_.chance(dropped) && units_[u] > 0;
      slopes_[u] = on ? kept : 0;
      units_[u] = on ? units_[u] * kept : 0;
    }
  }

  /// The second layer; slopes_ becomes the error of the units.
  void correct_out(float square, float rate) {
    const float active = product(units_.data(), units_.data(), weights_.stride) / static_cast<float>(weights_.units);
    units_error_.assign(weights_.stride, 0);
    steps_.out_bias += square;
    const float bias_step = 0.1F * rate / std::sqrt(steps_.out_bias + 1);
    for (const std::uint32_t c : parts_) {
      float *row = &weights_.out[c * weights_.stride];
      add_scaled(units_error_.data(), row, error_[c], weights_.stride);
      steps_.out[c] += error_[c] * error_[c] * active;
      add_scaled(row, units_.data(), -kOutRate * rate * error_[c] / std::sqrt(steps_.out[c] + 1e-3F), weights_.stride);
      weights_.out_bias[c] -= bias_step * error_[c];
    }
    for (std::size_t u = 0; u < weights_.stride; ++u) slopes_[u] *= units_error_[u];
  }

  void correct_rows(const std::vector<float> &error, float square, float rate) {
    steps_.bias += square;
    add_scaled(weights_.bias.data(), error.data(), -0.1F * rate / std::sqrt(steps_.bias + 1), weights_.stride);
    const bool few = !weights_.hidden && parts_.size() * 5 < weights_.names;
    for (const Cell &cell : cells_) {
      float &seen = steps_.rows[cell.row];
      seen += cell.value * cell.value * square;
      const float step = -rate * cell.value / std::sqrt(seen + 1e-3F);
      float *row = &weights_.rows[cell.row * weights_.stride];
      if (few) {
        for (const std::uint32_t c : parts_) row[c] += step * error[c];
      } else {
        add_scaled(row, error.data(), step, weights_.stride);
      }
    }
  }

  LearntWeights &weights_;
  const TrainingOptions &options_;
  Steps steps_;
  Dice dice_;
  std::vector<Cell> cells_;
  std::vector<float> units_, slopes_, units_error_, error_;
  std::vector<std::uint32_t> parts_;
};

}  // namespace

LearntWeights fit_weights(const FeatureMatrix &matrix, const std::vector<LabelledText> &examples, std::vector<std::uint32_t> order, std::size_t names,
                          const TrainingOptions &options) {
  LearntWeights weights;
  weights.names = names;
  weights.hidden = options.hidden > 0;
  weights.units = weights.hidden ? options.hidden : names;
  weights.stride = (weights.units + kLanes - 1) / kLanes * kLanes;
  weights.salience = options.salient ? read_salience(matrix, examples, order, names) : std::vector<std::uint8_t>(matrix.hashes.size(), 1);
  weights.values = read_values(matrix, weights.salience, options.lengths);
  Learner learner(weights, options, matrix.hashes.size());
  for (std::size_t epoch = 0; epoch < options.epochs; ++epoch) {
    shuffle(order, learner.dice());
    const float rate = 1 - static_cast<float>(epoch) / static_cast<float>(options.epochs);
    for (const std::uint32_t example : order) learner.learn(matrix, examples[example], example, rate);
    if (options.decay == 0) continue;
    for (float &weight : weights.rows) weight *= 1 - options.decay;
  }
  return weights;
}

void scores_of(const FeatureMatrix &matrix, const LearntWeights &weights, std::size_t example, std::vector<float> &scores) {
  std::vector<float> units = weights.bias;
  for (std::size_t k = matrix.begin[example]; k < matrix.begin[example + 1]; ++k) {
    add_scaled(units.data(), &weights.rows[matrix.rows[k] * weights.stride], weights.values[k], weights.stride);
  }
  if (!weights.hidden) {
    scores.assign(units.begin(), units.begin() + static_cast<std::ptrdiff_t>(weights.names));
    return;
  }
  for (float &unit : units) unit = std::max(unit, 0.0F);
  scores = weights.out_bias;
  for (std::size_t c = 0; c < scores.size(); ++c) scores[c] += product(&weights.out[c * weights.stride], units.data(), weights.stride);
}

void to_probabilities(std::vector<float> &scores, float temperature) {
  const float top = *std::max_element(scores.begin(), scores.end());
  float sum = 0;
  for (float &score : scores) sum += score = exp_fixed((score - top) / temperature);
  for (float &score : scores) score /= sum;
}

}  // namespace callwell::nlu
