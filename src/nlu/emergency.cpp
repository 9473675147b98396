// Emergency detection, before anything else is understood: a model over what the intents are told by and the ideas of danger behind
// the words, trained at build time on emergency.jsonl and grammar_emergency.txt; what the intent model suspects counts a little too.
// Missing one is worse than asking once too often. A long message is also read in stretches, because a red flag said at its end
// is not to drown in what was said before.
#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "nlu/emergency_features.hpp"
#include "nlu/features.hpp"
#include "nlu/intents_format.hpp"
#include "nlu/signals.hpp"
#include "nlu/signals_models.hpp"

namespace callwell::nlu {

namespace {

constexpr float kFlagAt = 0.11F;     // chosen for recall on sentences that nothing was learnt from
constexpr float kNamedAt = 0.05F;  // below it no class is named
constexpr float kSureAlone = 0.9F;  // of a stretch of a long message, for it to stand for the whole
constexpr std::size_t kLong = 24, kStretch = 12, kStep = 3, kMaxWords = 400;  // words

/// How much the model's log odds count, how much the lower of its own and the intent model's, and what is added; found by
/// cross-validation. A suspicion with no idea of danger said loses most: names, numbers and idle talk look like anything.
constexpr float kOwn = 0.6F, kLower = 0.4F, kGrounded = 0.9F, kGroundless = -0.1F;
/// Of three words or fewer that name no danger ("asap") the model knows next to nothing; but who calls for help means it.
constexpr std::size_t kFew = 3;
constexpr float kFewGroundless = -0.9F, kFewHelp = 0.5F;

/// The emergency model and which of its classes is none.
struct Judge {
  static constexpr std::size_t kMaxClasses = 32;
  const IntentModel &model = emergency_model();
  std::size_t none = static_cast<std::size_t>(std::find(model.names().begin(), model.names().end(), "none") - model.names().begin());
};

float log_odds(float p) {
  const float sure = std::clamp(p, 1e-5F, 1 - 1e-5F);
  return log_fixed(sure / (1 - sure));
}

Emergency judge(const FeatureSet &features, const FeatureSet &ideas) {
  static const Judge judge;
  std::array<float, Judge::kMaxClasses> all{};
  const std::span<float> confidences(all.data(), judge.model.size());
  judge.model.weigh(features, ideas, confidences);
  Emergency found;
  found.confidence = std::clamp(1 - std::exchange(confidences[judge.none], -1.0F), 0.0F, 1.0F);
  const auto likeliest = std::max_element(confidences.begin(), confidences.end()) - confidences.begin();
  found.kind = judge.model.names()[static_cast<std::size_t>(likeliest)];
  return found;
}

/// `suspected` is how far the intent model takes it for an emergency.
Emergency judge(const FeatureSet &features, const FeatureSet &ideas, const EmergencyGround &ground, float suspected) {
  Emergency found = judge(features, ideas);
  found.danger = ground.danger;
  const float own = log_odds(found.confidence);
  const float odds = kOwn * own + kLower * std::min(own, log_odds(suspected)) + (ground.danger ? kGrounded : ground.words > kFew ? kGroundless : ground.help ? kFewHelp : kFewGroundless);
  found.confidence = 1 / (1 + exp_fixed(-odds));
  found.flag = found.confidence >= kFlagAt;
  if (found.confidence < kNamedAt) found.kind.clear();
  return found;
}

/// How far the intent model takes a text for an emergency.
float suspicion(const FeatureSet &features) {
  constexpr std::size_t kMaxIntents = 64;
  static const IntentModel &model = IntentModel::builtin();
  static const auto emergency = static_cast<std::size_t>(std::find(model.names().begin(), model.names().end(), "emergency") - model.names().begin());
  std::array<float, kMaxIntents> confidences{};
  model.weigh(features, std::span(confidences).first(model.size()));
  return confidences[emergency];
}

/// Of a stretch of a long message; one that names no danger stands for nothing.
Emergency judge_stretch(std::string_view text) {
  FeatureSet features, ideas;
  ideas.clear();
  const EmergencyGround ground = read_emergency_ideas(text, ideas);
  if (!ground.danger) return {};
  extract_features(text, features);
  return judge(features, ideas, ground, suspicion(features));
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
  FeatureSet features;
  extract_features(text, features);
  return detect_emergency(text, features, suspicion(features));
}

Emergency detect_emergency(std::string_view text, const FeatureSet &features, float suspected) {
  FeatureSet ideas;
  ideas.clear();
  const EmergencyGround ground = read_emergency_ideas(text, ideas);
  if (ground.words == 0) return {};
  Emergency found = judge(features, ideas, ground, suspected);
  if (!ground.danger || found.confidence >= kSureAlone) return found;
  const std::vector<std::size_t> starts = word_starts(text);
  const std::size_t words = starts.size() - 1;
  if (words <= kLong) return found;
  for (std::size_t first = 0; first < words; first += kStep) {
    const std::size_t last = std::min(first + kStretch, words);
    Emergency part = judge_stretch(text.substr(starts[first], starts[last] - starts[first]));
    if (part.confidence >= kSureAlone && part.confidence > found.confidence) found = std::move(part);
    if (last == words) break;
  }
  return found;
}

}  // namespace callwell::nlu
