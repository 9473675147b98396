// What outside parties posted: which events were taken in already, and what was refused.
#pragma once

#include <string>
#include <vector>

#include "records/store.hpp"

namespace callwell::records {

/// Notes the event and says whether it came for the first time. In the transaction that acts on it, an event counts exactly once.
base::Result<bool> first_seen(Transaction &tx, std::string_view provider, std::string_view event_id, base::Instant now);
/// Was it noted? A look that takes no writer's turn; first_seen, in the transaction that acts on it, has the last word.
base::Result<bool> was_seen(Transaction &tx, std::string_view provider, std::string_view event_id);
/// Forgets events older than `before`: carriers stop repeating after days. Gives how many.
base::Result<std::int64_t> forget_webhook_events(Transaction &tx, base::Instant before);

struct SecurityEvent {
  base::Instant at;
  std::string kind;    ///< "bad_signature", "malformed_webhook", "unauthenticated"
  std::string source;  ///< route or adapter
  std::string detail;  ///< a short reason of ours, never content that was sent
};
base::Result<void> add_security_event(Transaction &tx, const SecurityEvent &event);
base::Result<std::vector<SecurityEvent>> list_security_events(Transaction &tx, std::size_t limit = 100);  ///< latest first

}  // namespace callwell::records
