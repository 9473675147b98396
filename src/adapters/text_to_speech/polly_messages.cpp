#include "adapters/text_to_speech/polly_messages.hpp"

#include <algorithm>

#include "adapters/resilience.hpp"
#include "base/json.hpp"

namespace callwell::adapters {

namespace {

using base::Error;
using base::Status;
namespace json = base::json;

constexpr std::int64_t kLongestMs = 600'000;

struct FaultRow {
  std::string_view type;
  Status status;
  const char *message;
  const char *field = "text_to_speech";
};
constexpr FaultRow kFaults[] = {{"ThrottlingException", Status::busy, "Polly asks to slow down"},
                                {"ServiceFailureException", Status::unavailable, "Polly has failed"},
                                {"TextLengthExceededException", Status::limit_exceeded, "the text is too long for Polly", "text"},
                                {"EngineNotSupportedException", Status::unsupported, "Polly's voice does not come with this engine", "engine"},
                                {"LanguageNotSupportedException", Status::unsupported, "Polly's voice does not speak the language", "voice"},
                                {"InvalidSampleRateException", Status::unsupported, "Polly does not make sound at this rate"},
                                {"InvalidSignatureException", Status::unauthenticated,
                                 "AWS does not accept the signature: look at the secret key and at this machine's clock", "secret_access_key"}};

}  // namespace

std::int32_t polly_rate(std::int32_t rate) { return rate <= 8'000 ? 8'000 : 16'000; }

base::Result<HttpRequest> polly_request(const PollyConfig &config, const voice::SpeechRequest &request, const std::string &voice, PollyWants wants,
                                       base::Instant now) {
  json::object body{{"Engine", config.engine}, {"Text", request.text}, {"TextType", "text"}, {"VoiceId", voice}};
  if (wants == PollyWants::sound) {
    body["OutputFormat"] = "pcm";
    body["SampleRate"] = std::to_string(polly_rate(request.rate));
  } else {
    body["OutputFormat"] = "json";
    body["SpeechMarkTypes"] = json::array{"word"};
  }
  HttpRequest http{.method = "POST",
                   .url = config.base_url + "/v1/speech",
                   .headers = {{"Content-Type", "application/json"}},
                   .body = json::serialize(body),
                   .timeout_ms = 30'000};
  return sign_for_aws(std::move(http), config.keys, {config.region, "polly"}, now);
}

base::Result<std::optional<PollyWord>> read_polly_mark(std::string_view line) {
  const Error bad{Status::corrupt, "Polly sent a mark that cannot be read", "text_to_speech"};
  const base::Result<json::value> value = base::parse_json(line, {kPollyMarkBytes, 4});
  if (!value || !value->is_object()) return bad;
  const json::object &mark = value->get_object();
  if (base::string_at(mark, "type") != "word") return std::optional<PollyWord>();
  const std::int64_t time = base::int_at(mark, "time", -1), end = base::int_at(mark, "end", -1);
  if (time < 0 || time > kLongestMs || end < 0) return bad;
  return std::optional<PollyWord>(PollyWord{time, static_cast<std::size_t>(end)});
}

std::vector<voice::WordMark> polly_word_marks(const std::vector<PollyWord> &words, std::size_t text_bytes, std::int32_t rate, std::int64_t samples) {
  std::vector<voice::WordMark> marks;
  std::int64_t begun_ms = 0;
  for (const PollyWord &word : words) {
    if (word.text_end > text_bytes || word.begin_ms < begun_ms || (!marks.empty() && word.text_end <= marks.back().text_end)) continue;
    begun_ms = word.begin_ms;
    if (!marks.empty()) marks.back().sample = std::min(samples, begun_ms * rate / 1000);
    marks.push_back({samples, word.text_end});
  }
  return marks;
}

base::Error polly_error(std::int32_t http_status, std::string_view type) {
  const std::string_view name = type.substr(0, type.find(':'));
  const auto row = std::find_if(std::begin(kFaults), std::end(kFaults), [name](const FaultRow &r) { return r.type == name; });
  const std::string where = " (HTTP " + std::to_string(http_status) + ")";
  if (row != std::end(kFaults)) return {row->status, row->message + where, row->field};
  const bool absent = http_status >= 500 || http_status < 400;  // nobody's speech is doubled by asking elsewhere
  return {absent ? Status::unavailable : status_of_http(http_status), "Polly did not take the text" + where, "text_to_speech"};
}

}  // namespace callwell::adapters
