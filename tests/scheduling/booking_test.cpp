#include "scheduling/booking.hpp"

#include "scheduling/waitlist.hpp"
#include "tests/scheduling/demo_clinic.hpp"

using namespace callwell;
using namespace callwell::testing;
using base::Status;
using records::AppointmentStatus;
using records::Transaction;

namespace {

const std::string kNine = slot_at("lee", "main", at(3, 9)), kTen = slot_at("lee", "main", at(3, 10)),
                  kNoon = slot_at("lee", "main", at(3, 13));

std::string first_offered(Clinic &clinic, base::Instant now = kNow, const std::string &conversation = "") {
  const auto found = clinic.find({.provider = "lee", .from = at(3, 0), .to = at(4, 0), .limit = 1, .conversation_id = conversation}, now);
  return found.empty() ? "none" : found.front().slot_id;
}

}  // namespace

TEST_CASE("lead time and horizon bound what is offered") {
  Clinic clinic;
  const auto first = clinic.find({.limit = 1}, at(2, 8, 30));
  REQUIRE(first.size() == 1);
  CHECK(first[0].slot.start == at(2, 10, 30));  // two hours ahead
  clinic.practice.booking.horizon_days = 1;
  for (const auto &offer : clinic.find({.limit = 50}, at(2, 8, 30))) CHECK(offer.slot.start < at(3, 8, 30));
  CHECK(clinic.find({}).size() == 3);  // the practice's offer_count
  Transaction tx = need(clinic.store->read("oakwood"));
  for (const scheduling::FindSlots &request :
       {scheduling::FindSlots{.service = "none"}, scheduling::FindSlots{.service = "exam", .provider = "none"},
        scheduling::FindSlots{.service = "exam", .location = "none"}}) {
    CHECK(scheduling::find_slots(tx, clinic.practice, request, kNow).error().status == Status::invalid_argument);
  }
}

TEST_CASE("a booked slot is gone for everyone, its buffer too, and comes back when it is cancelled") {
  Clinic clinic;
  CHECK(first_offered(clinic) == kNine);
  const auto booked = need(clinic.book(kNine, "k1"));
  CHECK(booked.appointment.confirmation.size() == 6);
  CHECK(first_offered(clinic) == kTen);  // 09:30 would start within the buffer
  CHECK(clinic.book(kNine, "k2").error().status == Status::conflict);
  CHECK(clinic.book(slot_at("lee", "main", at(3, 9, 30)), "k3").error().message == "the slot is taken");
  need(clinic.write([&](Transaction &tx) { return scheduling::cancel(tx, clinic.practice, booked.appointment.id, kNow); }));
  CHECK(first_offered(clinic) == kNine);
  CHECK(need(clinic.book(kNine, "k2")).appointment.confirmation != booked.appointment.confirmation);
}

TEST_CASE("the same key gives the same appointment; used for something else it is refused") {
  Clinic clinic;
  const auto first = need(clinic.book(kNine, "k1"));
  CHECK_FALSE(first.duplicate);
  const auto again = need(clinic.book(kNine, "k1"));
  CHECK(again.duplicate);
  CHECK(again.appointment.id == first.appointment.id);
  CHECK(clinic.book(kTen, "k1").error().field == "idempotency_key");
  CHECK(clinic.book(kTen, "").error().status == Status::invalid_argument);
  CHECK(clinic.book(kTen, std::string(300, 'k')).error().status == Status::invalid_argument);
}

TEST_CASE("only a slot that the practice really has can be booked, and not in the past") {
  Clinic clinic;
  for (const std::string &slot : {slot_at("lee", "main", at(3, 9, 10)), slot_at("lee", "main", at(7, 9)),
                                  slot_at("ruiz", "main", at(3, 10)), slot_at("lee", "main", at(5, 9)), std::string("tomorrow")}) {
    CHECK(clinic.book(slot, "k1").error().status == Status::invalid_argument);
  }
  CHECK(clinic.book(slot_at("ruiz", "annex", at(3, 10)), "k1", "cleaning").error().status == Status::invalid_argument);
  CHECK(clinic.book(kNine, "k1", "exam", at(3, 9)).error().message == "the slot lies in the past");
  clinic.ana = "nobody";
  CHECK(clinic.book(kNine, "k1").error().status == Status::not_found);
}

TEST_CASE("a hold keeps a slot for its conversation until it runs out") {
  Clinic clinic;
  const auto held = need(clinic.hold(kNine, "c1"));
  CHECK(held.expires == kNow.plus_seconds(600));
  CHECK(first_offered(clinic) == kTen);
  CHECK(first_offered(clinic, kNow, "c1") == kNine);
  CHECK(clinic.hold(kNine, "c2").error().status == Status::conflict);
  CHECK(clinic.book(kNine, "k1", "exam", kNow, "c2").error().status == Status::conflict);
  const base::Instant later = kNow.plus_seconds(600);
  CHECK(first_offered(clinic, later) == kNine);
  need(clinic.hold(kNine, "c2", later));  // the first hold is over
}

TEST_CASE("a conversation holds one slot at a time, and loses its hold only when it gets the next") {
  Clinic clinic;
  need(clinic.hold(kNine, "c1"));
  need(clinic.hold(kTen, "c2"));
  CHECK(clinic.hold(kTen, "c1").error().status == Status::conflict);
  CHECK(clinic.hold(kNine, "c3").error().status == Status::conflict);  // c1 has it still
  need(clinic.hold(kNoon, "c1"));
  need(clinic.hold(kNine, "c3"));
  need(clinic.hold(kNine, "c3"));  // asked twice: fine
}

TEST_CASE("a hold is renewed while it lasts, an hour at most, and released at any time") {
  Clinic clinic;
  const auto held = need(clinic.hold(kNine, "c1"));
  const auto renew = [&](std::int64_t minute) {
    return clinic.write([&](Transaction &tx) { return scheduling::renew_hold(tx, held.id, 10, kNow.plus_seconds(minute * 60)); });
  };
  for (const int minute : {9, 18, 27, 36, 45}) CHECK(renew(minute)->expires == kNow.plus_seconds((minute + 10) * 60));
  CHECK(renew(54)->expires == kNow.plus_seconds(3600));
  CHECK(renew(60).error().status == Status::conflict);
  for (int i = 0; i < 2; ++i) need(clinic.write([&](Transaction &tx) { return scheduling::release_hold(tx, held.id); }));
  CHECK(renew(5).error().status == Status::conflict);
  CHECK(first_offered(clinic) == kNine);
}

TEST_CASE("a booking takes its conversation's hold over; one that ran out still books when nobody took the time") {
  Clinic clinic;
  const auto held = need(clinic.hold(kNine, "c1"));
  const auto book_hold = [&](const std::string &conversation, const std::string &key, base::Instant now, const std::string &slot = "") {
    return clinic.write([&](Transaction &tx) {
      return scheduling::book(tx, clinic.practice,
                              {.slot_id = slot,
                               .hold_id = held.id,
                               .patient_id = clinic.ana,
                               .conversation_id = conversation,
                               .source = "sms",
                               .idempotency_key = key},
                              now);
    });
  };
  CHECK(book_hold("c2", "k1", kNow).error().status == Status::permission_denied);
  SECTION("in time") {
    const auto booked = need(book_hold("c1", "k1", kNow));
    CHECK(booked.appointment.start == at(3, 9));
    CHECK(booked.appointment.service == "exam");
    CHECK(need(book_hold("c1", "k1", kNow)).duplicate);  // the hold is gone, the key remembers
    Transaction tx = need(clinic.store->read("oakwood"));
    CHECK(records::load_hold(tx, held.id).error().status == Status::not_found);
    CHECK(need(records::busy_times(tx, at(3, 0), at(4, 0), kNow)).size() == 1);
  }
  SECTION("late, and free") { CHECK(book_hold("c1", "k1", kNow.plus_seconds(700)).has_value()); }
  SECTION("late, and taken") {
    need(clinic.book(kNine, "k9", "exam", kNow.plus_seconds(650)));
    CHECK(book_hold("c1", "k1", kNow.plus_seconds(700)).error().status == Status::not_found);
  }
}

TEST_CASE("moving frees the old time and takes the new one, also when they overlap, once per key") {
  Clinic clinic;
  const auto first = need(clinic.book(kNine, "k1"));
  const auto move = [&](const std::string &slot, const std::string &key) {
    return clinic.write([&](Transaction &tx) {
      return scheduling::reschedule(tx, clinic.practice, {first.appointment.id, slot, "c1", "sms", key}, kNow);
    });
  };
  need(clinic.book(kTen, "k2"));
  CHECK(move(kTen, "k3").error().status == Status::conflict);
  CHECK(clinic.book(kNine, "k4").error().status == Status::conflict);  // a failed move leaves the old one in place
  const auto moved = need(move(slot_at("lee", "main", at(3, 13)), "k3"));
  CHECK(moved.appointment.rescheduled_from == first.appointment.id);
  CHECK(moved.appointment.patient_id == clinic.ana);
  CHECK(need(move(slot_at("lee", "main", at(3, 13)), "k3")).duplicate);
  CHECK(move(kNoon, "k5").error().status == Status::conflict);  // moved before
  CHECK(first_offered(clinic) == kNine);
  Transaction tx = need(clinic.store->read("oakwood"));
  CHECK(need(records::load_appointment(tx, first.appointment.id)).status == AppointmentStatus::rescheduled);
}

TEST_CASE("moving by half an hour onto the buffer of the old time works") {
  Clinic clinic;
  const auto first = need(clinic.book(kNine, "k1"));
  const auto moved = clinic.write([&](Transaction &tx) {
    return scheduling::reschedule(tx, clinic.practice, {first.appointment.id, slot_at("lee", "main", at(3, 9, 30)), "c1", "sms", "k2"},
                                  kNow);
  });
  CHECK(need(moved).appointment.start == at(3, 9, 30));
}

TEST_CASE("cancelling twice is fine, late is said, and what is over or moved is not cancelled") {
  Clinic clinic;
  const auto booked = need(clinic.book(kNine, "k1")).appointment;
  const auto cancel = [&](const std::string &id, base::Instant now) {
    return clinic.write([&](Transaction &tx) { return scheduling::cancel(tx, clinic.practice, id, now); });
  };
  CHECK(cancel(booked.id, at(4, 9)).error().status == Status::conflict);
  CHECK(need(cancel(booked.id, at(2, 8))).late == false);
  CHECK(need(cancel(booked.id, at(2, 8))).duplicate);
  const auto other = need(clinic.book(kTen, "k2")).appointment;
  CHECK(need(cancel(other.id, at(2, 18))).late);
  CHECK(cancel("none", kNow).error().status == Status::not_found);
}

TEST_CASE("a patient's upcoming appointments are booked ones, earliest first") {
  Clinic clinic;
  need(clinic.book(kTen, "k1"));
  const auto nine = need(clinic.book(kNine, "k2")).appointment;
  const auto gone = need(clinic.book(kNoon, "k3")).appointment;
  need(clinic.write([&](Transaction &tx) { return scheduling::cancel(tx, clinic.practice, gone.id, kNow); }));
  Transaction tx = need(clinic.store->read("oakwood"));
  const auto upcoming = need(scheduling::upcoming_appointments(tx, clinic.ana, kNow));
  REQUIRE(upcoming.size() == 2);
  CHECK(upcoming[0].id == nine.id);
  CHECK(need(scheduling::upcoming_appointments(tx, clinic.ana, at(3, 9, 45))).size() == 1);
  CHECK(need(scheduling::upcoming_appointments(tx, clinic.ben, kNow)).empty());
  CHECK(need(records::list_appointments(tx, at(3, 0), at(4, 0))).size() == 3);
}

TEST_CASE("the database itself refuses two bookings of one time, whoever writes to it") {
  const TemporaryFolder folder;
  Clinic clinic(folder.file("store.db"));
  const auto booked = need(clinic.book(kNine, "k1")).appointment;
  auto outsider = need(records::Connection::open(folder.file("store.db"), {}));
  const std::string columns =
      "INSERT INTO appointments (tenant_id, id, start_us, end_us, busy_until_us, provider, location, service, patient_id, source, "
      "confirmation,"
      " idempotency_key, created_us, updated_us) SELECT tenant_id, 'x', ";
  const std::string rest = ", location, service, patient_id, source, 'AAAAAA', 'other', 0, 0 FROM appointments";
  for (const char *times :
       {"start_us, end_us, busy_until_us, provider", "start_us + 60000000, end_us, busy_until_us, provider",
        "start_us - 60000000, end_us + 1, busy_until_us + 1, provider", "start_us - 60000000, start_us + 1, start_us + 1, provider"}) {
    CHECK(outsider.run_script(columns + times + rest).error().status == Status::conflict);
  }
  for (const char *statement : {"UPDATE appointments SET start_us = start_us + 1", "UPDATE busy SET end_us = end_us - 1",
                                "INSERT INTO holds SELECT tenant_id, 'h', 'c', provider, location, service, start_us, end_us, "
                                "busy_until_us, 0, 0 FROM appointments"}) {
    CHECK(outsider.run_script(statement).error().status == Status::conflict);
  }
  need(outsider.run_script(columns + "busy_until_us, busy_until_us + 60000000, busy_until_us + 60000000, provider" +
                           rest));  // right after it
  need(outsider.run_script("UPDATE appointments SET status = 'cancelled' WHERE id = '" + booked.id + "'"));
  need(
      outsider.run_script("INSERT INTO holds SELECT tenant_id, 'h', 'c', provider, location, service, start_us, end_us, busy_until_us, 0, 0"
                          " FROM appointments WHERE id = '" +
                          booked.id + "'"));
  CHECK(outsider.run_script("UPDATE appointments SET status = 'booked' WHERE id = '" + booked.id + "'").error().status == Status::conflict);
}

TEST_CASE("one tenant's bookings do not touch another's calendar") {
  Clinic clinic;
  need(clinic.store->add_tenant("elm", kNow));
  const auto booked = need(clinic.book(kNine, "k1")).appointment;
  Transaction tx = need(clinic.store->write("elm"));
  const std::string patient = need(records::save_patient(tx, {.given = "Cy", .phone = "+15125550144"}, kNow));
  CHECK(records::load_appointment(tx, booked.id).error().status == Status::not_found);
  CHECK_FALSE(need(records::find_appointment_by_confirmation(tx, booked.confirmation)).has_value());
  CHECK(need(records::busy_times(tx, at(3, 0), at(4, 0), kNow)).empty());
  CHECK(scheduling::cancel(tx, clinic.practice, booked.id, kNow).error().status == Status::not_found);
  const scheduling::BookRequest own{.slot_id = kNine, .service = "exam", .patient_id = patient, .source = "sms", .idempotency_key = "k1"};
  CHECK_FALSE(need(scheduling::book(tx, clinic.practice, own, kNow)).duplicate);
}

TEST_CASE("a freed time is offered to those it suits, the most urgent and then the longest waiting first") {
  Clinic clinic;
  const auto wait = [&](const std::string &key, scheduling::WaitRequest request, base::Instant now) {
    request.patient_id = clinic.ana;
    request.idempotency_key = key;
    return clinic.write([&](Transaction &tx) { return scheduling::add_to_waitlist(tx, clinic.practice, request, now); });
  };
  const std::string early = need(wait("k1", {.service = "exam"}, kNow)).id;
  CHECK(need(wait("k1", {.service = "exam"}, kNow)).duplicate);
  need(wait("k2", {.service = "exam", .provider = "ruiz"}, kNow));
  const std::string urgent = need(wait("k3", {.service = "cleaning", .priority = 5}, kNow.plus_seconds(60))).id;
  const std::string late = need(wait("k4", {.service = "exam", .location = "main"}, kNow.plus_seconds(120))).id;
  CHECK_FALSE(wait("k5", {.service = "none"}, kNow).has_value());
  CHECK_FALSE(wait("k6", {.service = "exam", .preference = "{"}, kNow).has_value());

  const auto matches = [&](const scheduling::SuitsEntry &suits, base::Instant now) {
    Transaction tx = need(clinic.store->write("oakwood"));
    std::vector<std::string> ids;
    for (const auto &match : need(scheduling::waitlist_matches(tx, clinic.practice, {"lee", "main", at(3, 9)}, suits, now)))
      ids.push_back(match.entry.id);
    return ids;
  };
  CHECK(matches({}, kNow.plus_seconds(200)) == std::vector{urgent, early, late});
  CHECK(matches([&](const records::WaitlistEntry &entry, const base::LocalTime &) { return entry.id == late; }, kNow.plus_seconds(200)) ==
        std::vector{late});
  CHECK(matches({}, at(3, 9)).empty());  // too late
  need(clinic.hold(kTen, "c1", kNow.plus_seconds(200)));
  CHECK(matches({}, kNow.plus_seconds(300)) == std::vector{urgent, early, late});  // an hour from nine touches ten, and no more
  need(clinic.book(slot_at("lee", "main", at(3, 9, 30)), "b1", "exam", kNow.plus_seconds(1000)));  // the hold is over
  CHECK(matches({}, kNow.plus_seconds(2000)).empty());                                             // 09:00 to 09:45 is not free any more
}
