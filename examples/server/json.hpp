// JSON for the server's own needs; what operations say passes through as text.
#pragma once

#include <boost/json.hpp>
#include <optional>
#include <string_view>

namespace server {

namespace json = boost::json;

inline constexpr std::size_t kMaxJsonDepth = 32;

/// Nothing when the text is not one JSON object.
inline std::optional<json::object> parse_object(std::string_view text) {
  boost::system::error_code fault;
  json::parse_options options;
  options.max_depth = kMaxJsonDepth;
  json::value value = json::parse(text, fault, {}, options);
  if (fault || !value.is_object()) return std::nullopt;
  return std::move(value.get_object());
}

inline std::string_view text_at(const json::object &object, std::string_view key) {
  const json::value *value = object.if_contains(key);
  return value && value->is_string() ? std::string_view(value->get_string()) : std::string_view();
}

inline std::int64_t int_at(const json::object &object, std::string_view key, std::int64_t fallback) {
  const json::value *value = object.if_contains(key);
  return value && value->is_int64() ? value->get_int64() : fallback;
}

}  // namespace server
