// ElevenLabs' voices: https://elevenlabs.io/docs/api-reference/text-to-speech
#pragma once

#include <memory>

#include "adapters/network.hpp"
#include "practice/practice.hpp"
#include "voice/ports.hpp"

namespace callwell::adapters {

/// Settings: api_key, voice, voice_<language>, model, transport (http, websocket), output_format, logging, base_url.
base::Result<std::shared_ptr<voice::Synthesiser>> make_elevenlabs(const practice::PortConfig &config, std::shared_ptr<Network> network);

}  // namespace callwell::adapters
