// Result<T> and Error: how every fallible function in Callwell reports failure.
#pragma once

#include <boost/system/result.hpp>
#include <cstdint>
#include <string>
#include <utility>

namespace callwell::base {

/// Canonical failure classes; the values are those of `cw_status` in the public header.
enum class Status : std::int32_t {
  ok = 0,
  invalid_argument = 1,  ///< fix the request
  not_found = 2,
  conflict = 3,          ///< the state changed meanwhile: read again, then retry the whole step
  permission_denied = 4,
  unauthenticated = 5,
  busy = 6,              ///< back-pressure: drain, then retry the same call
  unavailable = 7,       ///< an outside party or the disk failed: retry later
  deadline_exceeded = 8,
  limit_exceeded = 9,    ///< too large, too deep or too many
  corrupt = 10,          ///< stored data does not read back
  unsupported = 11,
  no_memory = 12,
  internal = 13,         ///< a bug of ours
};

std::string_view status_name(Status status) noexcept;

/// Why something failed. `message` is one line and never holds personal data.
struct Error {
  Status status = Status::internal;
  std::string message;
  std::string field = {};  ///< the input field or configuration path at fault, if one is
};

template <class T>
using Result = boost::system::result<T, Error>;

inline Error invalid(std::string message, std::string field = {}) {
  return {Status::invalid_argument, std::move(message), std::move(field)};
}

/// Called by Result::value() on an error; Boost finds it by its argument. Callwell tests first, so this is a bug; it must still not be silent.
[[noreturn]] void throw_exception_from_error(const Error &error, const boost::source_location &where);

}  // namespace callwell::base
