#include "adapters/language_model/failure.hpp"

#include <algorithm>
#include <iterator>
#include <string>

namespace callwell::adapters {

using base::Status;

base::Error model_failure(std::string_view model, Status status, std::string_view detail) {
  struct Row {
    Status status;
    std::string_view what, field;
  };
  static constexpr Row kRows[] = {
      {Status::busy, "asks for patience", ""},
      {Status::unavailable, "is not available", ""},
      {Status::deadline_exceeded, "did not answer in time", ""},
      {Status::unauthenticated, "does not accept the account or its key", "language_model"},
      {Status::permission_denied, "refused to answer", ""},
      {Status::not_found, "does not know the model", "model"},
      {Status::invalid_argument, "does not accept the request", ""},
      {Status::limit_exceeded, "found a limit reached", "max_tokens"},
      {Status::unsupported, "answered in a way that is not supported", ""},
  };
  const auto row = std::find_if(std::begin(kRows), std::end(kRows), [status](const Row &candidate) { return candidate.status == status; });
  const std::string_view what = row == std::end(kRows) ? "answered what cannot be read" : row->what;
  std::string message = std::string(model) + " " + std::string(what);
  if (!detail.empty()) message += " (" + std::string(detail) + ")";
  return {status, std::move(message), row == std::end(kRows) ? std::string() : std::string(row->field)};
}

Status model_status_of_http(std::int32_t http_status) noexcept {
  switch (http_status) {
    case 401:
    case 402:
    case 403: return Status::unauthenticated;  // `permission_denied` is what the model itself refuses
    case 404: return Status::not_found;
    case 408:
    case 409:
    case 424: return Status::unavailable;
    case 413: return Status::limit_exceeded;
    case 429: return Status::busy;
    default: return http_status >= 400 && http_status < 500 ? Status::invalid_argument : Status::unavailable;
  }
}

base::Error model_http_failure(std::string_view model, Status status, std::int32_t http_status) {
  return model_failure(model, status, "HTTP " + std::to_string(http_status));
}

}  // namespace callwell::adapters
