// application/x-www-form-urlencoded, read and written: what Twilio speaks in both directions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace callwell::adapters {

struct FormField {
  std::string name, value;
};
/// In the order received; names may repeat.
using Form = std::vector<FormField>;

struct FormLimits {
  std::size_t max_bytes = 64 << 10;  ///< a 1600-character message with all its fields stays under 20 KiB
  std::size_t max_fields = 256;
};

base::Result<Form> parse_form(std::string_view text, FormLimits limits = {});
/// The first value of that name; empty when absent.
std::string_view field(const Form &form, std::string_view name);

/// RFC 3986: everything but letters, digits and -._~ becomes %XX.
std::string percent_encode(std::string_view text);
void append_field(std::string &body, std::string_view name, std::string_view value);

/// What follows the first '?' up to a '#'; empty when there is none.
std::string_view query_of(std::string_view url);

}  // namespace callwell::adapters
