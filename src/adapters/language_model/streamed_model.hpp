// A language model behind HTTP: asks its vendor's service and watches the time. No token for `timeout_ms`, from the question
// on and then from token to token, is `deadline_exceeded`. A Retry-After of up to a second is waited for once; a longer one is
// obeyed too: the model answers `busy` by itself until then.
#pragma once

#include <memory>

#include "adapters/language_model/vendor.hpp"
#include "adapters/settings.hpp"

namespace callwell::adapters {

/// Settings: timeout_ms. The error is also any fault the settings had before.
MadeModel make_streamed_model(std::unique_ptr<ModelVendor> vendor, std::shared_ptr<Network> network, Settings &settings);

}  // namespace callwell::adapters
