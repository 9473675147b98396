#include "records/webhook_events.hpp"

namespace callwell::records {

using base::Error;
using base::Result;
using base::Status;

namespace {
constexpr std::size_t kMaxEventId = 256;
}

Result<bool> first_seen(Transaction &tx, std::string_view provider, std::string_view event_id, base::Instant now) {
  if (event_id.empty()) return base::invalid("an event needs an id", "event_id");
  if (event_id.size() > kMaxEventId) return Error{Status::limit_exceeded, "an event's id is too long", "event_id"};
  const Result<std::int64_t> added =
      tx.execute("INSERT INTO webhook_events VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING", {provider, event_id, now});
  if (!added) return added.error();
  return *added > 0;
}

Result<bool> was_seen(Transaction &tx, std::string_view provider, std::string_view event_id) {
  return tx.first("SELECT 1 FROM webhook_events WHERE tenant_id = ?1 AND provider = ?2 AND event_id = ?3", {provider, event_id},
                  [](const Row &) { return Result<void>(); });
}

Result<std::int64_t> forget_webhook_events(Transaction &tx, base::Instant before) {
  return tx.execute("DELETE FROM webhook_events WHERE tenant_id = ?1 AND received_us < ?2", {before});
}

Result<void> add_security_event(Transaction &tx, const SecurityEvent &event) {
  const Result<std::int64_t> done =
      tx.execute("INSERT INTO security_events (tenant_id, at_us, kind, source, detail) VALUES (?1, ?2, ?3, ?4, ?5)",
                 {event.at, event.kind, event.source, event.detail});
  if (!done) return done.error();
  return {};
}

Result<std::vector<SecurityEvent>> list_security_events(Transaction &tx, std::size_t limit) {
  std::vector<SecurityEvent> events;
  const Result<void> done =
      tx.each("SELECT at_us, kind, source, detail FROM security_events WHERE tenant_id = ?1 ORDER BY seq DESC LIMIT ?2", {limit},
              [&](const Row &row) -> Result<void> {
                events.push_back({row.instant(0), row.text(1), row.text(2), row.text(3)});
                return {};
              });
  if (!done) return done.error();
  return events;
}

}  // namespace callwell::records
