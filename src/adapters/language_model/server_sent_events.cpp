#include "adapters/language_model/server_sent_events.hpp"

#include <utility>

namespace callwell::adapters {

base::Result<void> ServerSentEvents::feed(std::string_view bytes, const OnEvent &on_event) {
  while (!bytes.empty()) {
    if (std::exchange(after_return_, false) && bytes.front() == '\n') {
      bytes.remove_prefix(1);
      continue;
    }
    const std::size_t end = bytes.find_first_of("\r\n");
    const std::string_view part = bytes.substr(0, end);
    if (name_.size() + data_.size() + line_.size() + part.size() > max_event_bytes_) {
      return base::Error{base::Status::limit_exceeded, "the service sent an event larger than we accept"};
    }
    line_ += part;
    if (end == std::string_view::npos) return {};
    after_return_ = bytes[end] == '\r';
    bytes.remove_prefix(end + 1);
    if (const base::Result<void> taken = take_line(on_event); !taken) return taken;
    line_.clear();
  }
  return {};
}

base::Result<void> ServerSentEvents::take_line(const OnEvent &on_event) {
  std::string_view line = line_;
  if (std::exchange(first_line_, false) && line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);
  if (line.empty()) return dispatch(on_event);
  const std::size_t colon = line.find(':');
  const std::string_view field = line.substr(0, colon);
  std::string_view value = colon == std::string_view::npos ? std::string_view() : line.substr(colon + 1);
  if (value.starts_with(' ')) value.remove_prefix(1);
  if (field == "event") name_ = value;
  if (field == "data") {
    if (std::exchange(has_data_, true)) data_ += '\n';
    data_ += value;
  }
  return {};
}

base::Result<void> ServerSentEvents::dispatch(const OnEvent &on_event) {
  const std::string name = std::exchange(name_, {});
  const std::string data = std::exchange(data_, {});
  if (!std::exchange(has_data_, false)) return {};
  return on_event(name, data);
}

}  // namespace callwell::adapters
