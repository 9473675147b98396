// The paths that carriers call. Bytes go to an operation and its answer goes back: signatures, formats and consequences are the
// library's.
#pragma once

#include "routes.hpp"

namespace server {

struct WebhookRoute {
  std::string_view path;  ///< after /webhooks, or a whole path of an older installation
  std::string_view operation;
  std::string_view methods;
};

/// Found under /webhooks, /api/webhooks and /api/v1/webhooks; null when there is none.
const WebhookRoute *find_webhook(std::string_view path);
HttpResponse answer_webhook(Site &site, const HttpRequest &request, const WebhookRoute &route);

}  // namespace server
