// What is said to Deepgram's live transcription and what its messages mean: API version 1, the Nova models.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "voice/ports.hpp"

namespace callwell::adapters {

inline constexpr std::string_view kDeepgramKeepAlive = R"({"type":"KeepAlive"})";
inline constexpr std::string_view kDeepgramFinalize = R"({"type":"Finalize"})";
inline constexpr std::string_view kDeepgramCloseStream = R"({"type":"CloseStream"})";

struct DeepgramOptions {
  std::string base_url, api_key;
  std::string model = "nova-3";
  std::string language;                ///< whatever is spoken, "multi" for several at once; empty: the call's
  voice::Encoding encoding = voice::Encoding::pcm16;
  std::int32_t endpointing_ms = 300;
  std::vector<std::string> keyterms;
};

std::string deepgram_address(const DeepgramOptions &options, std::int32_t rate, const voice::Hearing &hearing);
/// The payload of one binary message.
std::string deepgram_audio(voice::Encoding encoding, voice::Samples frame);

/// Reads the messages of one connection, in the order they come.
class DeepgramReader {
 public:
  /// Nothing: no news. An error: nothing more can be expected of this connection.
  base::Result<std::optional<voice::Recognised>> read(std::string_view message);

 private:
  std::optional<voice::Recognised> read_results(const base::json::object &message);
  std::optional<voice::Recognised> end_of_speech();

  double settled_s_ = 0;               ///< up to here nothing changes any more
  std::string interim_;                ///< told and not yet settled
  float interim_confidence_ = 0;
  bool speaking_ = false;              ///< words since the last end of speech
};

}  // namespace callwell::adapters
