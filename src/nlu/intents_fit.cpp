#include "nlu/intents_fit.hpp"

#include <algorithm>
#include <bit>
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

/// Chance, drawn for 64 cells or units at a time.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : random_(seed) {}
  std::uint64_t next() { return random_.next(); }
  std::uint64_t three_in_eight() { return next() & (next() | next()); }
  std::uint64_t three_in_four() { return next() | next(); }
  /// Between -1 and 1.
  float spread() { return static_cast<float>(static_cast<std::int64_t>(next()) >> 40) / 8388608.0F; }

 private:
  base::Random random_;
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
    if (square < kLearnt) return;
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
  static constexpr float kLearnt = 3e-4F;  ///< an error whose square is smaller teaches nothing worth its time

  void scatter(std::vector<float> &values, float scale) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (i % weights_.stride < weights_.units) values[i] = scale * dice_.spread();
    }
  }

  /// The example's cells; where there is a hidden layer a random three of eight, as much longer.
  void keep_some(const FeatureMatrix &matrix, std::size_t index) {
    cells_.clear();
    const std::size_t end = matrix.begin[index + 1];
    const float longer = weights_.hidden ? 8.0F / 3 : 1;
    for (std::size_t from = matrix.begin[index]; from < end; from += 64) {
      std::uint64_t kept = weights_.hidden ? dice_.three_in_eight() : ~std::uint64_t{0};
      if (end - from < 64) kept &= (std::uint64_t{1} << (end - from)) - 1;
      for (; kept != 0; kept &= kept - 1) {
        const std::size_t k = from + static_cast<std::size_t>(std::countr_zero(kept));
        if (weights_.values[k] != 0) cells_.push_back({matrix.rows[k], weights_.values[k] * longer});
      }
    }
  }

  /// Rectified, one in four switched off. Leaves in slopes_ how each unit follows its sum.
  void activate() {
    slopes_.assign(weights_.stride, 0);
    std::uint64_t kept = 0;
    for (std::size_t u = 0; u < weights_.stride; ++u, kept >>= 1) {
      if (u % 64 == 0) kept = dice_.three_in_four();
      slopes_[u] = (kept & 1) != 0 && units_[u] > 0 ? 4.0F / 3 : 0;
      units_[u] *= slopes_[u];
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

LearntWeights fit_one(const FeatureMatrix &matrix, const std::vector<LabelledText> &examples, std::vector<std::uint32_t> order, std::size_t names,
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

/// Adds the units of another network of the same size to `all`.
void put_beside(LearntWeights &all, const LearntWeights &other) {
  const auto widen = [&](std::vector<float> &to, const std::vector<float> &from) {
    std::vector<float> both;
    both.reserve(to.size() + from.size());
    for (std::size_t a = 0, b = 0; b < from.size(); a += all.stride, b += other.stride) {
      both.insert(both.end(), to.begin() + static_cast<std::ptrdiff_t>(a), to.begin() + static_cast<std::ptrdiff_t>(a + all.stride));
      both.insert(both.end(), from.begin() + static_cast<std::ptrdiff_t>(b), from.begin() + static_cast<std::ptrdiff_t>(b + other.stride));
    }
    to.swap(both);
  };
  widen(all.rows, other.rows);
  widen(all.bias, other.bias);
  widen(all.out, other.out);
  for (std::size_t c = 0; c < all.names; ++c) all.out_bias[c] += other.out_bias[c];
  all.units = all.stride += other.stride;
}

}  // namespace

LearntWeights fit_weights(const FeatureMatrix &matrix, const std::vector<LabelledText> &examples, const std::vector<std::uint32_t> &order, std::size_t names,
                          const TrainingOptions &options) {
  TrainingOptions member = options;
  LearntWeights all = fit_one(matrix, examples, order, names, member);
  if (options.committee < 2) return all;
  all.units = all.stride;
  for (std::size_t i = 1; i < options.committee; ++i) {
    ++member.seed;
    put_beside(all, fit_one(matrix, examples, order, names, member));
  }
  for (float &weight : all.out) weight /= static_cast<float>(options.committee);
  for (float &bias : all.out_bias) bias /= static_cast<float>(options.committee);
  return all;
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
