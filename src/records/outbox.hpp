// The outbox: what must leave the house (texts, notices to the practice), written in the transaction that decided it and
// done at least once by whoever leases it. The receiver's idempotency key makes "at least" an "exactly".
#pragma once

#include <string>
#include <vector>

#include "records/store.hpp"

namespace callwell::records {

struct OutboxEntry {
  std::string id;
  std::string kind;     ///< "send_message", "operator_notice" …
  std::string payload;  ///< JSON, sealed in the database
  std::string idempotency_key;
  base::Instant not_before;
  std::int32_t attempts = 0;  ///< with the present one
  std::string lease;          ///< proof of holding it
};

/// Enqueues once per idempotency key; false: it was there already.
base::Result<bool> enqueue(Transaction &tx, std::string_view kind, std::string_view payload, std::string_view idempotency_key,
                           base::Instant not_before, base::Instant now);
/// Takes what is due for `lease_seconds`; after that it is due again, for anyone.
base::Result<std::vector<OutboxEntry>> lease_outbox(Transaction &tx, base::Instant now, std::int32_t lease_seconds, std::size_t limit);
/// conflict, of the three below: the lease ran out and another has the entry.
base::Result<void> complete_outbox(Transaction &tx, const OutboxEntry &entry, base::Instant now);
base::Result<void> retry_outbox(Transaction &tx, const OutboxEntry &entry, base::Instant not_before, std::string_view error,
                                base::Instant now);
base::Result<void> give_up_outbox(Transaction &tx, const OutboxEntry &entry, std::string_view error, base::Instant now);
/// How many wait, and how many were given up: for health and alerts.
struct OutboxDepth {
  std::int64_t pending = 0, dead = 0;
};
base::Result<OutboxDepth> outbox_depth(Transaction &tx);

}  // namespace callwell::records
