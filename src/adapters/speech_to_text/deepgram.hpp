// Deepgram's live transcription over a WebSocket: words while they are spoken.
#pragma once

#include <memory>

#include "adapters/network.hpp"
#include "adapters/speech_to_text/deepgram_messages.hpp"

namespace callwell::adapters {

/// A connection that broke is made anew once; one that broke before it heard a word again ends the stream. So does one that could
/// not be opened. A connection knows one language: where `expect` names another, a new one takes its place.
std::shared_ptr<voice::Recogniser> make_deepgram(DeepgramOptions options, std::shared_ptr<Network> network);

}  // namespace callwell::adapters
