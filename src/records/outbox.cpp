#include "records/outbox.hpp"

#include "base/ids.hpp"

namespace callwell::records {

using base::Error;
using base::Result;
using base::Status;

namespace {

constexpr std::string_view kPayload = "outbox.payload";
constexpr std::size_t kMaxPayload = 256 * 1024;

/// Ends the present attempt of an entry that this lease still holds.
Result<void> end_attempt(Transaction &tx, const OutboxEntry &entry, std::string_view status, base::Instant not_before,
                         std::string_view error, base::Instant now) {
  const Result<std::int64_t> changed = tx.execute(
      "UPDATE outbox SET status = ?4, not_before_us = ?5, last_error = ?6, updated_us = ?7, lease = ''"
      " WHERE tenant_id = ?1 AND id = ?2 AND lease = ?3 AND status = 'pending'",
      {entry.id, entry.lease, status, not_before, error, now});
  if (!changed) return changed.error();
  if (*changed == 0) return Error{Status::conflict, "the outbox entry is no longer leased by this worker"};
  return {};
}

}  // namespace

Result<bool> enqueue(Transaction &tx, std::string_view kind, std::string_view payload, std::string_view idempotency_key,
                     base::Instant not_before, base::Instant now) {
  if (payload.empty() || payload.size() > kMaxPayload)
    return Error{Status::limit_exceeded, "an outbox payload is empty or too large", "payload"};
  const std::string id = base::new_uuid7(now), sealed = tx.seal(kPayload, id, payload);
  const Result<std::int64_t> added = tx.execute(
      "INSERT INTO outbox (tenant_id, id, kind, sealed_payload, idempotency_key, not_before_us, created_us, updated_us)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7) ON CONFLICT (tenant_id, idempotency_key) DO NOTHING",
      {id, kind, Blob{sealed}, idempotency_key, not_before, now});
  if (!added) return added.error();
  return *added > 0;
}

Result<std::vector<OutboxEntry>> lease_outbox(Transaction &tx, base::Instant now, std::int32_t lease_seconds, std::size_t limit) {
  const std::string lease = base::new_uuid7(now);
  std::vector<OutboxEntry> entries;
  const Result<void> done = tx.each(
      "UPDATE outbox SET lease = ?4, attempts = attempts + 1, not_before_us = ?5, updated_us = ?2 WHERE tenant_id = ?1 AND id IN"
      " (SELECT id FROM outbox WHERE tenant_id = ?1 AND status = 'pending' AND not_before_us <= ?2 ORDER BY not_before_us, id LIMIT ?3)"
      " RETURNING id, kind, sealed_payload, idempotency_key, not_before_us, attempts",
      {now, limit, lease, now.plus_seconds(lease_seconds)}, [&](const Row &row) -> Result<void> {
        Result<std::string> payload = tx.unseal(kPayload, row.bytes(0), row.bytes(2));
        if (!payload) return payload.error();
        entries.push_back(
            {row.text(0), row.text(1), std::move(*payload), row.text(3), row.instant(4), static_cast<std::int32_t>(row.integer(5)), lease});
        return {};
      });
  if (!done) return done.error();
  return entries;
}

Result<void> complete_outbox(Transaction &tx, const OutboxEntry &entry, base::Instant now) {
  return end_attempt(tx, entry, "done", now, {}, now);
}

Result<void> retry_outbox(Transaction &tx, const OutboxEntry &entry, base::Instant not_before, std::string_view error, base::Instant now) {
  return end_attempt(tx, entry, "pending", not_before, error, now);
}

Result<void> give_up_outbox(Transaction &tx, const OutboxEntry &entry, std::string_view error, base::Instant now) {
  return end_attempt(tx, entry, "dead", now, error, now);
}

Result<OutboxDepth> outbox_depth(Transaction &tx) {
  OutboxDepth depth;
  const Result<bool> found = tx.first(
      "SELECT count(*) FILTER (WHERE status = 'pending'), count(*) FILTER (WHERE status = 'dead') FROM outbox WHERE tenant_id = ?1", {},
      [&](const Row &row) -> Result<void> {
        depth = {row.integer(0), row.integer(1)};
        return {};
      });
  if (!found) return found.error();
  return depth;
}

}  // namespace callwell::records
