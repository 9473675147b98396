// Signals read beside the intent: language, emergencies, sentiment.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "nlu/analysis.hpp"

namespace callwell::nlu {

class FeatureSet;
struct Utterance;

struct LanguageGuess { Language language = Language::en; float confidence = 0.5F; };
/// `previous` breaks ties: a bare "ok" or a name stays in the conversation's language.
LanguageGuess detect_language(std::string_view text, std::optional<Language> previous);
/// The same of a text that was cut and counted once for all who read it; the utterance's own language is not looked at.
LanguageGuess detect_language(const Utterance &utterance, const FeatureSet &features, std::optional<Language> previous);

/// Words in a row of one language, in code points, end exclusive.
struct LanguageSpan { Language language = Language::en; std::uint32_t start = 0, end = 0; };
/// Speech that mixes both, word by word: "necesito un | appointment | para mañana". Words of no language go with those before
/// them. One span where all is of one language, none where nothing is a word.
std::vector<LanguageSpan> language_spans(std::string_view text);

/// Runs before anything else on every utterance; no configuration switches it off.
Emergency detect_emergency(std::string_view text);
/// The same of a text whose features were read for all; `suspected` is the built-in intent model's confidence in "emergency".
Emergency detect_emergency(std::string_view text, const FeatureSet &features, float suspected);

struct Mood { float sentiment = 0; std::string emotion = "neutral"; };
Mood read_mood(std::string_view text);
Mood read_mood(const Utterance &utterance);

}  // namespace callwell::nlu
