// AWS's framing of streams, application/vnd.amazon.eventstream, read from bytes cut anywhere.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace callwell::adapters {

struct EventStreamMessage {
  std::map<std::string, std::string, std::less<>> headers;  ///< the value is empty where it is no string
  std::string_view payload;

  std::string_view header(std::string_view name) const;     ///< empty when absent
};

struct EventStreamLimits {
  std::uint32_t max_header_bytes = 128 << 10;               ///< as of AWS's own reader
  std::uint32_t max_payload_bytes = 1 << 20;                ///< Bedrock's own limit is a million bytes
};

class EventStreamReader {
 public:
  /// An error ends the reading and comes back from feed().
  using OnMessage = std::function<base::Result<void>(const EventStreamMessage &message)>;

  explicit EventStreamReader(EventStreamLimits limits = {}) : limits_(limits) {}

  /// Errors: `corrupt` for a checksum or a header that is wrong, `limit_exceeded`, what `on_message` returned.
  base::Result<void> feed(std::string_view bytes, const OnMessage &on_message);

 private:
  base::Result<std::size_t> total_of_prelude() const;
  base::Result<void> read_message(const OnMessage &on_message) const;

  const EventStreamLimits limits_;
  std::string message_;    // what has come of it
  std::size_t total_ = 0;  // its size; 0 while that is not known
};

}  // namespace callwell::adapters
