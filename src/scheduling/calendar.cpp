#include "scheduling/calendar.hpp"

#include <algorithm>

namespace callwell::scheduling {

namespace {

using base::Instant;
using base::Result;

constexpr std::size_t kMaxOffered = 50, kMaxListed = 2'000;

Result<const practice::Service *> check_names(const practice::Practice &practice, const FindSlots &request) {
  const practice::Service *service = practice.find_service(request.service);
  if (!service) return base::invalid("no such service in the practice file", "service");
  if (!request.provider.empty() && !practice.find_provider(request.provider))
    return base::invalid("no such provider in the practice file", "provider");
  if (!request.location.empty() && !practice.find_location(request.location))
    return base::invalid("no such location in the practice file", "location");
  return service;
}

Result<std::vector<Slot>> free_slots(records::Transaction &tx, const practice::Practice &practice, const FindSlots &request, Instant now) {
  const Result<const practice::Service *> service = check_names(practice, request);
  if (!service) return service.error();
  Window window = offerable_window(practice, now);
  if (request.from) window.from = std::max(window.from, *request.from);
  if (request.to) window.to = std::min(window.to, *request.to);
  if (window.from >= window.to) return std::vector<Slot>();
  const std::int64_t visit_seconds = ((*service)->duration_minutes + (*service)->buffer_minutes) * std::int64_t{60};
  const auto busy = records::busy_times(tx, window.from, window.to.plus_seconds(visit_seconds), now, request.conversation_id);
  if (!busy) return busy.error();
  return openings({practice, **service, request.provider, request.location, window.from, window.to}, *busy);
}

}  // namespace

Result<std::vector<OfferedSlot>> find_slots(records::Transaction &tx, const practice::Practice &practice, const FindSlots &request,
                                            Instant now) {
  const Result<std::vector<Slot>> free = free_slots(tx, practice, request, now);
  if (!free) return free.error();
  const std::size_t limit = request.limit == 0 ? static_cast<std::size_t>(std::max(1, practice.booking.offer_count)) : request.limit;
  std::vector<OfferedSlot> offers;
  for (Ranked &ranked : rank_openings(*free, practice.zone, request.suits, {std::min(limit, kMaxOffered), request.earliest_only})) {
    std::string id = slot_id(ranked.slot);
    offers.push_back({std::move(ranked.slot), std::move(id), ranked.suits});
  }
  return offers;
}

Result<std::vector<OfferedSlot>> all_slots(records::Transaction &tx, const practice::Practice &practice, const FindSlots &request,
                                           Instant now) {
  const Result<std::vector<Slot>> free = free_slots(tx, practice, request, now);
  if (!free) return free.error();
  std::vector<OfferedSlot> offers;
  for (const Slot &slot : *free) {
    if (offers.size() == kMaxListed) break;
    if (!request.suits || request.suits(practice.zone.local(slot.start))) offers.push_back({slot, slot_id(slot), true});
  }
  return offers;
}

}  // namespace callwell::scheduling
