// The forms of text that our JSON Schemas name with `format`: each has its own small reader instead of a regular expression.
#pragma once

#include <string_view>

namespace callwell::base {

bool is_e164(std::string_view text) noexcept;   ///< + and 7 to 15 digits, the first not 0
bool is_email(std::string_view text) noexcept;  ///< local@domain.tld as people and forms write it; no quoted local part
bool is_id(std::string_view text) noexcept;     ///< lower-case letters, digits, - and _; at most 64, a letter or digit first

/// A named form: what it is called to people and how one looks.
struct Format {
  std::string_view name, noun, example;
  bool (*matches)(std::string_view text);
};
/// Nothing when no format has that name.
const Format *find_format(std::string_view name) noexcept;

}  // namespace callwell::base
