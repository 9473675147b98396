#include "nlu/intents_matrix.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace callwell::nlu {

namespace {

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

}  // namespace

FeatureMatrix read_features(const std::vector<LabelledText> &examples, const TrainingOptions &options) {
  FeatureMatrix matrix;
  const std::size_t min_count = matrix.min_count = options.min_count;
  std::vector<Feature> all;
  std::vector<std::size_t> ends;
  HashCounts numbers;
  FeatureSet features;
  for (const LabelledText &example : examples) {
    options.extract(example.text, features);
    matrix.words.push_back(0);
    for (const Feature &feature : features.items()) {
      if (options.lengths[static_cast<std::size_t>(feature.group)] == 0) continue;
      ++numbers[feature.hash];
      matrix.words.back() += counts_as_known(feature.group);
      all.push_back(feature);
    }
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

FeatureMatrix keep_rows(const FeatureMatrix &matrix, const std::vector<std::uint32_t> &rows) {
  constexpr std::uint32_t kGone = ~std::uint32_t{0};
  FeatureMatrix kept;
  kept.words = matrix.words;
  kept.min_count = matrix.min_count;
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

std::vector<std::uint8_t> read_salience(const FeatureMatrix &matrix, const std::vector<LabelledText> &examples, const std::vector<std::uint32_t> &order, std::size_t width) {
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

std::vector<float> read_values(const FeatureMatrix &matrix, const std::vector<std::uint8_t> &salience, const GroupLengths &lengths) {
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

}  // namespace callwell::nlu
