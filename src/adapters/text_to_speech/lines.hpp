// Lines of a stream that arrives in pieces cut anywhere.
#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace callwell::adapters {

class Lines {
 public:
  explicit Lines(std::size_t max_bytes) : max_bytes_(max_bytes) {}

  /// Calls `take(line)` → bool for every line that is whole now, empty ones left out. False: `take` said so, or a line is too long.
  template <class Take>
  bool add(std::string_view bytes, Take &&take) {
    for (std::size_t end = bytes.find('\n'); end != std::string_view::npos; end = bytes.find('\n')) {
      if (!append(bytes.substr(0, end)) || !flush(take)) return false;
      bytes.remove_prefix(end + 1);
    }
    return append(bytes);
  }
  /// The stream has ended: what is left is a line too.
  template <class Take>
  bool finish(Take &&take) {
    return flush(take);
  }

 private:
  bool append(std::string_view bytes) {
    if (bytes.size() > max_bytes_ - rest_.size()) return false;
    rest_ += bytes;
    return true;
  }
  template <class Take>
  bool flush(Take &take) {
    const std::string line = std::exchange(rest_, {});
    return line.find_first_not_of(" \r") == std::string::npos || take(std::string_view(line));
  }

  const std::size_t max_bytes_;
  std::string rest_;
};

}  // namespace callwell::adapters
