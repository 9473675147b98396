#include "adapters/speech_to_text/whisper_messages.hpp"

#include "base/json.hpp"
#include "base/text.hpp"

namespace callwell::adapters {

namespace {

constexpr std::int32_t kTimeoutMs = 10'000;
constexpr std::size_t kLongestPrompt = 600;  // bytes; the model reads 224 tokens
constexpr std::size_t kLongestText = 4'000;
constexpr base::JsonLimits kLimits{256 << 10, 16};
constexpr std::string_view kBoundary = "callwell-7e0d6f8a4c1b4b0e9d35";  // no sound says that

void append_little_endian(std::string &out, std::uint32_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i) & 0xff);
}

std::string wave(voice::Samples speech) {
  const auto data_bytes = static_cast<std::uint32_t>(speech.size() * 2);
  std::string out = "RIFF";
  append_little_endian(out, 36 + data_bytes, 4);
  out += "WAVEfmt ";
  append_little_endian(out, 16, 4);
  append_little_endian(out, 1, 2);  // PCM
  append_little_endian(out, 1, 2);  // one channel
  append_little_endian(out, kWhisperRate, 4);
  append_little_endian(out, kWhisperRate * 2, 4);
  append_little_endian(out, 2, 2);
  append_little_endian(out, 16, 2);
  out += "data";
  append_little_endian(out, data_bytes, 4);
  out.reserve(out.size() + data_bytes);
  for (const voice::Sample sample : speech) append_little_endian(out, static_cast<std::uint16_t>(sample), 2);
  return out;
}

void append_part(std::string &body, std::string_view name, std::string_view more, std::string_view value) {
  body.append("--").append(kBoundary).append("\r\nContent-Disposition: form-data; name=\"").append(name).append("\"").append(more);
  body.append("\r\n\r\n").append(value).append("\r\n");
}

std::string prompt_of(const WhisperOptions &options, std::string_view before) {
  std::string prompt;
  for (const std::string &word : options.words) {
    if (prompt.size() + word.size() + before.size() > kLongestPrompt) break;
    prompt += (prompt.empty() ? "" : ", ") + word;
  }
  if (!prompt.empty()) prompt += ". ";
  return prompt.append(before.size() > kLongestPrompt ? std::string_view() : before);
}

}  // namespace

HttpRequest whisper_request(const WhisperOptions &options, voice::Samples speech, std::string_view language, std::string_view before) {
  HttpRequest request{.method = "POST", .url = options.base_url + "/v1/audio/transcriptions", .timeout_ms = kTimeoutMs};
  request.headers = {{"Content-Type", "multipart/form-data; boundary=" + std::string(kBoundary)}};
  if (!options.api_key.empty()) request.headers.push_back({"Authorization", "Bearer " + options.api_key});
  append_part(request.body, "model", "", options.model);
  append_part(request.body, "language", "", language.substr(0, language.find('-')));
  append_part(request.body, "prompt", "", prompt_of(options, before));
  append_part(request.body, "response_format", "", "json");
  append_part(request.body, "temperature", "", "0");
  append_part(request.body, "file", "; filename=\"turn.wav\"\r\nContent-Type: audio/wav", wave(speech));
  request.body.append("--").append(kBoundary).append("--\r\n");
  return request;
}

base::Result<std::string> whisper_text(std::string_view answer) {
  const base::Result<base::json::value> parsed = base::parse_json(answer, kLimits);
  const base::json::value *text = parsed && parsed->is_object() ? parsed->get_object().if_contains("text") : nullptr;
  if (!text || !text->is_string()) return base::Error{base::Status::corrupt, "whisper sent what cannot be read", "speech_to_text"};
  return base::clean_utf8(base::trim(base::string_at(parsed->get_object(), "text")), kLongestText);
}

}  // namespace callwell::adapters
