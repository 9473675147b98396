#include "nlu/evaluation.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace callwell::nlu {

namespace {

constexpr std::size_t kBins = 15, kShown = 20, kMatrix = 40;
constexpr std::array<double, 9> kThresholds{0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99};

double ratio(double part, double whole) { return whole > 0 ? part / whole : 0; }
bool right(const Judged &judged) { return judged.expected == judged.got; }

class Bins {
 public:
  void add(const Judged &judged) {
    auto &bin = bins_[std::min(kBins - 1, static_cast<std::size_t>(std::max(0.0F, judged.confidence) * kBins))];
    bin[0] += 1;
    bin[1] += static_cast<double>(judged.confidence);
    bin[2] += right(judged) ? 1 : 0;
    ++count_;
    right_ += right(judged) ? 1 : 0;
  }

  /// Its expected calibration error: the gap between confidence and truth, weighted by how often.
  double error() const {
    double gap = 0;
    for (const auto &bin : bins_) gap += std::abs(bin[1] - bin[2]);
    return ratio(gap, static_cast<double>(count_));
  }
  Share share(std::string name) const { return {std::move(name), count_, ratio(static_cast<double>(right_), static_cast<double>(count_)), error()}; }

  std::vector<ReliabilityBin> reliability() const {
    std::vector<ReliabilityBin> out;
    for (std::size_t i = 0; i < kBins; ++i) {
      const auto &[count, confidence, truth] = bins_[i];
      if (count > 0) out.push_back({static_cast<double>(i) / kBins, static_cast<double>(i + 1) / kBins, static_cast<std::size_t>(count), confidence / count, truth / count});
    }
    return out;
  }

 private:
  std::array<std::array<double, 3>, kBins> bins_{};  ///< how many, the sum of confidences, how many right
  std::size_t count_ = 0, right_ = 0;
};

void score_shares(const std::vector<Judged> &judged, Evaluation &out) {
  Bins all;
  std::map<std::string, Bins> languages;
  for (const Judged &one : judged) {
    all.add(one);
    languages[one.language].add(one);
  }
  out.all = all.share("all");
  out.reliability = all.reliability();
  for (const auto &[language, bins] : languages) out.languages.push_back(bins.share(language));
}

void score_intents(const std::vector<Judged> &judged, Evaluation &out) {
  struct Counts { double expected = 0, got = 0, both = 0; };
  std::map<std::string, Counts> intents;
  for (const Judged &one : judged) {
    intents[one.expected].expected += 1;
    intents[one.got].got += 1;
    intents[one.expected].both += right(one) ? 1 : 0;
  }
  double sum = 0, taught = 0;
  for (const auto &[intent, counts] : intents) {
    const double precision = ratio(counts.both, counts.got), recall = ratio(counts.both, counts.expected);
    const double f1 = ratio(2 * precision * recall, precision + recall);
    out.intents.push_back({intent, static_cast<std::size_t>(counts.expected), precision, recall, f1});
    if (counts.expected > 0) sum += f1, taught += 1;  // of what occurs in the examples
  }
  out.macro_f1 = ratio(sum, taught);
}

void list_confusions(const std::vector<Judged> &judged, Evaluation &out) {
  std::map<std::pair<std::string, std::string>, Confusion> pairs;
  for (const Judged &one : judged) {
    if (right(one)) continue;
    Confusion &confusion = pairs[{one.expected, one.got}];
    if (confusion.count++ == 0) confusion = {one.expected, one.got, 1, one.text};
  }
  for (auto &[pair, confusion] : pairs) out.confusions.push_back(std::move(confusion));
  std::stable_sort(out.confusions.begin(), out.confusions.end(), [](const Confusion &a, const Confusion &b) { return a.count > b.count; });
  out.confusions.resize(std::min(out.confusions.size(), kShown));
}

void list_worst(const std::vector<Judged> &judged, Evaluation &out) {
  std::copy_if(judged.begin(), judged.end(), std::back_inserter(out.worst), [](const Judged &one) { return !right(one); });
  std::stable_sort(out.worst.begin(), out.worst.end(), [](const Judged &a, const Judged &b) { return a.confidence > b.confidence; });
  out.worst.resize(std::min(out.worst.size(), kShown));
}

void score_coverage(const std::vector<Judged> &judged, Evaluation &out) {
  for (const double threshold : kThresholds) {
    double answered = 0, truth = 0;
    for (const Judged &one : judged) {
      if (one.confidence < static_cast<float>(threshold)) continue;
      answered += 1;
      truth += right(one) ? 1 : 0;
    }
    out.coverage.push_back({threshold, ratio(answered, static_cast<double>(judged.size())), ratio(truth, answered)});
  }
}

void fill_matrix(const std::vector<Judged> &judged, Evaluation &out) {
  std::vector<const IntentScore *> frequent;
  for (const IntentScore &intent : out.intents) {
    if (intent.examples > 0) frequent.push_back(&intent);
  }
  std::stable_sort(frequent.begin(), frequent.end(), [](const IntentScore *a, const IntentScore *b) { return a->examples > b->examples; });
  frequent.resize(std::min(frequent.size(), kMatrix));
  std::map<std::string, std::size_t> index;
  for (const IntentScore *intent : frequent) out.matrix_intents.push_back(intent->intent);
  std::sort(out.matrix_intents.begin(), out.matrix_intents.end());
  for (const std::string &intent : out.matrix_intents) index.emplace(intent, index.size());
  out.matrix.assign(index.size(), std::vector<std::size_t>(index.size() + 1));
  for (const Judged &one : judged) {
    const auto row = index.find(one.expected), column = index.find(one.got);
    if (row != index.end()) ++out.matrix[row->second][column == index.end() ? index.size() : column->second];
  }
}

}  // namespace

Evaluation evaluate(const std::vector<Judged> &judged) {
  Evaluation out;
  score_shares(judged, out);
  score_intents(judged, out);
  list_confusions(judged, out);
  list_worst(judged, out);
  score_coverage(judged, out);
  fill_matrix(judged, out);
  return out;
}

}  // namespace callwell::nlu
