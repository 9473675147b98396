#include "nlu/analyzer.hpp"
#include "nlu/entities.hpp"
#include "nlu/intents.hpp"
#include "nlu/signals.hpp"
#include "base/text.hpp"
namespace callwell::nlu {
struct Analyzer::Impl { std::shared_ptr<const VocabularyIndex> vocabulary; };
Analyzer::Analyzer(std::vector<VocabularyItem> v) : impl_(new Impl{build_vocabulary(std::move(v))}) {}
Analyzer::~Analyzer() = default;
std::string_view Analyzer::model_hash() { return "x"; }
LanguageGuess detect_language(std::string_view text, std::optional<Language> previous) {
  const std::string f = " " + base::fold(text) + " ";
  for (const char *w : {" hola ", " quiero ", " cita ", " gracias ", " que ", " el ", " la ", " los ", " para ", " es ", " si ", " soy ", " mi ", " necesito "}) if (f.find(w) != std::string::npos) return {Language::es, 0.9F};
  for (const char *w : {" the ", " is ", " i ", " my ", " you ", " to ", " hi ", " hello "}) if (f.find(w) != std::string::npos) return {Language::en, 0.9F};
  return {previous.value_or(Language::en), 0.5F};
}
Emergency detect_emergency(std::string_view text) { Emergency e; if (base::fold(text).find("can't breathe") != std::string::npos) e = {true, "breathing", 0.99F}; return e; }
Mood read_mood(std::string_view) { return {}; }
Analysis Analyzer::analyze(std::string_view text, const Context &c) const {
  Analysis a;
  const std::string clean = base::clean_utf8(text, kMaxTextBytes);
  const auto guess = detect_language(clean, c.conversation);
  a.language = c.language.value_or(guess.language); a.language_confidence = guess.confidence;
  a.emergency = detect_emergency(clean);
  a.intents = IntentModel::builtin().classify(clean);
  a.entities = extract_entities(clean, a.language, c, *impl_->vocabulary);
  a.emotion = "neutral";
  return a;
}
}
namespace callwell::nlu {
struct Utterance;
std::string_view language_key(Language l) { return l == Language::es ? "es" : "en"; }
std::optional<Language> parse_language(std::string_view t) { if (t.starts_with("es")) return Language::es; if (t.starts_with("en")) return Language::en; return std::nullopt; }
}
#include "nlu/finders.hpp"
namespace callwell::nlu { void find_money(Utterance const&, Context const&, std::vector<Entity>&) {} }
