// Language tags as carriers' voices and recognisers want them.
#pragma once

#include <string>
#include <string_view>

namespace callwell::adapters {

/// "en" → "en-US", "es" → "es-US"; a full tag stays.
inline std::string voice_language(std::string_view language) {
  if (language == "es") return "es-US";
  if (language == "en" || language.empty()) return "en-US";
  return std::string(language);
}

}  // namespace callwell::adapters
