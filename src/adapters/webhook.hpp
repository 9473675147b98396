// What every vendor's request to us has in common, whatever server received it.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace callwell::adapters {

struct WebhookRequest {
  std::string method;
  std::string url;   ///< the public address the sender called, with scheme, host and query: signatures cover it
  std::string path;  ///< of the same address
  std::map<std::string, std::string, std::less<>> headers;  ///< names in lower case
  std::string body;                                         ///< as received: signatures cover its bytes

  std::string_view header(std::string_view lower_name) const;  ///< empty when absent
};

struct WebhookReply {
  std::int32_t status = 200;
  std::string content_type;
  std::string body;
};

inline constexpr std::size_t kMaxWebhookBytes = 64 << 10;

/// 400 malformed, 403 not signed by the sender, 413 too large, 503 later, 500 ours; a short reason and nothing else.
WebhookReply refuse_webhook(const base::Error &error);

}  // namespace callwell::adapters
