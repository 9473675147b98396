#include "scheduling/openings.hpp"

#include <algorithm>

namespace callwell::scheduling {

namespace {

using base::Instant;
using practice::MinuteSpan;

constexpr std::int64_t kDaySeconds = 86'400;
constexpr std::size_t kMaxSlotId = 200;

bool includes(const std::vector<std::string> &ids, std::string_view id) {
  return ids.empty() || std::find(ids.begin(), ids.end(), id) != ids.end();
}

bool away(const practice::Provider &provider, const base::Date &day) {
  return std::any_of(provider.time_off.begin(), provider.time_off.end(),
                     [&](const practice::Closure &off) { return off.from <= day && day <= off.to; });
}

/// One provider's busy times, sorted by start and never overlapping.
std::span<const records::BusyTime> busy_of(std::span<const records::BusyTime> busy, std::string_view provider) {
  const auto own =
      std::ranges::equal_range(busy, provider, {}, [](const records::BusyTime &time) { return std::string_view(time.provider); });
  return {own.begin(), own.end()};
}

bool is_free(std::span<const records::BusyTime> busy, Instant from, Instant to) {
  const auto next = std::partition_point(busy.begin(), busy.end(), [&](const records::BusyTime &time) { return time.end <= from; });
  return next == busy.end() || next->start >= to;
}

/// One provider on one day.
struct DayOf {
  const OpeningsQuery &query;
  const practice::Provider &provider;
  base::Date day;
  std::span<const records::BusyTime> busy;
};

/// A stretch of work, already within the location's hours.
void add_starts(const DayOf &of, std::string_view location, MinuteSpan span, std::vector<Slot> &out) {
  const OpeningsQuery &query = of.query;
  const base::Zone &zone = query.practice.zone;
  const Instant closing = zone.instant({of.day, span.to * 60});
  const std::int32_t step = std::max(1, query.practice.booking.step_minutes);
  for (std::int32_t minute = span.from; minute + 1 <= span.to; minute += step) {
    const base::LocalTime wall{of.day, minute * 60};
    const Instant start = zone.instant(wall);
    if (start < query.from || start >= query.to || zone.local(start) != wall) continue;  // the last: clocks skip this time
    const Instant end = start.plus_seconds(query.service.duration_minutes * 60);
    if (end > closing) return;
    if (is_free(of.busy, start, end.plus_seconds(query.service.buffer_minutes * 60))) {
      out.push_back({start, end, of.provider.id, std::string(location)});
    }
  }
}

void add_shift(const DayOf &of, const practice::Shift &shift, std::vector<Slot> &out) {
  const OpeningsQuery &query = of.query;
  if (std::find(shift.days.begin(), shift.days.end(), of.day.weekday()) == shift.days.end()) return;
  if (!query.location.empty() && shift.location != query.location) return;
  const practice::Location *location = query.practice.find_location(shift.location);
  if (!location || !includes(query.service.locations, shift.location)) return;
  for (const MinuteSpan &hours : practice::open_spans(*location, of.day)) {
    for (const MinuteSpan &work : shift.spans) {
      const MinuteSpan both{std::max(hours.from, work.from), std::min(hours.to, work.to)};
      if (both.from < both.to) add_starts(of, shift.location, both, out);
    }
  }
}

}  // namespace

std::vector<Slot> openings(const OpeningsQuery &query, std::span<const records::BusyTime> busy) {
  std::vector<Slot> found;
  if (query.from >= query.to) return found;
  const base::Date first = query.practice.zone.local(query.from).date;
  const std::int64_t days = std::min((query.to.seconds() - query.from.seconds()) / kDaySeconds + 1, kMaxWindowDays);
  for (const practice::Provider &provider : query.practice.providers) {
    if (!query.provider.empty() && provider.id != query.provider) continue;
    if (!query.practice.offers(provider, query.service)) continue;
    const std::span<const records::BusyTime> own = busy_of(busy, provider.id);
    for (std::int64_t ahead = 0; ahead <= days; ++ahead) {
      const base::Date day = first.plus_days(ahead);
      if (away(provider, day)) continue;
      for (const practice::Shift &shift : provider.shifts) add_shift({query, provider, day, own}, shift, found);
    }
  }
  std::stable_sort(found.begin(), found.end(), [](const Slot &a, const Slot &b) { return a.start < b.start; });
  found.erase(std::unique(found.begin(), found.end()), found.end());  // shifts that overlap
  return found;
}

Window offerable_window(const practice::Practice &practice, Instant now) {
  return {now.plus_seconds(practice.booking.lead_minutes * std::int64_t{60}),
          now.plus_seconds(practice.booking.horizon_days * kDaySeconds)};
}

std::string slot_id(const Slot &slot) { return slot.provider + "@" + slot.location + "@" + base::format_utc(slot.start); }

base::Result<SlotName> parse_slot_id(std::string_view id) {
  const base::Error bad = base::invalid("not a slot: use the slot_id of an opening", "slot_id");
  const std::size_t first = id.find('@'), last = id.rfind('@');
  if (id.size() > kMaxSlotId || first == std::string_view::npos || first == last || first == 0) return bad;
  const base::Result<Instant> start = base::parse_rfc3339(id.substr(last + 1));
  if (!start) return bad;
  return SlotName{std::string(id.substr(0, first)), std::string(id.substr(first + 1, last - first - 1)), *start};
}

base::Result<Slot> scheduled_slot(const practice::Practice &practice, const practice::Service &service, const SlotName &name) {
  const std::vector<Slot> found = openings({practice, service, name.provider, name.location, name.start, {name.start.us + 1}}, {});
  if (found.empty()) return base::invalid("the practice has no such slot for this service", "slot_id");
  return found.front();
}

}  // namespace callwell::scheduling
