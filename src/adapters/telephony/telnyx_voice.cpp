#include "adapters/telephony/telnyx_voice.hpp"

#include <algorithm>
#include <cmath>

#include "adapters/form.hpp"
#include "adapters/telephony/language.hpp"
#include "base/crypto.hpp"
#include "base/text.hpp"

namespace callwell::adapters {

namespace {

namespace json = base::json;

constexpr std::size_t kMaxTranscriptBytes = 8 << 10;
constexpr std::size_t kMaxSpokenCharacters = 3000;  // what one speak command takes
constexpr std::int32_t kCallHasEnded = 90018;

struct KindRow {
  std::string_view type;
  TelnyxCallKind kind;
};
constexpr KindRow kKinds[] = {{"call.initiated", TelnyxCallKind::initiated},
                              {"call.answered", TelnyxCallKind::answered},
                              {"call.speak.ended", TelnyxCallKind::speak_ended},
                              {"call.gather.ended", TelnyxCallKind::gather_ended},
                              {"call.transcription", TelnyxCallKind::transcription},
                              {"call.bridged", TelnyxCallKind::bridged},
                              {"call.hangup", TelnyxCallKind::hangup},
                              {"streaming.failed", TelnyxCallKind::streaming_failed}};

TelnyxCallKind kind_of(std::string_view type) {
  const auto *found = std::find_if(std::begin(kKinds), std::end(kKinds), [&](const KindRow &row) { return row.type == type; });
  return found == std::end(kKinds) ? TelnyxCallKind::other : found->kind;
}

void read_transcription(const json::object &data, TelnyxCall &call) {
  call.transcript = base::clean_utf8(base::string_at(data, "transcript"), kMaxTranscriptBytes);
  const double confidence = base::double_at(data, "confidence");
  call.confidence = std::isfinite(confidence) ? std::clamp(confidence, 0.0, 1.0) : 0.0;
  call.is_final = base::bool_at(data, "is_final");
}

bool names_error(std::string_view body, std::int32_t code) {
  const base::Result<json::value> answer = base::parse_json(body);
  if (!answer || !answer->is_object()) return false;
  const json::array &errors = base::array_at(answer->get_object(), "errors");
  return std::any_of(errors.begin(), errors.end(), [&](const json::value &error) {
    return error.is_object() && base::string_at(error.get_object(), "code") == std::to_string(code);
  });
}

json::object spoken(std::string_view text, std::string_view language) {
  return {{"payload", text},
          {"payload_type", "text"},
          {"voice", "female"},
          {"service_level", "premium"},
          {"language", voice_language(language)}};
}

bool fits_one_command(std::string_view text) {
  return base::valid_utf8(text) && base::code_point_count(text) <= kMaxSpokenCharacters && !base::trim(text).empty();
}

base::Error unspeakable() { return base::invalid("the text must be UTF-8 of 1 to 3000 characters", "text"); }

}  // namespace

base::Result<TelnyxCall> telnyx_call(const TelnyxEvent &event) {
  if (!event.type.starts_with("call.") && !event.type.starts_with("streaming.")) return base::Error{base::Status::unsupported, "not an event of a call"};
  const json::object &payload = event.payload;
  TelnyxCall call;
  call.kind = kind_of(event.type);
  call.event_id = event.id;
  call.call_id = base::string_at(payload, "call_control_id");
  if (call.call_id.empty()) return base::invalid("the event names no call", "data.payload.call_control_id");
  call.session_id = base::string_at(payload, "call_session_id");
  if (base::Result<std::string> state = base::unbase64(base::string_at(payload, "client_state"))) call.client_state = std::move(*state);
  call.from = base::string_at(payload, "from");
  call.to = base::string_at(payload, "to");
  const std::string_view direction = base::string_at(payload, "direction", "incoming");
  call.incoming = direction == "incoming" || direction == "inbound";
  call.hangup_cause = base::string_at(payload, "hangup_cause");
  call.digits = base::string_at(payload, "digits");
  call.gather_status = base::string_at(payload, "status");
  read_transcription(base::object_at(payload, "transcription_data"), call);
  return call;
}

bool is_missed(const TelnyxCall &call) {
  static constexpr std::string_view kUnanswered[] = {"originator_cancel", "timeout",       "no_answer",
                                                     "user_busy",         "call_rejected", "not_found"};
  return call.kind == TelnyxCallKind::hangup && call.incoming &&
         std::find(std::begin(kUnanswered), std::end(kUnanswered), call.hangup_cause) != std::end(kUnanswered);
}

TelnyxCalls::TelnyxCalls(std::shared_ptr<HttpTransport> http, std::string base_url, std::string api_key, Pace pace, std::uint64_t seed)
    : http_(std::move(http)),
      base_url_(std::move(base_url)),
      authorization_("Bearer " + std::move(api_key)),
      resilience_({}, std::move(pace), seed) {}

base::Result<void> TelnyxCalls::post(const TelnyxCommand &command, std::string_view action, json::object body) {
  if (command.call_id.empty()) return base::invalid("the command names no call", "call_id");
  if (command.command_id.empty()) return base::invalid("the command has no id", "command_id");
  body["command_id"] = command.command_id;
  if (!command.client_state.empty()) body["client_state"] = base::base64(command.client_state);
  const HttpRequest request{.method = "POST",
                            .url = base_url_ + "/calls/" + percent_encode(command.call_id) + "/actions/" + std::string(action),
                            .headers = {{"Authorization", authorization_}, {"Content-Type", "application/json"}},
                            .body = json::serialize(body),
                            .timeout_ms = 3'000};  // the caller hears silence meanwhile
  const bool ended_is_fine = action == "hangup";
  const auto once = [&]() -> Attempt<bool> {
    const base::Result<HttpResponse> response = http_->send(request);
    if (!response) return {response.error()};
    if (response->status / 100 == 2) return {true};
    if (response->status == 422 && names_error(response->body, kCallHasEnded)) {
      if (ended_is_fine) return {true};
      return {base::Error{base::Status::conflict, "the call has ended"}};
    }
    return {
        base::Error{status_of_http(response->status), "Telnyx did not take the command (HTTP " + std::to_string(response->status) + ")"},
        response->retry_after_ms};
  };
  const base::Result<bool> done = resilience_.run<bool>(Repeat::always, once);
  if (!done) return done.error();
  return {};
}

base::Result<void> TelnyxCalls::answer(const TelnyxCommand &command) { return post(command, "answer", {}); }

base::Result<void> TelnyxCalls::start_streaming(const TelnyxCommand &command, std::string_view url,
                                                const std::vector<std::pair<std::string, std::string>> &parameters) {
  json::array custom;
  for (const auto &[name, value] : parameters) custom.push_back({{"name", name}, {"value", value}});
  return post(command, "streaming_start",
              {{"stream_url", url},
               {"stream_track", "inbound_track"},
               {"stream_codec", "PCMU"},
               {"stream_bidirectional_mode", "rtp"},
               {"stream_bidirectional_codec", "PCMU"},
               {"custom_parameters", std::move(custom)}});
}

base::Result<void> TelnyxCalls::start_transcription(const TelnyxCommand &command, std::string_view language) {
  return post(command, "transcription_start", {{"language", language.substr(0, 2)}, {"transcription_tracks", "inbound"}});
}

base::Result<void> TelnyxCalls::speak(const TelnyxCommand &command, std::string_view text, std::string_view language) {
  if (!fits_one_command(text)) return unspeakable();
  return post(command, "speak", spoken(text, language));
}

base::Result<void> TelnyxCalls::gather_using_speak(const TelnyxCommand &command, std::string_view text, std::string_view language,
                                                   std::int32_t max_digits) {
  if (!fits_one_command(text)) return unspeakable();
  json::object body = spoken(text, language);
  body["maximum_digits"] = std::clamp(max_digits, 1, 128);
  body["terminating_digit"] = "#";
  return post(command, "gather_using_speak", std::move(body));
}

base::Result<void> TelnyxCalls::transfer(const TelnyxCommand &command, std::string_view to) {
  if (to.empty()) return base::invalid("the transfer has no destination", "to");
  return post(command, "transfer", {{"to", to}});
}

base::Result<void> TelnyxCalls::hangup(const TelnyxCommand &command) { return post(command, "hangup", {}); }

base::Result<std::shared_ptr<TelnyxCalls>> make_telnyx_calls(const practice::PortConfig &config, std::shared_ptr<HttpTransport> http,
                                                             Pace pace, std::uint64_t seed) {
  const auto setting = [&](std::string_view name) {
    const auto found = config.settings.find(name);
    return found == config.settings.end() ? std::string() : found->second;
  };
  std::string base_url = setting("base_url").empty() ? "https://api.telnyx.com/v2" : setting("base_url");
  while (base_url.ends_with('/')) base_url.pop_back();
  if (const base::Result<void> fine = check_url(base_url); !fine) return base::invalid(fine.error().message, "base_url");
  if (setting("api_key").empty()) return base::invalid("the telnyx adapter needs this setting", "api_key");
  return std::make_shared<TelnyxCalls>(std::move(http), std::move(base_url), setting("api_key"), std::move(pace), seed);
}

}  // namespace callwell::adapters
