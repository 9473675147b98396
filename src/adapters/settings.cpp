#include "adapters/settings.hpp"

#include <charconv>

#include "adapters/http.hpp"

namespace callwell::adapters {

std::string Settings::required(std::string_view name) {
  std::string value = optional(name);
  if (value.empty() && !fault_) fault_ = base::invalid("the " + config_.adapter + " adapter needs this setting", std::string(name));
  return value;
}

std::string Settings::optional(std::string_view name, std::string_view fallback) const {
  const auto found = config_.settings.find(name);
  return found == config_.settings.end() || found->second.empty() ? std::string(fallback) : found->second;
}

std::int64_t Settings::integer(std::string_view name, std::int64_t fallback, std::int64_t least, std::int64_t most) {
  const std::string text = optional(name, std::to_string(fallback));
  std::int64_t value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = read.ec == std::errc() && read.ptr == text.data() + text.size();
  if ((!whole || value < least || value > most) && !fault_) {
    fault_ = base::invalid("must be a whole number from " + std::to_string(least) + " to " + std::to_string(most), std::string(name));
  }
  return value;
}

std::string Settings::base_url(std::string_view fallback) {
  std::string url = optional("base_url", fallback);
  while (url.ends_with('/')) url.pop_back();
  // The path of a WebSocket's address is checked like that of a page: ws stands for http, wss for https.
  const std::string page = url.starts_with("ws") ? "http" + url.substr(2) : url;
  if (const base::Result<void> fine = check_url(page); !fine && !fault_) fault_ = base::invalid(fine.error().message, "base_url");
  return url;
}

}  // namespace callwell::adapters
