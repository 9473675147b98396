// Emergency detection, before anything else is understood: a model over words and the ideas behind them, trained at build time
// on emergency.jsonl and grammar_emergency.txt. Missing one is worse than asking once too often. A long message is also read in
// stretches, because a red flag said at its end is not to drown in what was said before.
#include <algorithm>
#include <array>

#include "nlu/emergency_features.hpp"
#include "nlu/signals.hpp"
#include "nlu/signals_models.hpp"

namespace callwell::nlu {

namespace {

constexpr float kFlagAt = 0.15F;   // chosen for recall on sentences that nothing was learnt from
constexpr float kNamedAt = 0.05F;  // below it no class is named

/// The emergency model and which of its classes is none.
struct Judge {
  static constexpr std::size_t kMaxClasses = 32;
  const IntentModel &model = emergency_model();
  std::size_t none = static_cast<std::size_t>(std::find(model.names().begin(), model.names().end(), "none") - model.names().begin());
};

Emergency judge(const FeatureSet &features) {
  static const Judge judge;
  std::array<float, Judge::kMaxClasses> all{};
  const std::span<float> confidences(all.data(), judge.model.size());
  judge.model.weigh(features, confidences);
  Emergency found;
  found.confidence = std::clamp(1 - std::exchange(confidences[judge.none], -1.0F), 0.0F, 1.0F);
  found.flag = found.confidence >= kFlagAt;
  const auto likeliest = std::max_element(confidences.begin(), confidences.end()) - confidences.begin();
  if (found.confidence >= kNamedAt) found.kind = judge.model.names()[static_cast<std::size_t>(likeliest)];
  return found;
}

}  // namespace

Emergency detect_emergency(std::string_view text) {
  FeatureSet features;
  return read_emergency_features(text, features) == 0 ? Emergency{} : judge(features);
}

}  // namespace callwell::nlu
