// The messages of carriers' media streams, both dialects. Reading trusts nothing; nothing of a message is kept but what is listed.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "result.hpp"

namespace server {

enum class Dialect : std::uint8_t { twilio, telnyx };

inline constexpr std::size_t kMaxMediaMessageBytes = 64 << 10;

struct MediaMessage {
  enum class Kind : std::uint8_t { other, connected, start, media, dtmf, mark, stop, error };
  Kind kind = Kind::other;
  std::string stream_id;
  // start
  std::string call_id, session_id, encoding;
  std::int64_t rate = 0, channels = 0;
  std::map<std::string, std::string, std::less<>> parameters;
  // media
  bool inbound = true;
  std::int64_t chunk = 0;
  std::string audio;
  char digit = 0;    ///< dtmf
  std::string name;  ///< mark
};

/// Errors: CW_E_INVALID_ARGUMENT, whatever does not read. What is not known is `other`, not an error.
Result<MediaMessage> read_media_message(Dialect dialect, std::string_view text);

std::string media_message(Dialect dialect, std::string_view stream_id, std::string_view audio);
std::string mark_message(Dialect dialect, std::string_view stream_id, std::string_view name);
std::string clear_message(Dialect dialect, std::string_view stream_id);

std::string base64(std::string_view bytes);
std::optional<std::string> unbase64(std::string_view text);

}  // namespace server
