#include "nlu/analyzer.hpp"

#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "nlu/entities.hpp"
#include "nlu/features.hpp"
#include "nlu/intents.hpp"
#include "nlu/signals.hpp"
#include "nlu/signals_models.hpp"
#include "nlu/utterance.hpp"

namespace callwell::nlu {

namespace {

constexpr std::string_view kOutOfScope = "out_of_scope", kEmergency = "emergency";
constexpr float kUnfounded = 0.05F;
constexpr float kPlain = 0.5F;      // below, a name that was asked for is a name, whatever its words mean elsewhere: "Gary White"
constexpr float kOverrule = 0.80F;  // from here on the emergency detector's word stands above the intent model's

float confidence_of(const std::vector<ScoredIntent> &intents, std::string_view name) {
  const auto found = std::find_if(intents.begin(), intents.end(), [&](const ScoredIntent &i) { return i.name == name; });
  return found == intents.end() ? 0 : found->confidence;
}

/// Gives the intent "emergency" the detector's confidence; the rest keeps its proportions.
void weigh_emergency(std::vector<ScoredIntent> &intents, float confidence) {
  const float before = confidence_of(intents, kEmergency);
  const float share = before < 1 ? (1 - confidence) / (1 - before) : 0;
  for (ScoredIntent &intent : intents) intent.confidence = intent.name == kEmergency ? confidence : intent.confidence * share;
  std::stable_sort(intents.begin(), intents.end(), [](const ScoredIntent &a, const ScoredIntent &b) { return a.confidence > b.confidence; });
}

/// The last words of a long turn, which comes to its point after its story; nothing where it is short.
std::string_view point_of(const Utterance &utterance) {
  constexpr std::size_t kLong = 24, kPoint = 10;
  std::size_t words = 0;
  for (auto token = utterance.tokens.rbegin(); token != utterance.tokens.rend(); ++token) words += token->kind != Token::Kind::mark;
  if (words < kLong) return {};
  std::size_t left = kPoint;
  auto token = utterance.tokens.rbegin();
  while (left > 0) left -= (token++)->kind != Token::Kind::mark;
  return utterance.text.substr((token - 1)->byte_start);
}

/// What the whole says and what its point says count alike.
std::vector<ScoredIntent> with_point(const Utterance &utterance, std::vector<ScoredIntent> intents) {
  const std::string_view point = point_of(utterance);
  if (point.empty()) return intents;
  const std::vector<ScoredIntent> last = IntentModel::builtin().classify(point);
  float sum = 0;
  for (ScoredIntent &intent : intents) sum += intent.confidence = std::sqrt(intent.confidence * confidence_of(last, intent.name));
  for (ScoredIntent &intent : intents) intent.confidence = sum > 0 ? intent.confidence / sum : 0;
  std::stable_sort(intents.begin(), intents.end(), [](const ScoredIntent &a, const ScoredIntent &b) { return a.confidence > b.confidence; });
  return intents;
}

/// Is the whole text what was asked for: a name to the question for a name, a number to that for a number?
bool only_answers(const Utterance &utterance, const Context &context, const std::vector<Entity> &entities) {
  const auto is_word = [](const Token &token) { return token.kind != Token::Kind::mark; };
  const auto first = std::find_if(utterance.tokens.begin(), utterance.tokens.end(), is_word);
  const auto last = std::find_if(utterance.tokens.rbegin(), utterance.tokens.rend(), is_word);
  if (first == utterance.tokens.end()) return false;
  return std::any_of(entities.begin(), entities.end(), [&](const Entity &entity) {
    return entity_type_key(entity.type) == context.expecting.field && entity.start <= first->start && entity.end >= last->end;
  });
}

}  // namespace

struct Analyzer::Impl {
  std::shared_ptr<const VocabularyIndex> vocabulary;
};

Analyzer::Analyzer(std::vector<VocabularyItem> vocabulary) : impl_(std::make_unique<Impl>(Impl{build_vocabulary(std::move(vocabulary))})) {}
Analyzer::~Analyzer() = default;

Analysis Analyzer::analyze(std::string_view text, const Context &context) const {
  text = text.substr(0, kMaxTextBytes);
  while (!text.empty() && text.size() == kMaxTextBytes && (static_cast<std::uint8_t>(text.back()) & 0xC0) == 0x80) text.remove_suffix(1);
  std::string repaired;
  if (!base::valid_utf8(text)) text = repaired = base::clean_utf8(text, kMaxTextBytes);
  Analysis analysis;
  FeatureSet features;
  extract_features(text, features);
  Utterance utterance = read_utterance(text, Language::en);
  analysis.intents = IntentModel::builtin().classify(features);
  analysis.emergency = detect_emergency(text, features, confidence_of(analysis.intents, kEmergency));
  const LanguageGuess language = detect_language(utterance, features, context.conversation);
  analysis.language = context.language.value_or(language.language);
  analysis.language_confidence = context.language ? 1 : language.confidence;
  utterance.language = analysis.language;
  analysis.entities = extract_entities(utterance, context, *impl_->vocabulary);
  const bool doubtful = !analysis.emergency.danger || analysis.emergency.confidence < kPlain;
  if (analysis.emergency.flag && doubtful && only_answers(utterance, context, analysis.entities)) {
    analysis.emergency = {};  // "Gray" is a name where one was asked for
  }
  analysis.intents = with_point(utterance, std::move(analysis.intents));
  // A red flag is an emergency whatever else is asked for; and without a sign of one the intent is another.
  const bool overruled = analysis.emergency.flag && analysis.emergency.confidence >= kOverrule, unfounded = analysis.emergency.confidence < kUnfounded;
  if (analysis.intents.front().name == kEmergency ? unfounded : overruled) weigh_emergency(analysis.intents, analysis.emergency.confidence);
  analysis.in_scope = analysis.intents.front().name != kOutOfScope;
  Mood mood = read_mood(utterance);
  analysis.sentiment = mood.sentiment;
  analysis.emotion = std::move(mood.emotion);
  return analysis;
}

std::string_view Analyzer::model_hash() { return builtin_models_hash(); }

}  // namespace callwell::nlu
