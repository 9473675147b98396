#include "adapters/text_to_speech/elevenlabs_messages.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "adapters/form.hpp"
#include "adapters/resilience.hpp"
#include "adapters/text_to_speech/voice_names.hpp"
#include "base/crypto.hpp"
#include "base/json.hpp"

namespace callwell::adapters {

namespace {

using base::Error;
using base::Status;
namespace json = base::json;

constexpr std::array kPcmRates = {8'000, 16'000, 22'050, 24'000};  // 44.1 kHz and above not on every plan
constexpr double kLongestSeconds = 600;
constexpr std::size_t kLongestCharacter = 16;  // bytes: "characters" are sometimes two, never a text

struct FaultRow {
  std::string_view key;
  Status status;
  const char *message;
  const char *field = "text_to_speech";
};
constexpr FaultRow kFaults[] = {
    {"invalid_api_key", Status::unauthenticated, "ElevenLabs does not accept the key", "api_key"},
    {"quota_exceeded", Status::unavailable, "the ElevenLabs account has no characters left"},
    {"voice_not_found", Status::not_found, "ElevenLabs does not know the voice", "voice"},
    {"only_for_creator+", Status::permission_denied, "the ElevenLabs plan does not include this", "output_format"},
    {"max_character_limit_exceeded", Status::limit_exceeded, "the text is too long for ElevenLabs", "text"},
    {"too_many_concurrent_requests", Status::busy, "the ElevenLabs plan speaks no more texts at once"},
    {"system_busy", Status::busy, "ElevenLabs is too busy"}};

const FaultRow *row_of(std::string_view key) {
  const auto found = std::find_if(std::begin(kFaults), std::end(kFaults), [key](const FaultRow &row) { return row.key == key; });
  return found == std::end(kFaults) ? nullptr : found;
}

Error corrupt(const char *what) { return {Status::corrupt, what, "text_to_speech"}; }

/// Nobody else's speech is doubled by asking elsewhere, so a service in trouble is simply not there.
Status status_of(std::int32_t http_status) { return http_status >= 500 || http_status < 400 ? Status::unavailable : status_of_http(http_status); }

/// The one word the service has for what went wrong; empty when it says none.
std::string_view fault_key(const json::object &answer) {
  const std::string_view nested = base::string_at(base::object_at(answer, "detail"), "status");
  return nested.empty() ? base::string_at(answer, "error") : nested;
}

/// Only the languages of the "v2_5" models can be asked for; others refuse the parameter.
std::string language_code(const ElevenLabsConfig &config, const voice::SpeechRequest &request) {
  return config.model.ends_with("v2_5") ? primary_language(request.language) : std::string();
}

std::string speech_url(const ElevenLabsConfig &config, const std::string &voice, std::string_view what, std::int32_t rate) {
  return config.base_url + "/v1/text-to-speech/" + percent_encode(voice) + std::string(what) +
         "?output_format=" + percent_encode(elevenlabs_format(config, rate)) + (config.logging ? "" : "&enable_logging=false");
}

const json::value *first_of(const json::object &object, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    const json::value *const found = object.if_contains(name);
    if (found && !found->is_null()) return found;
  }
  return nullptr;
}

/// Microseconds; nothing when it is no time of a speech.
std::optional<std::int64_t> time_of(const json::value &value, double seconds_per_unit) {
  if (!value.is_number()) return std::nullopt;
  const double seconds = value.to_number<double>() * seconds_per_unit;
  if (!std::isfinite(seconds) || std::abs(seconds) > kLongestSeconds) return std::nullopt;
  return static_cast<std::int64_t>(std::max(0.0, seconds) * 1e6);
}

/// The HTTP answer tells when each character ends, in seconds; the WebSocket when it starts and how long it is, in milliseconds.
base::Result<std::vector<TimedCharacter>> read_alignment(const json::object &alignment) {
  const Error bad = corrupt("ElevenLabs sent times that do not fit their characters");
  const json::value *const names = first_of(alignment, {"characters", "chars"});
  const json::value *const ends = first_of(alignment, {"character_end_times_seconds"});
  const json::value *const starts = first_of(alignment, {"charStartTimesMs"});
  const json::value *const durations = first_of(alignment, {"charsDurationsMs", "charDurationsMs"});
  const bool http = ends && ends->is_array();
  if (!names || !names->is_array() || (!http && (!starts || !starts->is_array() || !durations || !durations->is_array()))) return bad;
  const json::array &first = http ? ends->get_array() : starts->get_array();
  const std::size_t count = names->get_array().size();
  if (first.size() != count || (!http && durations->get_array().size() != count)) return bad;
  std::vector<TimedCharacter> characters;
  for (std::size_t i = 0; i < count; ++i) {
    const json::value &name = names->get_array()[i];
    const std::optional<std::int64_t> time = time_of(first[i], http ? 1 : 1e-3);
    const std::optional<std::int64_t> more = http ? 0 : time_of(durations->get_array()[i], 1e-3);
    if (!name.is_string() || name.get_string().empty() || name.get_string().size() > kLongestCharacter || !time || !more) return bad;
    characters.push_back({std::string(name.get_string()), *time + *more});
  }
  return characters;
}

}  // namespace

std::string elevenlabs_format(const ElevenLabsConfig &config, std::int32_t rate) {
  if (!config.output_format.empty()) return config.output_format;
  const auto found = std::find_if(kPcmRates.begin(), kPcmRates.end(), [rate](std::int32_t has) { return has >= rate; });
  return "pcm_" + std::to_string(found == kPcmRates.end() ? kPcmRates.back() : *found);
}

HttpRequest elevenlabs_request(const ElevenLabsConfig &config, const voice::SpeechRequest &request, const std::string &voice) {
  json::object body{{"text", request.text}, {"model_id", config.model}};
  if (const std::string language = language_code(config, request); !language.empty()) body["language_code"] = language;
  return {.method = "POST",
          .url = speech_url(config, voice, "/stream/with-timestamps", request.rate),
          .headers = {{"xi-api-key", config.api_key}, {"Content-Type", "application/json"}},
          .body = json::serialize(body),
          .timeout_ms = 30'000};
}

std::string elevenlabs_socket_url(const ElevenLabsConfig &config, const voice::SpeechRequest &request, const std::string &voice) {
  // auto_mode: whole sentences come, so nothing is held back for more. The longest idleness there is, for a socket that waits for its words.
  std::string url = speech_url(config, voice, "/stream-input", request.rate) + "&model_id=" + percent_encode(config.model) +
                    "&auto_mode=true&sync_alignment=true&inactivity_timeout=180";
  if (const std::string language = language_code(config, request); !language.empty()) url += "&language_code=" + percent_encode(language);
  return "ws" + url.substr(std::string_view("http").size());
}

std::string elevenlabs_opening() { return R"({"text":" "})"; }
std::string elevenlabs_words(std::string_view text) { return json::serialize(json::object{{"text", std::string(text) + ' '}}); }
std::string elevenlabs_ending() { return R"({"text":""})"; }

base::Result<ElevenLabsPiece> read_elevenlabs_piece(std::string_view text) {
  const base::Result<json::value> value = base::parse_json(text, {kElevenLabsMessageBytes, 8});
  if (!value || !value->is_object()) return corrupt("ElevenLabs sent what is no JSON object");
  const json::object &message = value->get_object();
  if (first_of(message, {"error", "detail", "message"})) {
    const FaultRow *const row = row_of(fault_key(message));
    return row ? Error{row->status, row->message, row->field} : Error{Status::unavailable, "ElevenLabs broke off the speech", "text_to_speech"};
  }
  ElevenLabsPiece piece;
  piece.last = base::bool_at(message, "isFinal");
  if (const json::value *const sound = first_of(message, {"audio_base64", "audio"})) {
    base::Result<std::string> bytes = base::unbase64(sound->is_string() ? std::string_view(sound->get_string()) : "?");
    if (!bytes) return corrupt("ElevenLabs sent sound that is no base64");
    piece.sound = std::move(*bytes);
  }
  if (const json::value *const alignment = first_of(message, {"alignment"})) {
    if (!alignment->is_object()) return corrupt("ElevenLabs sent times that are no object");
    auto characters = read_alignment(alignment->get_object());
    if (!characters) return characters.error();
    piece.characters = std::move(*characters);
  }
  return piece;
}

base::Error elevenlabs_error(std::int32_t http_status, std::string_view body) {
  const base::Result<json::value> value = base::parse_json(body, {kElevenLabsMessageBytes, 8});
  const FaultRow *const row = value && value->is_object() ? row_of(fault_key(value->get_object())) : nullptr;
  const std::string where = " (HTTP " + std::to_string(http_status) + ")";
  if (row) return {row->status, row->message + where, row->field};
  return {status_of(http_status), "ElevenLabs did not take the text" + where, "text_to_speech"};
}

}  // namespace callwell::adapters
