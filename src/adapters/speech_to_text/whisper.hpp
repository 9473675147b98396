// Transcription by whatever speaks OpenAI's /v1/audio/transcriptions: that service, or a Whisper server of one's own. It hears
// nothing before the caller pauses.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "adapters/network.hpp"
#include "voice/ports.hpp"

namespace callwell::adapters {

struct WhisperOptions {
  std::string base_url;                 ///< without /v1
  std::string api_key;                  ///< may be empty: servers of one's own often want none
  std::string model = "whisper-1";
  std::vector<std::string> words;       ///< the practice's own; names are spelled like them
};

std::shared_ptr<voice::Recogniser> make_whisper(WhisperOptions options, std::shared_ptr<Network> network);

}  // namespace callwell::adapters
