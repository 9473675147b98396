// Server-sent events as the WHATWG standard has them, read from bytes cut anywhere.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace callwell::adapters {

class ServerSentEvents {
 public:
  /// `name` is empty where the stream names no event. An error ends the reading and comes back from feed().
  using OnEvent = std::function<base::Result<void>(std::string_view name, std::string_view data)>;

  explicit ServerSentEvents(std::size_t max_event_bytes = 256 << 10) : max_event_bytes_(max_event_bytes) {}

  /// Errors: `limit_exceeded` for an event, or a line without an end, beyond the limit; what `on_event` returned.
  base::Result<void> feed(std::string_view bytes, const OnEvent &on_event);

 private:
  base::Result<void> take_line(const OnEvent &on_event);
  base::Result<void> dispatch(const OnEvent &on_event);

  const std::size_t max_event_bytes_;
  std::string line_, name_, data_;
  bool has_data_ = false;
  bool first_line_ = true;
  bool after_return_ = false;  // a \n that comes next belongs to the \r before
};

}  // namespace callwell::adapters
