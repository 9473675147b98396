// Signals read beside the intent: language, emergencies, sentiment.
#pragma once

#include <string>
#include <string_view>

#include "nlu/analysis.hpp"

namespace callwell::nlu {

struct LanguageGuess { Language language = Language::en; float confidence = 0.5F; };
/// `previous` breaks ties: a bare "ok" or a name stays in the conversation's language.
LanguageGuess detect_language(std::string_view text, std::optional<Language> previous);

/// Runs before anything else on every utterance; no configuration switches it off.
Emergency detect_emergency(std::string_view text);

struct Mood { float sentiment = 0; std::string emotion = "neutral"; };
Mood read_mood(std::string_view text);

}  // namespace callwell::nlu
