// How a language model fails, in our words. A service's own text may repeat what it was shown and is never passed on.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/result.hpp"

namespace callwell::adapters {

/// `detail` is ours: "HTTP 529", or the service's name for a kind of error from a table of ours.
base::Error model_failure(std::string_view model, base::Status status, std::string_view detail = {});

/// The status for an HTTP answer outside 2xx. A model does no deeds, so all that is about the service and not about the request
/// means that another may be asked.
base::Status model_status_of_http(std::int32_t http_status) noexcept;
base::Error model_http_failure(std::string_view model, base::Status status, std::int32_t http_status);

}  // namespace callwell::adapters
