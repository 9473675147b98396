// JSON: read by simdjson (strict, UTF-8 checked), held and written as Boost.JSON trees.
#pragma once

#include <boost/json.hpp>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace callwell::base {

namespace json = boost::json;

struct JsonLimits {
  std::size_t max_bytes = 1 << 20;  ///< no honest request of ours comes near a megabyte
  std::size_t max_depth = 32;
};

Result<json::value> parse_json(std::string_view text, JsonLimits limits = {});

// Members of an object by name, with a default where they are absent or of another type.
std::string_view string_at(const json::object &object, std::string_view key, std::string_view fallback = {});
std::int64_t int_at(const json::object &object, std::string_view key, std::int64_t fallback = 0);
double double_at(const json::object &object, std::string_view key, double fallback = 0);
bool bool_at(const json::object &object, std::string_view key, bool fallback = false);
const json::object &object_at(const json::object &object, std::string_view key);  ///< an empty object when absent
const json::array &array_at(const json::object &object, std::string_view key);    ///< an empty array when absent

}  // namespace callwell::base
