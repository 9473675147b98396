// A small practice and a store with two patients, for the tests of the calendar.
#pragma once

#include "practice/practice.hpp"
#include "records/patients.hpp"
#include "scheduling/booking.hpp"
#include "scheduling/calendar.hpp"
#include "tests/records/test_store.hpp"

namespace callwell::testing {

/// Chicago. Main: weekdays 09:00-12:00 and 13:00-17:00; Annex: weekdays 10:00-14:00.
/// Dr. Lee works mornings and afternoons at Main, Dr. Ruiz on Tuesdays at the Annex; an exam takes 30 minutes and 15 of buffer.
inline practice::Practice demo_clinic() {
  using base::Weekday;
  using practice::MinuteSpan;
  practice::Practice p;
  p.id = "oakwood";
  p.zone = *base::Zone::load("America/Chicago");
  p.booking = {
      .lead_minutes = 120, .horizon_days = 60, .step_minutes = 30, .offer_count = 3, .hold_minutes = 10, .cancellation_notice_hours = 24};
  practice::Location main{.id = "main", .name = "Main"}, annex{.id = "annex", .name = "Annex"};
  for (std::size_t day = 1; day <= 5; ++day) {
    main.hours[day] = {MinuteSpan{540, 720}, MinuteSpan{780, 1020}};
    annex.hours[day] = {MinuteSpan{600, 840}};
  }
  main.closures.push_back({{2026, 3, 6}, {2026, 3, 6}, {}});
  p.locations = {main, annex};
  practice::Service exam, cleaning;
  exam.id = "exam";
  exam.duration_minutes = 30;
  exam.buffer_minutes = 15;
  cleaning.id = "cleaning";
  cleaning.duration_minutes = 60;
  cleaning.locations = {"main"};
  p.services = {exam, cleaning};
  const std::vector<Weekday> weekdays{Weekday::mon, Weekday::tue, Weekday::wed, Weekday::thu, Weekday::fri};
  practice::Provider lee, ruiz;
  lee.id = "lee";
  lee.shifts = {{"main", weekdays, {MinuteSpan{480, 1080}}}};
  lee.time_off.push_back({{2026, 3, 5}, {2026, 3, 5}, {}});
  ruiz.id = "ruiz";
  ruiz.services = {"exam"};
  ruiz.shifts = {{"annex", {Weekday::tue}, {MinuteSpan{540, 780}}}};
  p.providers = {lee, ruiz};
  return p;
}

/// A wall-clock time of the clinic: at(3, 9, 30) is 2026-03-03 09:30.
inline base::Instant at(int day, int hour, int minute = 0, int month = 3) {
  return demo_clinic().zone.instant({{2026, month, day}, hour * 3600 + minute * 60});
}

inline std::string slot_at(const std::string &provider, const std::string &location, base::Instant start) {
  return scheduling::slot_id({start, start, provider, location});
}

struct Clinic {
  explicit Clinic(const std::string &path = ":memory:") : store(open_store(path)) {
    ana = add("Ana", "+15125550142");
    ben = add("Ben", "+15125550143");
  }
  std::string add(const std::string &name, const std::string &phone) {
    return need(records::in_write(*store, "oakwood",
                                  [&](records::Transaction &tx) {
                                    return records::upsert_patient(tx, {.given = name, .family = "Park", .phone = phone}, kNow);
                                  }))
        .id;
  }
  template <class Body>
  auto write(Body &&body) {
    return records::in_write(*store, "oakwood", body);
  }
  base::Result<scheduling::Booked> book(const std::string &slot, const std::string &key, const std::string &service = "exam",
                                        base::Instant now = kNow, const std::string &conversation = "") {
    return write([&](records::Transaction &tx) {
      return scheduling::book(tx, practice,
                              {.slot_id = slot,
                               .service = service,
                               .patient_id = ana,
                               .conversation_id = conversation,
                               .source = "sms",
                               .idempotency_key = key},
                              now);
    });
  }
  base::Result<scheduling::Hold> hold(const std::string &slot, const std::string &conversation, base::Instant now = kNow) {
    return write([&](records::Transaction &tx) { return scheduling::hold(tx, practice, {slot, "exam", conversation, 0}, now); });
  }
  std::vector<scheduling::OfferedSlot> find(scheduling::FindSlots request, base::Instant now = kNow) {
    if (request.service.empty()) request.service = "exam";
    return need(
        records::in_read(*store, "oakwood", [&](records::Transaction &tx) { return scheduling::find_slots(tx, practice, request, now); }));
  }

  practice::Practice practice = demo_clinic();
  std::shared_ptr<records::Store> store;
  std::string ana, ben;
};

}  // namespace callwell::testing
