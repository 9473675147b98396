#include "media_messages.hpp"

#include <array>
#include <charconv>

#include "json.hpp"

namespace server {

namespace {

using Kind = MediaMessage::Kind;

constexpr std::size_t kMaxNameBytes = 512, kMaxParameters = 16;
constexpr std::string_view kKeys = "0123456789*#ABCD";
constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

constexpr std::pair<std::string_view, Kind> kKinds[] = {{"connected", Kind::connected}, {"start", Kind::start}, {"media", Kind::media},
                                                        {"dtmf", Kind::dtmf},           {"mark", Kind::mark},   {"stop", Kind::stop},
                                                        {"error", Kind::error}};

/// The two spell the same things differently.
struct Names {
  std::string_view stream_id, call_id, session_id, parameters, format, rate;
};
constexpr Names kNames[] = {{"streamSid", "callSid", "callSid", "customParameters", "mediaFormat", "sampleRate"},
                            {"stream_id", "call_control_id", "call_session_id", "custom_parameters", "media_format", "sample_rate"}};

const Names &names_of(Dialect dialect) { return kNames[static_cast<std::size_t>(dialect)]; }

const json::object &object_at(const json::object &object, std::string_view key) {
  static const json::object kEmpty;
  const json::value *value = object.if_contains(key);
  return value && value->is_object() ? value->get_object() : kEmpty;
}

/// Numbers come as numbers or as text.
std::int64_t number_at(const json::object &object, std::string_view key) {
  const std::string_view text = text_at(object, key);
  std::int64_t number = int_at(object, key, 0);
  if (!text.empty()) std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

Failure unreadable(std::string_view what) { return {CW_E_INVALID_ARGUMENT, std::string(what)}; }

bool add_parameter(MediaMessage &message, std::string_view name, std::string_view value) {
  if (name.size() > kMaxNameBytes || value.size() > kMaxNameBytes || message.parameters.size() >= kMaxParameters) return false;
  message.parameters.emplace(name, value);
  return true;
}

/// An object of names and values, or a list of {name, value}: both have been seen.
bool read_parameters(const json::object &start, std::string_view key, MediaMessage &message) {
  for (const auto &member : object_at(start, key)) {
    if (member.value().is_string() && !add_parameter(message, member.key(), member.value().get_string())) return false;
  }
  const json::value *value = start.if_contains(key);
  if (!value || !value->is_array()) return true;
  for (const json::value &item : value->get_array()) {
    if (item.is_object() && !add_parameter(message, text_at(item.get_object(), "name"), text_at(item.get_object(), "value"))) return false;
  }
  return true;
}

Result<MediaMessage> read_start(Dialect dialect, const json::object &body, MediaMessage message) {
  const Names &names = names_of(dialect);
  const json::object &start = object_at(body, "start");
  const json::object &format = object_at(start, names.format);
  if (message.stream_id.empty()) message.stream_id = text_at(start, names.stream_id);
  message.call_id = text_at(start, names.call_id);
  message.session_id = text_at(start, names.session_id);
  message.encoding = text_at(format, "encoding");
  message.rate = number_at(format, names.rate);
  message.channels = number_at(format, "channels");
  if (message.call_id.empty() || message.call_id.size() > kMaxNameBytes) return unreadable("start names no call");
  if (message.stream_id.empty() || message.stream_id.size() > kMaxNameBytes) return unreadable("start names no stream");
  if (!read_parameters(start, names.parameters, message)) return unreadable("start has too many or too long parameters");
  return message;
}

Result<MediaMessage> read_media(const json::object &body, MediaMessage message) {
  const json::object &media = object_at(body, "media");
  const std::string_view track = text_at(media, "track");
  message.inbound = track.empty() || track.starts_with("inbound");
  message.chunk = number_at(media, "chunk");
  std::optional<std::string> audio = unbase64(text_at(media, "payload"));
  if (!audio) return unreadable("media is not base64");
  message.audio = std::move(*audio);
  return message;
}

Result<MediaMessage> read_key(const json::object &body, MediaMessage message) {
  const std::string_view digit = text_at(object_at(body, "dtmf"), "digit");
  if (digit.size() != 1 || kKeys.find(digit[0]) == std::string_view::npos) return unreadable("dtmf has no key");
  message.digit = digit[0];
  return message;
}

std::string message_of(Dialect dialect, std::string_view event, std::string_view stream_id, std::string_view key = {},
                       json::object about = {}) {
  json::object out{{"event", event}};
  if (dialect == Dialect::twilio) out["streamSid"] = stream_id;
  if (!key.empty()) out[key] = std::move(about);
  return json::serialize(out);
}

constexpr std::array<std::int8_t, 256> decoding_table() {
  std::array<std::int8_t, 256> table{};
  table.fill(-1);
  for (std::size_t i = 0; i < kAlphabet.size(); ++i) table[static_cast<unsigned char>(kAlphabet[i])] = static_cast<std::int8_t>(i);
  return table;
}
constexpr std::array<std::int8_t, 256> kValues = decoding_table();

}  // namespace

Result<MediaMessage> read_media_message(Dialect dialect, std::string_view text) {
  if (text.size() > kMaxMediaMessageBytes) return unreadable("the message is too large");
  const std::optional<json::object> body = parse_object(text);
  if (!body) return unreadable("the message is not a JSON object");
  MediaMessage message;
  const std::string_view event = text_at(*body, "event");
  for (const auto &[name, kind] : kKinds) {
    if (name == event) message.kind = kind;
  }
  message.stream_id = text_at(*body, names_of(dialect).stream_id);
  switch (message.kind) {
    case Kind::start: return read_start(dialect, *body, std::move(message));
    case Kind::media: return read_media(*body, std::move(message));
    case Kind::dtmf: return read_key(*body, std::move(message));
    case Kind::mark: message.name = text_at(object_at(*body, "mark"), "name").substr(0, kMaxNameBytes); break;
    default: break;
  }
  return message;
}

std::string media_message(Dialect dialect, std::string_view stream_id, std::string_view audio) {
  return message_of(dialect, "media", stream_id, "media", {{"payload", base64(audio)}});
}

std::string mark_message(Dialect dialect, std::string_view stream_id, std::string_view name) {
  return message_of(dialect, "mark", stream_id, "mark", {{"name", name}});
}

std::string clear_message(Dialect dialect, std::string_view stream_id) { return message_of(dialect, "clear", stream_id); }

std::string base64(std::string_view bytes) {
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t count = std::min<std::size_t>(3, bytes.size() - i);
    std::uint32_t group = 0;
    for (std::size_t k = 0; k < 3; ++k) group = group << 8 | (k < count ? static_cast<unsigned char>(bytes[i + k]) : 0U);
    for (std::size_t k = 0; k < 4; ++k) out += k <= count ? kAlphabet[group >> (18 - 6 * k) & 63] : '=';
  }
  return out;
}

std::optional<std::string> unbase64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  for (int padding = 0; padding < 2 && text.ends_with('='); ++padding) text.remove_suffix(1);
  if (text.size() % 4 == 1) return std::nullopt;
  std::string out;
  out.reserve(text.size() / 4 * 3 + 2);
  std::uint32_t group = 0;
  std::int32_t bits = 0;
  for (const char c : text) {
    const std::int8_t value = kValues[static_cast<unsigned char>(c)];
    if (value < 0) return std::nullopt;
    group = group << 6 | static_cast<std::uint32_t>(value);
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    out += static_cast<char>(group >> bits & 0xFF);
  }
  return out;
}

}  // namespace server
