// What is asked of a Whisper-compatible server, and what it answers.
#pragma once

#include <optional>

#include "adapters/http.hpp"
#include "adapters/speech_to_text/whisper.hpp"

namespace callwell::adapters {

inline constexpr std::int32_t kWhisperRate = 16'000;  ///< the model's own; some servers take no other

/// `before`: what was heard last in this turn; the model goes on from there.
HttpRequest whisper_request(const WhisperOptions &options, voice::Samples speech, std::string_view language, std::string_view before);
base::Result<std::string> whisper_text(std::string_view answer);

}  // namespace callwell::adapters
