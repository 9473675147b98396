#include "adapters/speech_to_text/recognisers.hpp"

#include <charconv>

#include "adapters/settings.hpp"
#include "adapters/speech_to_text/deepgram.hpp"
#include "adapters/speech_to_text/hint_words.hpp"
#include "adapters/speech_to_text/whisper.hpp"
#ifdef CALLWELL_LOCAL_VOICE
#include "adapters/speech_to_text/pocketsphinx.hpp"
#endif

namespace callwell::adapters {

namespace {

using Made = base::Result<std::shared_ptr<voice::Recogniser>>;

constexpr std::int32_t kShortestPauseMs = 10, kLongestPauseMs = 5'000;

Made deepgram(const practice::PortConfig &config, const practice::Practice &practice, std::shared_ptr<Network> network) {
  Settings settings(config);
  DeepgramOptions options;
  options.api_key = settings.required("api_key");
  options.base_url = settings.base_url("https://api.deepgram.com");
  options.model = settings.optional("model", options.model);
  options.language = settings.optional("language");
  options.keyterms = hint_words(practice);
  if (settings.fault()) return *settings.fault();
  const std::string encoding = settings.optional("encoding", "linear16");
  if (encoding != "linear16" && encoding != "mulaw") return base::invalid("the encoding is linear16 or mulaw", "encoding");
  if (encoding == "mulaw") options.encoding = voice::Encoding::mulaw;
  const std::string pause = settings.optional("endpointing_ms", std::to_string(options.endpointing_ms));
  const auto [end, error] = std::from_chars(pause.data(), pause.data() + pause.size(), options.endpointing_ms);
  if (error != std::errc() || end != pause.data() + pause.size() || options.endpointing_ms < kShortestPauseMs ||
      options.endpointing_ms > kLongestPauseMs) {
    return base::invalid("a pause is 10 to 5000 milliseconds", "endpointing_ms");
  }
  return make_deepgram(std::move(options), std::move(network));
}

Made whisper(const practice::PortConfig &config, const practice::Practice &practice, std::shared_ptr<Network> network) {
  Settings settings(config);
  WhisperOptions options;
  options.base_url = settings.base_url("https://api.openai.com");
  const bool own_server = !settings.optional("base_url").empty();
  options.api_key = own_server ? settings.optional("api_key") : settings.required("api_key");
  options.model = settings.optional("model", options.model);
  options.words = hint_words(practice);
  if (settings.fault()) return *settings.fault();
  return make_whisper(std::move(options), std::move(network));
}

}  // namespace

Made make_recogniser(const practice::PortConfig &config, const practice::Practice &practice, std::shared_ptr<Network> network) {
  if (config.adapter == "deepgram") return deepgram(config, practice, std::move(network));
  if (config.adapter == "whisper") return whisper(config, practice, std::move(network));
#ifdef CALLWELL_LOCAL_VOICE
  if (config.adapter == "pocketsphinx") return make_pocketsphinx(practice);
#endif
  return base::Error{base::Status::unsupported, "this recogniser is not built in: " + config.adapter, "adapter"};
}

}  // namespace callwell::adapters
