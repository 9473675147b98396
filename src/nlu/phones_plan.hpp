// Telephone numbering plans: which digit strings are numbers of a country, and their E.164 form.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace callwell::nlu {

/// E.164 of a number as dialled inside `country` (ISO 3166; North American where unknown), with or without trunk prefix, or with
/// the country's own calling code in front; nothing when the plan has no such number.
std::optional<std::string> national_to_e164(std::string_view digits, std::string_view country);

/// E.164 of digits that begin with a calling code ("+" or the international prefix already taken off).
std::optional<std::string> international_to_e164(std::string_view digits);

/// The digits after an international dialling prefix of the country ("00", in North America "011"), or nothing.
std::optional<std::string_view> after_international_prefix(std::string_view digits, std::string_view country);

/// How long a full national number usually is, to fit a correction of its last digits.
std::size_t usual_national_length(std::string_view country);
bool is_north_american(std::string_view country);

}  // namespace callwell::nlu
