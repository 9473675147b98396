#include "base/result.hpp"

#include <stdexcept>

namespace callwell::base {

std::string_view status_name(Status status) noexcept {
  switch (status) {
    case Status::ok: return "ok";
    case Status::invalid_argument: return "invalid_argument";
    case Status::not_found: return "not_found";
    case Status::conflict: return "conflict";
    case Status::permission_denied: return "permission_denied";
    case Status::unauthenticated: return "unauthenticated";
    case Status::busy: return "busy";
    case Status::unavailable: return "unavailable";
    case Status::deadline_exceeded: return "deadline_exceeded";
    case Status::limit_exceeded: return "limit_exceeded";
    case Status::corrupt: return "corrupt";
    case Status::unsupported: return "unsupported";
    case Status::no_memory: return "no_memory";
    case Status::internal: return "internal";
  }
  return "internal";
}

void throw_exception_from_error(const Error &error, const boost::source_location &) { throw std::logic_error(error.message); }

}  // namespace callwell::base
