#include "adapters/speech_to_text/deepgram_messages.hpp"

#include <algorithm>

#include "adapters/form.hpp"
#include "base/text.hpp"
#include "voice/g711.hpp"

namespace callwell::adapters {

namespace {

constexpr base::JsonLimits kLimits{256 << 10, 16};  // a minute of words with their times
constexpr std::size_t kLongestText = 4'000;
constexpr double kToleranceS = 0.01;
constexpr std::int32_t kUtteranceEndMs = 1'000;  // the least the vendor advises
constexpr std::size_t kMostTerms = 100;

base::Error unreadable() { return {base::Status::corrupt, "deepgram sent what cannot be read", "speech_to_text"}; }

}  // namespace

/// Punctuation, but no formats: the understanding reads spoken numbers and dates itself, knowing what was asked, and the vendor
/// holds formatted text back until it is sure. `mip_opt_out`: callers' voices train nobody's models.
std::string deepgram_address(const DeepgramOptions &options, std::int32_t rate, const voice::Hearing &hearing) {
  std::string query;
  append_field(query, "model", options.model);
  append_field(query, "language", options.language.empty() ? hearing.language : options.language);
  append_field(query, "encoding", options.encoding == voice::Encoding::mulaw ? "mulaw" : "linear16");
  append_field(query, "sample_rate", std::to_string(rate));
  append_field(query, "channels", "1");
  append_field(query, "interim_results", "true");
  append_field(query, "punctuate", "true");
  append_field(query, "endpointing", std::to_string(options.endpointing_ms));
  append_field(query, "utterance_end_ms", std::to_string(kUtteranceEndMs));
  append_field(query, "mip_opt_out", "true");
  if (options.model.starts_with("nova-3")) {  // older models have no key terms
    std::size_t terms = 0;
    for (const std::vector<std::string> *words : {&hearing.hints, &options.keyterms}) {
      for (const std::string &word : *words) {
        if (terms++ < kMostTerms) append_field(query, "keyterm", word);
      }
    }
  }
  return options.base_url + "/v1/listen?" + query;
}

std::string deepgram_audio(voice::Encoding encoding, voice::Samples frame) {
  std::string bytes;
  if (encoding == voice::Encoding::mulaw) {
    bytes.resize(frame.size());
    voice::encode_g711(encoding, frame, {reinterpret_cast<std::uint8_t *>(bytes.data()), bytes.size()});
    return bytes;
  }
  bytes.reserve(frame.size() * 2);
  for (const voice::Sample sample : frame) {
    bytes += static_cast<char>(sample & 0xff);
    bytes += static_cast<char>(sample >> 8 & 0xff);
  }
  return bytes;
}

base::Result<std::optional<voice::Recognised>> DeepgramReader::read(std::string_view message) {
  const base::Result<base::json::value> parsed = base::parse_json(message, kLimits);
  if (!parsed || !parsed->is_object()) return unreadable();
  const base::json::object &object = parsed->get_object();
  const std::string_view type = base::string_at(object, "type");
  if (type == "Results") return read_results(object);
  if (type == "UtteranceEnd") return end_of_speech();
  if (type == "Error") return base::Error{base::Status::unavailable, "deepgram reported a fault of its own", "speech_to_text"};
  return std::optional<voice::Recognised>();  // SpeechStarted, Metadata, and what may be new
}

std::optional<voice::Recognised> DeepgramReader::read_results(const base::json::object &message) {
  const bool ends = base::bool_at(message, "speech_final");
  const bool final = ends || base::bool_at(message, "is_final");
  const base::json::array &alternatives = base::array_at(base::object_at(message, "channel"), "alternatives");
  if (alternatives.empty() || !alternatives.front().is_object()) return std::nullopt;
  const base::json::object &best = alternatives.front().get_object();

  const double start = base::double_at(message, "start"), duration = std::max(0.0, base::double_at(message, "duration"));
  if (start + kToleranceS < settled_s_) return std::nullopt;  // came late: that stretch is settled
  if (final) settled_s_ = std::max(settled_s_, start + duration);

  voice::Recognised heard;
  heard.text = base::clean_utf8(base::trim(base::string_at(best, "transcript")), kLongestText);
  heard.confidence = static_cast<float>(std::clamp(base::double_at(best, "confidence"), 0.0, 1.0));
  heard.final = final;
  heard.end_of_speech = ends;
  if (heard.text.empty() && interim_.empty()) return ends ? end_of_speech() : std::nullopt;
  speaking_ = !ends;
  interim_ = final ? std::string() : heard.text;
  interim_confidence_ = heard.confidence;
  return heard;
}

/// Says again what is not settled yet, so that it stays.
std::optional<voice::Recognised> DeepgramReader::end_of_speech() {
  if (!std::exchange(speaking_, false)) return std::nullopt;
  return voice::Recognised{interim_, interim_confidence_, false, true};
}

}  // namespace callwell::adapters
