// Two callers never get the same slot, however many ask at once and through however many stores.
#include <algorithm>
#include <atomic>
#include <thread>

#include "base/ids.hpp"
#include "tests/scheduling/demo_clinic.hpp"

using namespace callwell;
using namespace callwell::testing;
using base::Status;
using records::Transaction;

namespace {

constexpr int kThreads = 16;
constexpr std::size_t kSlots = 50;

/// The first slots of Dr. Lee, an hour long and without buffer: booking one leaves the others free.
std::vector<std::string> free_slots(const practice::Practice &clinic) {
  std::vector<std::string> ids;
  for (const auto &slot : scheduling::openings({clinic, clinic.services[1], "lee", "", at(3, 0), at(28, 0)}, {})) {
    if (clinic.zone.local(slot.start).minute_of_day() % 60 == 0 && ids.size() < kSlots) ids.push_back(scheduling::slot_id(slot));
  }
  return ids;
}

void run_threads(const std::function<void(int thread)> &body) {
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) threads.emplace_back(body, t);
  for (std::thread &thread : threads) thread.join();
}

/// Every provider's busy times lie apart.
void check_no_overlap(records::Store &store) {
  Transaction tx = need(store.read("oakwood"));
  const auto booked = need(records::list_appointments(tx, at(1, 0), at(31, 0), 10'000));
  std::vector<records::Appointment> active;
  std::copy_if(booked.begin(), booked.end(), std::back_inserter(active),
               [](const auto &a) { return a.status == records::AppointmentStatus::booked; });
  std::sort(active.begin(), active.end(),
            [](const auto &a, const auto &b) { return std::tie(a.provider, a.start) < std::tie(b.provider, b.start); });
  for (std::size_t i = 1; i < active.size(); ++i) {
    if (active[i].provider == active[i - 1].provider) CHECK(active[i - 1].busy_until <= active[i].start);
  }
}

}  // namespace

TEST_CASE("sixteen callers ask for the same fifty slots: each slot is booked exactly once") {
  const TemporaryFolder folder;
  const bool two_stores = GENERATE(false, true);
  CAPTURE(two_stores);
  Clinic clinic(folder.file("store.db"));
  const std::shared_ptr<records::Store> other = two_stores ? open_store(folder.file("store.db")) : clinic.store;
  const std::vector<std::string> slots = free_slots(clinic.practice);
  REQUIRE(slots.size() == kSlots);
  std::vector<std::atomic<int>> won(kSlots);
  std::atomic<int> surprises = 0;
  run_threads([&](int thread) {
    records::Store &store = thread % 2 ? *other : *clinic.store;
    for (std::size_t i = 0; i < kSlots; ++i) {
      const std::size_t which = (i + static_cast<std::size_t>(thread) * 3) % kSlots;
      const auto booked = records::in_write(store, "oakwood", [&](Transaction &tx) {
        return scheduling::book(tx, clinic.practice,
                                {.slot_id = slots[which],
                                 .service = "cleaning",
                                 .patient_id = clinic.ana,
                                 .source = "sms",
                                 .idempotency_key = std::to_string(thread) + "/" + std::to_string(which)},
                                kNow);
      });
      if (booked)
        ++won[which];
      else if (booked.error().status != Status::conflict)
        ++surprises;
    }
  });
  CHECK(surprises == 0);
  CHECK(std::all_of(won.begin(), won.end(), [](const std::atomic<int> &count) { return count == 1; }));
  check_no_overlap(*clinic.store);
}

TEST_CASE("one request sent by sixteen threads at once gives one appointment") {
  const TemporaryFolder folder;
  Clinic clinic(folder.file("store.db"));
  const auto other = open_store(folder.file("store.db"));
  const std::string slot = free_slots(clinic.practice).front();
  std::atomic<int> made = 0, repeated = 0;
  run_threads([&](int thread) {
    const auto booked = records::in_write(thread % 2 ? *other : *clinic.store, "oakwood", [&](Transaction &tx) {
      return scheduling::book(
          tx, clinic.practice,
          {.slot_id = slot, .service = "cleaning", .patient_id = clinic.ana, .source = "sms", .idempotency_key = "the same"}, kNow);
    });
    if (booked) ++(booked->duplicate ? repeated : made);
  });
  CHECK(made == 1);
  CHECK(repeated == kThreads - 1);
}

TEST_CASE("holding, booking, moving and cancelling at random from many threads never overlaps") {
  const TemporaryFolder folder;
  Clinic clinic(folder.file("store.db"));
  const auto other = open_store(folder.file("store.db"));
  std::vector<std::string> slots = free_slots(clinic.practice);
  slots.resize(8);  // few slots, much strife
  std::atomic<int> done = 0, surprises = 0;
  run_threads([&](int thread) {
    base::Random dice(static_cast<std::uint64_t>(thread) + 1);
    records::Store &store = thread % 2 ? *other : *clinic.store;
    const std::string conversation = "c" + std::to_string(thread);
    std::string mine;
    for (int i = 0; i < 30; ++i) {
      const std::string slot = slots[dice.next() % slots.size()], key = conversation + "/" + std::to_string(i);
      const std::uint64_t what = dice.next() % 4;
      const auto result = records::in_write(store, "oakwood", [&](Transaction &tx) -> base::Result<std::string> {
        if (what == 0) {
          const auto held = scheduling::hold(tx, clinic.practice, {slot, "cleaning", conversation, 5}, kNow);
          return held ? base::Result<std::string>(mine) : held.error();
        }
        if (what == 1 && !mine.empty()) {
          const auto gone = scheduling::cancel(tx, clinic.practice, mine, kNow);
          return gone ? base::Result<std::string>(std::string()) : gone.error();
        }
        const auto booked = what == 2 && !mine.empty()
                                ? scheduling::reschedule(tx, clinic.practice, {mine, slot, conversation, "sms", key}, kNow)
                                : scheduling::book(tx, clinic.practice,
                                                   {.slot_id = slot,
                                                    .service = "cleaning",
                                                    .patient_id = clinic.ana,
                                                    .conversation_id = conversation,
                                                    .source = "sms",
                                                    .idempotency_key = key},
                                                   kNow);
        return booked ? base::Result<std::string>(booked->appointment.id) : booked.error();
      });
      if (result) {
        mine = *result;
        ++done;
      } else if (result.error().status != Status::conflict) {
        ++surprises;
      }
    }
  });
  CHECK(surprises == 0);
  CHECK(done > kThreads);
  check_no_overlap(*clinic.store);
  need(clinic.store->check());
}
