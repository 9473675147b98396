#include "nlu/intents_calibrate.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "nlu/intents_fit.hpp"

namespace callwell::nlu {

namespace {

/// A held-out text's best confidence, and whether it was right.
struct Outcome { float confidence = 0; bool right = false; };

std::vector<Outcome> outcomes_of(const Trials &trials, const std::vector<LabelledText> &examples, float temperature, bool unspoken) {
  std::vector<Outcome> outcomes;
  for (std::size_t i = 0; i < trials.examples.size(); ++i) {
    std::vector<float> scores = trials.scores[i];
    to_probabilities(scores, temperature);
    if (unspoken) spread_last(scores);
    const auto top = std::max_element(scores.begin(), scores.end());
    outcomes.push_back({*top, examples[trials.examples[i]].label == top - scores.begin()});
  }
  return outcomes;
}

/// By Newton's steps on the likelihood of what happened.
Trust fit_trust_to(const std::vector<Outcome> &outcomes) {
  constexpr double kTies = 20;  // as many doubtful texts draw towards the identity
  constexpr int kSteps = 25;
  std::array<double, 3> map{1, 1, 0};
  for (int step = 0; step < kSteps; ++step) {
    std::array<std::array<double, 4>, 3> rows{};  // the curvature, and the slope after it
    for (std::size_t i = 0; i < 3; ++i) {
      rows[i][i] = kTies;
      rows[i][3] = kTies * ((i < 2 ? 1 : 0) - map[i]);
    }
    for (const Outcome &outcome : outcomes) {
      const float sure = std::clamp(outcome.confidence, 1e-6F, 1 - 1e-6F);
      const std::array<double, 3> x{static_cast<double>(log_fixed(sure)), -static_cast<double>(log_fixed(1 - sure)), 1};
      const double odds = map[0] * x[0] + map[1] * x[1] + map[2];
      const double due = 1 / (1 + static_cast<double>(exp_fixed(static_cast<float>(-odds)))), miss = (outcome.right ? 1 : 0) - due;
      for (std::size_t i = 0; i < 3; ++i) {
        for (std::size_t j = 0; j < 3; ++j) rows[i][j] += due * (1 - due) * x[i] * x[j];
        rows[i][3] += miss * x[i];
      }
    }
    for (std::size_t i = 0; i < 3; ++i) {  // the ties keep every pivot above zero
      for (std::size_t r = 0; r < 3; ++r) {
        const double share = r == i ? 0 : rows[r][i] / rows[i][i];
        for (std::size_t c = i; c < 4; ++c) rows[r][c] -= share * rows[i][c];
      }
    }
    for (std::size_t i = 0; i < 3; ++i) map[i] += std::clamp(rows[i][3] / rows[i][i], -1.0, 1.0);
  }
  return {static_cast<float>(std::max(map[0], 0.1)), static_cast<float>(std::max(map[1], 0.1)), static_cast<float>(map[2])};
}

}  // namespace

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
    const double away = static_cast<double>(temperature - 1 / temperature);
    loss += away * away / 2;  // few examples, all of them told rightly, do not yet prove that it may be sure
    if (loss < least) {
      least = loss;
      best = temperature;
    }
  }
  return best;
}

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

Trust fit_trust(const Trials &trials, const std::vector<LabelledText> &examples, float temperature, bool unspoken) {
  return fit_trust_to(outcomes_of(trials, examples, temperature, unspoken));
}

}  // namespace callwell::nlu
