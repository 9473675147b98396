// Which language an utterance is in: a trained model of words and letters, held back where the text says too little.
#include <algorithm>
#include <array>
#include <span>

#include "base/text.hpp"
#include "nlu/features.hpp"
#include "nlu/signals.hpp"
#include "nlu/signals_models.hpp"
#include "nlu/utterance.hpp"

namespace callwell::nlu {

namespace {

constexpr std::size_t kWordsRead = 64;
constexpr float kSame = 6;  // a conversation seldom changes its language: odds before a word is read

/// Words of both languages, or of none: they decide nothing.
constexpr std::array<std::string_view, 42> kNeutral{
    "am",   "bye",  "botox", "chat", "check", "click", "combo", "control", "doctor", "email", "er",    "error", "final", "gmail", "gps", "hospital",
    "hotel", "info", "internet", "k", "laser", "link", "local", "menu", "metro", "mm", "no", "normal", "ok", "okay", "oral", "plan",
    "pm",   "sms",  "spa",   "stop", "taxi",  "total", "video", "virus", "web", "whatsapp"};

bool says_something(const Token &token) {
  return token.kind == Token::Kind::word && token.text.size() > 1 && !std::binary_search(kNeutral.begin(), kNeutral.end(), token.text);
}

/// "María Smith": capitals in the middle of a text are names, which belong to no language.
bool is_name(std::span<const Token> tokens, std::size_t i) { return tokens[i].capital && i > 0 && !tokens[i - 1].capital; }

}  // namespace

std::string_view language_key(Language language) { return language == Language::es ? "es" : "en"; }

std::optional<Language> parse_language(std::string_view tag) {
  const std::string primary = base::lower_ascii(tag.substr(0, tag.find_first_of("-_")));
  if (primary == "en") return Language::en;
  if (primary == "es") return Language::es;
  return std::nullopt;
}

LanguageGuess detect_language(std::string_view text, std::optional<Language> previous) {
  FeatureSet features;
  extract_features(text, features);
  return detect_language(read_utterance(text, Language::en), features, previous);
}

LanguageGuess detect_language(const Utterance &utterance, const FeatureSet &features, std::optional<Language> previous) {
  const std::span tokens = std::span(utterance.tokens).first(std::min(utterance.tokens.size(), kWordsRead));
  std::size_t telling = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) telling += says_something(tokens[i]) && !is_name(tokens, i);
  const Language fallback = previous.value_or(Language::en);
  if (telling == 0) return {fallback, previous ? 0.8F : 0.6F};
  std::array<float, 2> confidences;  // of en and es, in the order of the alphabet
  language_model().weigh(features, confidences);
  float english = std::clamp(confidences[0], 0.0005F, 0.9995F);
  if (!previous) return english >= 0.5F ? LanguageGuess{Language::en, english} : LanguageGuess{Language::es, 1 - english};
  const float prior = *previous == Language::en ? kSame : 1 / kSame;
  const float odds = prior * english / (1 - english);
  english = odds / (1 + odds);
  return english >= 0.5F ? LanguageGuess{Language::en, english} : LanguageGuess{Language::es, 1 - english};
}

}  // namespace callwell::nlu
