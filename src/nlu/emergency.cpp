// Emergency detection, before anything else is understood: a model over words and the ideas behind them, trained at build time
// on emergency.jsonl and grammar_emergency.txt. Missing one is worse than asking once too often. A long message is also read in
// stretches, because a red flag said at its end is not to drown in what was said before.
#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "nlu/emergency_features.hpp"
#include "nlu/signals.hpp"
#include "nlu/signals_models.hpp"

namespace callwell::nlu {

namespace {

constexpr float kFlagAt = 0.08F;    // chosen for recall on sentences that nothing was learnt from
// What remains of a suspicion that rests on words alone, with no idea of danger said: names, numbers and idle talk look like anything.
constexpr float kGroundless = 0.25F;
constexpr float kNamedAt = 0.05F;  // below it no class is named
constexpr float kSureAlone = 0.97F;  // of a stretch of a long message, for it to stand for the whole
constexpr std::size_t kLong = 24, kStretch = 12, kStep = 3, kMaxWords = 400;  // words

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

Emergency judge(std::string_view text) {
  FeatureSet features;
  const EmergencyGround ground = read_emergency_features(text, features);
  if (ground.words == 0) return {};
  Emergency found = judge(features);
  found.danger = ground.danger;
  if (!ground.danger) {
    found.confidence *= kGroundless;
    found.flag = found.confidence >= kFlagAt;
  }
  return found;
}

bool blank(char c) { return c == ' ' || c == '\n' || c == '\t'; }

/// Where the words of `text` begin, and its end.
std::vector<std::size_t> word_starts(std::string_view text) {
  std::vector<std::size_t> starts;
  for (std::size_t i = 0; i < text.size() && starts.size() < kMaxWords; ++i) {
    if (!blank(text[i]) && (i == 0 || blank(text[i - 1]))) starts.push_back(i);
  }
  starts.push_back(text.size());
  return starts;
}

}  // namespace

Emergency detect_emergency(std::string_view text) {
  Emergency found = judge(text);
  const std::vector<std::size_t> starts = word_starts(text);
  const std::size_t words = starts.size() - 1;
  if (words <= kLong || found.confidence >= kSureAlone) return found;
  for (std::size_t first = 0; first < words; first += kStep) {
    const std::size_t last = std::min(first + kStretch, words);
    Emergency part = judge(text.substr(starts[first], starts[last] - starts[first]));
    if (part.confidence >= kSureAlone && part.confidence > found.confidence) found = std::move(part);
    if (last == words) break;
  }
  return found;
}

}  // namespace callwell::nlu
