// What may remain of a field once a record is de-identified under HIPAA's Safe Harbor, 45 CFR 164.514(b)(2)(i).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/time.hpp"

namespace callwell::compliance {

/// The generalised value, or nothing: suppress the field. `zip` keeps three digits ("000" where fewer than 20,000 people live, census of
/// 2010), ages over 89 become "90+", dates their year. `as_of` decides the age behind a birth date. A value that does not read is
/// suppressed.
std::optional<std::string> generalise(std::string_view field, std::string_view value, const base::Date &as_of);

}  // namespace callwell::compliance
