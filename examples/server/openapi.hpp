// The OpenAPI document, made from the registry of operations: no route is described by hand but the server's own.
#pragma once

#include <string>
#include <string_view>

namespace server {

/// `registry`: what cw_operations gives. Each operation becomes POST /api/v1/operations/{name} with its own schemas.
std::string openapi_document(std::string_view registry, std::string_view version, std::string_view public_url);

}  // namespace server
