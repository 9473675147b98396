// YAML read into JSON values that remember their line and column.
//
// Plain scalars are typed by the YAML 1.2 core rules, and where a number would surprise its writer, it stays text: `on`, `yes`, `08:00`,
// 2026-11-26, anything with a leading zero (`010`, a ZIP code) or plus sign (`+13125550101`), hexadecimal, octal, and more digits than
// 64 bits hold. What is quoted is always text. There are no merge keys, no tags of one's own and no second document.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"

namespace callwell::base {

struct YamlMark { std::int32_t line = 1, column = 1; };  ///< 1-based; columns count bytes

/// The marks of a value and of all within it, children in the order of the JSON value's.
struct YamlMarks {
  YamlMark name, value;  ///< `name`: of the member's name, or as `value` where there is none
  std::vector<YamlMarks> children;
};

struct YamlDocument {
  json::value value;
  YamlMarks marks;
  /// Where the value of that JSON pointer stands, or the nearest one around it that the file has.
  const YamlMarks &marks_at(std::string_view pointer) const;
};

struct YamlError { YamlMark at; std::string message; };

struct YamlLimits {
  std::size_t max_bytes = 1 << 20;
  std::size_t max_depth = 32;
  std::size_t max_alias_cost = 1 << 20;  ///< bytes, roughly, that anchors and aliases may copy in all
};

/// Never throws. An empty text is null.
boost::system::result<YamlDocument, YamlError> parse_yaml(std::string_view text, YamlLimits limits = {});

}  // namespace callwell::base
