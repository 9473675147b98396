// Telnyx's requests to us, messaging and voice alike: is it really Telnyx, and which event is it.
#pragma once

#include "adapters/webhook.hpp"
#include "base/json.hpp"
#include "base/time.hpp"

namespace callwell::adapters {

inline constexpr std::int64_t kTelnyxToleranceSeconds = 300;

/// Ed25519 over timestamp, '|' and the raw body; `public_key` is base64 as the portal shows it.
base::Result<void> verify_telnyx(const WebhookRequest &request, std::string_view public_key, base::Instant now);

struct TelnyxEvent {
  std::string id;    ///< deliveries repeat and overtake each other: remember the id
  std::string type;  ///< "message.received", "call.hangup", …
  base::json::object payload;
};

/// Verifies, then reads. Errors: `invalid_argument`: unsigned or malformed; `unauthenticated`: wrong signature or stale.
base::Result<TelnyxEvent> read_telnyx_webhook(const WebhookRequest &request, std::string_view public_key, base::Instant now);

}  // namespace callwell::adapters
