// What Amazon Polly is asked and what it answers. Nothing here knows the network.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/aws_signature.hpp"
#include "voice/ports.hpp"

namespace callwell::adapters {

inline constexpr std::size_t kPollyMarkBytes = 4 << 10;  ///< a mark is one word

struct PollyConfig {
  std::string base_url, region, engine;
  AwsKeys keys;
};

enum class PollyWants : std::uint8_t { sound, words };

/// The rate that Polly makes its sound with for this request.
std::int32_t polly_rate(std::int32_t rate);
base::Result<HttpRequest> polly_request(const PollyConfig &config, const voice::SpeechRequest &request, const std::string &voice, PollyWants wants,
                                       base::Instant now);

/// A word and when it begins.
struct PollyWord {
  std::int64_t begin_ms = 0;
  std::size_t text_end = 0;                      ///< bytes of the text up to its end
};
/// One line of the answer; nothing when it marks something else than a word.
base::Result<std::optional<PollyWord>> read_polly_mark(std::string_view line);
/// A word has ended when the next begins, the last with the sound. Words outside the text or out of order are left out.
std::vector<voice::WordMark> polly_word_marks(const std::vector<PollyWord> &words, std::size_t text_bytes, std::int32_t rate, std::int64_t samples);

/// `type` is the header x-amzn-errortype: Polly throttles with the status of a bad request.
base::Error polly_error(std::int32_t http_status, std::string_view type);

}  // namespace callwell::adapters
