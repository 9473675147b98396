#include "adapters/language_model/event_stream.hpp"

#include <algorithm>
#include <boost/crc.hpp>
#include <optional>

namespace callwell::adapters {

namespace {

constexpr std::size_t kPrelude = 12;  // two lengths and their checksum
constexpr std::size_t kFraming = 16;  // the prelude and the message's checksum

base::Error corrupt(std::string message) { return {base::Status::corrupt, std::move(message)}; }

std::uint32_t big_endian(std::string_view bytes) {
  std::uint32_t value = 0;
  for (const char byte : bytes) value = value << 8 | static_cast<std::uint8_t>(byte);
  return value;
}

std::uint32_t crc32(std::string_view bytes) {
  boost::crc_32_type crc;
  crc.process_bytes(bytes.data(), bytes.size());
  return crc.checksum();
}

/// Takes bytes from the front; once they do not suffice it gives nothing any more.
class HeaderBytes {
 public:
  explicit HeaderBytes(std::string_view bytes) : bytes_(bytes) {}
  bool empty() const { return bytes_.empty(); }
  bool short_of() const { return short_; }

  std::string_view take(std::size_t count) {
    short_ = short_ || count > bytes_.size();
    const std::string_view taken = short_ ? std::string_view() : bytes_.substr(0, count);
    bytes_.remove_prefix(short_ ? bytes_.size() : count);
    return taken;
  }
  std::uint32_t number(std::size_t count) { return big_endian(take(count)); }

 private:
  std::string_view bytes_;
  bool short_ = false;
};

enum class HeaderType : std::uint8_t { yes, no, int8, int16, int32, int64, bytes, text, timestamp, uuid };

/// The size of a value of that type; nothing for a type that does not exist.
std::optional<std::size_t> value_size(HeaderType type, HeaderBytes &left) {
  switch (type) {
    case HeaderType::yes:
    case HeaderType::no: return 0;
    case HeaderType::int8: return 1;
    case HeaderType::int16: return 2;
    case HeaderType::int32: return 4;
    case HeaderType::int64:
    case HeaderType::timestamp: return 8;
    case HeaderType::uuid: return 16;
    case HeaderType::bytes:
    case HeaderType::text: return left.number(2);
    default: return std::nullopt;
  }
}

base::Result<void> read_headers(std::string_view block, EventStreamMessage &message) {
  HeaderBytes left(block);
  while (!left.empty()) {
    const std::string_view name = left.take(left.number(1));
    const auto type = static_cast<HeaderType>(left.number(1));
    const std::optional<std::size_t> size = value_size(type, left);
    const std::string_view value = left.take(size.value_or(0));
    if (!size || left.short_of() || name.empty()) return corrupt("a header of the event stream cannot be read");
    const bool fresh = message.headers.emplace(name, type == HeaderType::text ? value : std::string_view()).second;
    if (!fresh) return corrupt("an event of the stream has a header twice");
  }
  return {};
}

}  // namespace

std::string_view EventStreamMessage::header(std::string_view name) const {
  const auto found = headers.find(name);
  return found == headers.end() ? std::string_view() : std::string_view(found->second);
}

base::Result<void> EventStreamReader::feed(std::string_view bytes, const OnMessage &on_message) {
  while (!bytes.empty()) {
    const std::size_t wanted = (total_ == 0 ? kPrelude : total_) - message_.size();
    const std::string_view part = bytes.substr(0, wanted);
    message_ += part;
    bytes.remove_prefix(part.size());
    if (part.size() < wanted) return {};
    if (total_ == 0) {
      const base::Result<std::size_t> total = total_of_prelude();
      if (!total) return total.error();
      total_ = *total;
      continue;
    }
    if (const base::Result<void> read = read_message(on_message); !read) return read;
    message_.clear();
    total_ = 0;
  }
  return {};
}

/// Checked before the rest is waited for: a broken length would have us wait for ever.
base::Result<std::size_t> EventStreamReader::total_of_prelude() const {
  const std::string_view prelude = message_;
  const std::uint32_t total = big_endian(prelude.substr(0, 4)), headers = big_endian(prelude.substr(4, 4));
  if (crc32(prelude.substr(0, 8)) != big_endian(prelude.substr(8, 4))) return corrupt("the checksum of an event's prelude is wrong");
  if (total < kFraming || headers > total - kFraming) return corrupt("the lengths of an event contradict each other");
  if (headers > limits_.max_header_bytes || total - kFraming - headers > limits_.max_payload_bytes) {
    return base::Error{base::Status::limit_exceeded, "the service sent an event larger than we accept"};
  }
  return std::size_t{total};
}

base::Result<void> EventStreamReader::read_message(const OnMessage &on_message) const {
  const std::string_view whole = message_;
  if (crc32(whole.substr(0, total_ - 4)) != big_endian(whole.substr(total_ - 4))) return corrupt("the checksum of an event is wrong");
  const std::size_t headers = big_endian(whole.substr(4, 4));
  EventStreamMessage message;
  if (const base::Result<void> read = read_headers(whole.substr(kPrelude, headers), message); !read) return read;
  message.payload = whole.substr(kPrelude + headers, total_ - kFraming - headers);
  return on_message(message);
}

}  // namespace callwell::adapters
