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
constexpr WordSet kNeutral = {
    "am",   "bye",  "botox", "chat", "check", "click", "combo", "control", "doctor", "email", "er",    "error", "final", "gmail", "gps", "hospital",
    "hotel", "info", "internet", "k", "laser", "link", "local", "menu", "metro", "mm", "no", "normal", "ok", "okay", "oral", "pizza", "plan",
    "pm",   "sms",  "spa",   "stop", "taxi",  "total", "video", "virus", "web", "whatsapp", "yo", "zoom"};

bool says_something(const Token &token) {
  return token.kind == Token::Kind::word && token.text.size() > 1 && !among(token.word(), kNeutral);
}

/// "María Smith": capitals in the middle of a text are names, which belong to no language.
bool is_name(std::span<const Token> tokens, std::size_t i) { return tokens[i].capital && i > 0 && !tokens[i - 1].capital; }

/// Words that only one language has say so alone: how much likelier each makes the text to be English than Spanish.
float english_of(const Token &word) {
  FeatureSet features;
  extract_features(word.text, features);
  std::array<float, 2> confidences;
  language_model().weigh(features, confidences);
  return std::clamp(confidences[0], 0.02F, 0.98F);
}

/// The likeliest language of each word, where changing it costs something: two ways are followed, one ending in either language.
class Reading {
 public:
  void take(float english) {
    const std::array<float, 2> word{english, 1 - english}, before = likely_;
    std::array<std::uint8_t, 2> from{};
    for (std::size_t now = 0; now < 2; ++now) {
      from[now] = static_cast<std::uint8_t>(before[1 - now] * kChange > before[now] ? 1 - now : now);
      likely_[now] = word[now] * before[from[now]] * (from[now] == now ? 1 : kChange);
    }
    const float sum = likely_[0] + likely_[1];
    for (float &likely : likely_) likely /= sum;
    from_.push_back(from);
  }
  std::vector<Language> languages() const {
    std::vector<Language> read(from_.size());
    std::size_t at = likely_[1] > likely_[0] ? 1 : 0;
    for (std::size_t i = from_.size(); i-- > 0; at = from_[i][at]) read[i] = at == 0 ? Language::en : Language::es;
    return read;
  }

 private:
  static constexpr float kChange = 0.15F;
  std::array<float, 2> likely_{0.5F, 0.5F};
  std::vector<std::array<std::uint8_t, 2>> from_;
};

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

std::vector<LanguageSpan> language_spans(std::string_view text) {
  const std::vector<Token> tokens = tokenize(text, kWordsRead);
  Reading reading;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    reading.take(says_something(tokens[i]) && !is_name(tokens, i) ? english_of(tokens[i]) : 0.5F);
  }
  const std::vector<Language> languages = reading.languages();
  std::vector<LanguageSpan> spans;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].kind != Token::Kind::word) continue;
    if (spans.empty() || spans.back().language != languages[i]) spans.push_back({languages[i], tokens[i].start, tokens[i].end});
    spans.back().end = tokens[i].end;
  }
  return spans;
}

}  // namespace callwell::nlu
