// Every error the server answers with, in one shape: {"error":{"code","message","hint","request_id","fields"}}.
#pragma once

#include "http.hpp"
#include "result.hpp"

namespace server {

/// An error of an operation.
HttpResponse error_response(const HttpRequest &request, const Failure &failure);
/// An error of HTTP itself.
HttpResponse error_response(const HttpRequest &request, std::int32_t status, std::string_view message);

}  // namespace server
