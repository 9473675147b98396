// SIP over TLS: whom we trust and how we show who we are.
#pragma once

#include <string>

#include "stack.hpp"

namespace sip_agent {

struct Options;

/// Adds it to the stack, on the port above the plain one; what went wrong, or empty.
std::string add_secure_transport(sip *stack, const Options &options);

}  // namespace sip_agent
