// Fuzz target: Deepgram's messages, one a line, as one connection would bring them; and the answer of a Whisper server.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "adapters/speech_to_text/deepgram_messages.hpp"
#include "adapters/speech_to_text/whisper_messages.hpp"
#include "base/text.hpp"

using namespace callwell;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char *>(data), size);
  adapters::DeepgramReader reader;
  for (const std::string_view message : base::split(input, '\n')) {
    const auto news = reader.read(message);
    if (!news || !*news) continue;
    const voice::Recognised &heard = **news;
    if (!(heard.confidence >= 0 && heard.confidence <= 1) || !base::valid_utf8(heard.text) || heard.text.size() > 4'000) std::abort();
  }
  (void)adapters::whisper_text(input);
  return 0;
}
