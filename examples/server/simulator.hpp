// The simulator's page, compiled in, for a browser on this machine and nobody else.
#pragma once

#include <optional>

#include "routes.hpp"

namespace server {

/// Is there a simulator, and does this request come from a browser on this machine that was pointed here? A proxy in between, or
/// a foreign name for this address, says no.
bool simulator_may_see(const Site &site, const HttpRequest &request);
/// The page's file at that path; nothing when there is none.
std::optional<HttpResponse> simulator_page(const Site &site, const HttpRequest &request);

}  // namespace server
