// The waitlist: who would like an earlier or another time, and whom a freed time suits.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "records/waitlist.hpp"
#include "scheduling/openings.hpp"

namespace callwell::scheduling {

struct WaitRequest {
  std::string patient_id, service;
  std::string provider, location;  ///< ids; empty: any
  std::string preference = "{}";   ///< JSON of the preference object
  std::int32_t priority = 0;       ///< higher is asked first
  std::int32_t days = 90;          ///< how long to wait
  std::string idempotency_key;
};

/// The same key gives the same entry. invalid_argument names an unknown service, provider or location.
base::Result<records::StoredWaitlistEntry> add_to_waitlist(records::Transaction &tx, const practice::Practice &practice,
                                                           const WaitRequest &request, base::Instant now);

struct WaitlistMatch {
  records::WaitlistEntry entry;
  Slot slot;  ///< for the service of the entry
  std::string slot_id;
};
/// Does the time suit what the entry's person prefers? Empty: any does.
using SuitsEntry = std::function<bool(const records::WaitlistEntry &entry, const base::LocalTime &start)>;

/// Whom the time that `freed` names suits, and for which service: highest priority first, then the longest wait.
/// Only services that fit between what else is booked.
base::Result<std::vector<WaitlistMatch>> waitlist_matches(records::Transaction &tx, const practice::Practice &practice,
                                                          const SlotName &freed, const SuitsEntry &suits, base::Instant now,
                                                          std::size_t limit = 10);

}  // namespace callwell::scheduling
