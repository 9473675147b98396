// Openings: the starts at which a service could be given, from shifts, opening hours and what is booked. Pure: the busy
// times come in. Who reads them and takes an opening is calendar.hpp and booking.hpp.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "practice/practice.hpp"
#include "records/appointments.hpp"
#include "scheduling/slot.hpp"

namespace callwell::scheduling {

struct OpeningsQuery {
  const practice::Practice &practice;
  const practice::Service &service;
  std::string_view provider, location;  ///< ids; empty: any
  base::Instant from, to;               ///< starts in [from, to)
};

/// Every opening in the window, by start, then in the order of the practice's providers. The starts of a working span lie
/// `step_minutes` apart on the wall clock; a visit ends within the span, and it and its buffer touch no busy time.
/// `busy` is sorted by provider and start. Linear in days × providers × steps; a window is at most kMaxWindowDays long.
std::vector<Slot> openings(const OpeningsQuery &query, std::span<const records::BusyTime> busy);
inline constexpr std::int64_t kMaxWindowDays = 400;

/// The first and the last moment (exclusive) at which a start may be offered: lead time and horizon.
struct Window {
  base::Instant from, to;
};
Window offerable_window(const practice::Practice &practice, base::Instant now);

/// "provider@location@2026-03-03T15:00:00Z": names a slot without remembering it. What it names is checked when it is booked.
struct SlotName {
  std::string provider, location;
  base::Instant start;
};
std::string slot_id(const Slot &slot);
base::Result<SlotName> parse_slot_id(std::string_view id);

/// The slot of that name for a service, taken times aside. invalid_argument: the practice has no such slot.
base::Result<Slot> scheduled_slot(const practice::Practice &practice, const practice::Service &service, const SlotName &name);

}  // namespace callwell::scheduling
