#include "scheduling/waitlist.hpp"

#include <algorithm>

namespace callwell::scheduling {

namespace {

using base::Error;
using base::Instant;
using base::Result;

constexpr std::int64_t kDaySeconds = 86'400;
constexpr std::int32_t kMaxDays = 366;

Result<void> check_names(const practice::Practice &practice, const WaitRequest &request) {
  if (!practice.find_service(request.service)) return base::invalid("no such service in the practice file", "service");
  if (!request.provider.empty() && !practice.find_provider(request.provider))
    return base::invalid("no such provider in the practice file", "provider");
  if (!request.location.empty() && !practice.find_location(request.location))
    return base::invalid("no such location in the practice file", "location");
  if (request.idempotency_key.empty()) return base::invalid("an idempotency key is needed", "idempotency_key");
  return {};
}

bool wants(const records::WaitlistEntry &entry, const Slot &slot, const base::Zone &zone, const SuitsEntry &suits) {
  return (entry.provider.empty() || entry.provider == slot.provider) && (entry.location.empty() || entry.location == slot.location) &&
         (!suits || suits(entry, zone.local(slot.start)));
}

/// The slot of one service at the freed time, if the practice gives it there and nothing booked is in the way.
Result<std::vector<Slot>> slot_for(records::Transaction &tx, const practice::Practice &practice, const practice::Service &service,
                                   const SlotName &freed, Instant now) {
  const Instant end = freed.start.plus_seconds((service.duration_minutes + service.buffer_minutes) * std::int64_t{60});
  const auto busy = records::busy_times(tx, freed.start, end, now);
  if (!busy) return busy.error();
  return openings({practice, service, freed.provider, freed.location, freed.start, {freed.start.us + 1}}, *busy);
}

}  // namespace

Result<records::StoredWaitlistEntry> add_to_waitlist(records::Transaction &tx, const practice::Practice &practice,
                                                     const WaitRequest &request, Instant now) {
  if (Result<void> good = check_names(practice, request); !good) return good.error();
  records::WaitlistEntry entry;
  entry.patient_id = request.patient_id;
  entry.service = request.service;
  entry.provider = request.provider;
  entry.location = request.location;
  entry.preference = request.preference;
  entry.priority = request.priority;
  entry.idempotency_key = request.idempotency_key;
  entry.expires = now.plus_seconds(std::clamp(request.days, 1, kMaxDays) * kDaySeconds);
  return records::insert_waitlist(tx, std::move(entry), now);
}

Result<std::vector<WaitlistMatch>> waitlist_matches(records::Transaction &tx, const practice::Practice &practice, const SlotName &freed,
                                                    const SuitsEntry &suits, Instant now, std::size_t limit) {
  std::vector<WaitlistMatch> matches;
  if (freed.start <= now) return matches;
  for (const practice::Service &service : practice.services) {
    const Result<std::vector<Slot>> slots = slot_for(tx, practice, service, freed, now);
    if (!slots) return slots.error();
    if (slots->empty()) continue;
    Result<std::vector<records::WaitlistEntry>> waiting = records::waiting_for(tx, service.id, now);
    if (!waiting) return waiting.error();
    for (records::WaitlistEntry &entry : *waiting) {
      if (wants(entry, slots->front(), practice.zone, suits))
        matches.push_back({std::move(entry), slots->front(), slot_id(slots->front())});
    }
  }
  std::stable_sort(matches.begin(), matches.end(), [](const WaitlistMatch &a, const WaitlistMatch &b) {
    return a.entry.priority != b.entry.priority ? a.entry.priority > b.entry.priority : a.entry.created < b.entry.created;
  });
  if (matches.size() > limit) matches.erase(matches.begin() + static_cast<std::ptrdiff_t>(limit), matches.end());
  return matches;
}

}  // namespace callwell::scheduling
