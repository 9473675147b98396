// Who waits for an earlier or a better time. Whom a freed slot suits is decided in scheduling/waitlist.hpp.
#pragma once

#include <string>
#include <vector>

#include "records/store.hpp"

namespace callwell::records {

struct WaitlistEntry {
  std::string id;
  std::string status = "active";  ///< "active", "notified", "filled", "expired", "cancelled"
  std::string patient_id, service;
  std::string provider, location;  ///< empty: any
  std::string preference = "{}";   ///< JSON of the preference object
  std::int32_t priority = 0;       ///< higher is asked first
  std::string appointment_id;      ///< what filled it
  std::string idempotency_key;
  base::Instant created, updated, expires;
};

struct StoredWaitlistEntry {
  std::string id;
  bool duplicate = false;
};

base::Result<StoredWaitlistEntry> insert_waitlist(Transaction &tx, WaitlistEntry entry, base::Instant now);
/// Active and unexpired for the service, the highest priority and the longest wait first.
base::Result<std::vector<WaitlistEntry>> waiting_for(Transaction &tx, std::string_view service, base::Instant now, std::size_t limit = 200);
base::Result<WaitlistEntry> load_waitlist(Transaction &tx, std::string_view id);  ///< not_found
/// `appointment_id` may be empty. conflict: the entry is no longer in `from`.
base::Result<void> move_waitlist(Transaction &tx, std::string_view id, std::string_view from, std::string_view to,
                                 std::string_view appointment_id, base::Instant now);

}  // namespace callwell::records
