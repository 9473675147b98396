// Amounts of money, exactly: what the file writes as 650 or "12.50" is kept in hundredths.
#pragma once

#include <boost/json.hpp>
#include <cstdint>
#include <optional>

namespace callwell::practice {

/// Nothing when it is negative, has more than two decimals, is not a plain amount or exceeds ten million.
std::optional<std::int64_t> to_minor(const boost::json::value &amount);

}  // namespace callwell::practice
