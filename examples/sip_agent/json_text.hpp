// The text members of a JSON object.
#pragma once

#include <boost/json.hpp>

#include <string_view>

namespace sip_agent {

namespace json = boost::json;

/// Empty when there is no such text.
inline std::string_view text_at(const json::object &object, std::string_view key) {
  const json::value *value = object.if_contains(key);
  return value && value->is_string() ? std::string_view(value->get_string()) : std::string_view();
}

}  // namespace sip_agent
