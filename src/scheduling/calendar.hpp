// The practice's calendar as it stands in the store: openings that can be offered now.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "scheduling/openings.hpp"
#include "scheduling/openings_ranking.hpp"

namespace callwell::scheduling {

struct FindSlots {
  std::string service;                    ///< id
  std::string provider, location;         ///< ids; empty: any
  std::optional<base::Instant> from, to;  ///< narrows the window that lead time and horizon leave
  Suits suits;                            ///< the person's preference; empty: any time
  bool earliest_only = false;
  std::size_t limit = 0;        ///< 0: the practice's offer_count; at most 50
  std::string conversation_id;  ///< its own holds do not stand in its way
};

struct OfferedSlot {
  Slot slot;
  std::string slot_id;
  bool suits = true;  ///< false: nothing suits; this is the nearest there is
};

/// Best first. invalid_argument names an unknown service, provider or location. An empty list: nothing is free in the window.
base::Result<std::vector<OfferedSlot>> find_slots(records::Transaction &tx, const practice::Practice &practice, const FindSlots &request,
                                                  base::Instant now);
/// Every opening in the window, by start: for hosts that filter and rank themselves. At most 2,000.
base::Result<std::vector<OfferedSlot>> all_slots(records::Transaction &tx, const practice::Practice &practice, const FindSlots &request,
                                                 base::Instant now);

}  // namespace callwell::scheduling
