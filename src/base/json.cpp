#include "base/json.hpp"

#include <simdjson.h>

#include <cmath>

namespace callwell::base {

namespace {

using Element = simdjson::dom::element;

Result<json::value> convert(Element element, std::size_t depth, json::storage_ptr storage) {
  if (depth == 0) return Error{Status::limit_exceeded, "JSON is nested too deeply"};
  switch (element.type()) {
    case simdjson::dom::element_type::NULL_VALUE: return json::value(nullptr, storage);
    case simdjson::dom::element_type::BOOL: return json::value(bool(element), storage);
    case simdjson::dom::element_type::INT64: return json::value(std::int64_t(element), storage);
    case simdjson::dom::element_type::UINT64: return json::value(std::uint64_t(element), storage);
    case simdjson::dom::element_type::DOUBLE: return json::value(double(element), storage);
    case simdjson::dom::element_type::STRING: return json::value(json::string(std::string_view(element), storage));
    case simdjson::dom::element_type::ARRAY: {
      json::array out(storage);
      for (const Element child : simdjson::dom::array(element)) {
        Result<json::value> converted = convert(child, depth - 1, storage);
        if (!converted) return converted.error();
        out.push_back(std::move(*converted));
      }
      return json::value(std::move(out));
    }
    case simdjson::dom::element_type::OBJECT: {
      json::object out(storage);
      for (const auto field : simdjson::dom::object(element)) {
        Result<json::value> converted = convert(field.value, depth - 1, storage);
        if (!converted) return converted.error();
        if (!out.emplace(field.key, std::move(*converted)).second) {
          return invalid("JSON names a member twice", std::string(field.key.substr(0, 64)));
        }
      }
      return json::value(std::move(out));
    }
  }
  return invalid("not JSON");
}

}  // namespace

Result<json::value> parse_json(std::string_view text, JsonLimits limits) {
  if (text.size() > limits.max_bytes) return Error{Status::limit_exceeded, "JSON is too large"};
  thread_local simdjson::dom::parser parser;
  Element root;
  if (const auto error = parser.parse(text.data(), text.size()).get(root)) {
    return invalid(std::string("not JSON: ") + simdjson::error_message(error));
  }
  return convert(root, limits.max_depth, {});
}

std::string_view string_at(const json::object &object, std::string_view key, std::string_view fallback) {
  const json::value *value = object.if_contains(key);
  return value && value->is_string() ? std::string_view(value->get_string()) : fallback;
}

std::int64_t int_at(const json::object &object, std::string_view key, std::int64_t fallback) {
  const json::value *value = object.if_contains(key);
  return value && value->is_int64() ? value->get_int64() : fallback;
}

double double_at(const json::object &object, std::string_view key, double fallback) {
  const json::value *value = object.if_contains(key);
  if (!value) return fallback;
  if (value->is_double()) return value->get_double();
  return value->is_int64() ? static_cast<double>(value->get_int64()) : fallback;
}

bool bool_at(const json::object &object, std::string_view key, bool fallback) {
  const json::value *value = object.if_contains(key);
  return value && value->is_bool() ? value->get_bool() : fallback;
}

const json::object &object_at(const json::object &object, std::string_view key) {
  static const json::object empty;
  const json::value *value = object.if_contains(key);
  return value && value->is_object() ? value->get_object() : empty;
}

const json::array &array_at(const json::object &object, std::string_view key) {
  static const json::array empty;
  const json::value *value = object.if_contains(key);
  return value && value->is_array() ? value->get_array() : empty;
}

}  // namespace callwell::base
