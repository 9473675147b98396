#include "scheduling/openings.hpp"

#include "scheduling/openings_ranking.hpp"
#include "tests/scheduling/demo_clinic.hpp"

using namespace callwell;
using namespace callwell::testing;
using base::Instant;
using scheduling::Slot;

namespace {

/// "09:00 09:30" of one day, by provider when it is named.
std::string starts(const practice::Practice &clinic, std::string_view service, Instant from, Instant to,
                   std::vector<records::BusyTime> busy = {}, std::string_view provider = {}, std::string_view location = {}) {
  std::string out;
  for (const Slot &slot : scheduling::openings({clinic, *clinic.find_service(service), provider, location, from, to}, busy)) {
    const base::LocalTime local = clinic.zone.local(slot.start);
    if (!out.empty()) out += ' ';
    out += base::format_minute_of_day(local.minute_of_day());
  }
  return out;
}

}  // namespace

TEST_CASE("openings are a provider's shift within the location's hours, and the visit ends before both do") {
  const practice::Practice clinic = demo_clinic();
  CHECK(starts(clinic, "cleaning", at(2, 0), at(3, 0)) == "09:00 09:30 10:00 10:30 11:00 13:00 13:30 14:00 14:30 15:00 15:30 16:00");
  CHECK(starts(clinic, "exam", at(3, 0), at(4, 0), {}, "ruiz") == "10:00 10:30 11:00 11:30 12:00 12:30");
  CHECK(starts(clinic, "exam", at(3, 10), at(3, 11), {}, "", "annex") == "10:00 10:30");
  CHECK(starts(clinic, "exam", at(3, 10), at(3, 11)) == "10:00 10:00 10:30 10:30");  // both providers
}

TEST_CASE("there is no opening on a day off, a closure, a weekend, or for a service the provider or place does not give") {
  const practice::Practice clinic = demo_clinic();
  CHECK(starts(clinic, "exam", at(5, 0), at(6, 0)).empty());  // the provider is away
  CHECK(starts(clinic, "exam", at(6, 0), at(7, 0)).empty());  // the location is closed
  CHECK(starts(clinic, "exam", at(7, 0), at(9, 0)).empty());  // Saturday and Sunday
  CHECK(starts(clinic, "cleaning", at(3, 0), at(4, 0), {}, "ruiz").empty());
  CHECK(starts(clinic, "cleaning", at(3, 0), at(4, 0), {}, "", "annex").empty());
  CHECK(starts(clinic, "exam", at(4, 0), at(3, 0)).empty());
}

TEST_CASE("a visit and its buffer touch nothing that is booked") {
  const practice::Practice clinic = demo_clinic();
  const std::vector<records::BusyTime> busy{{"lee", at(2, 10), at(2, 11)}, {"ruiz", at(2, 9), at(2, 17)}};
  // 09:00-09:45 fits before 10:00, 09:30-10:15 does not; the end of one visit may be the start of the next.
  CHECK(starts(clinic, "exam", at(2, 9), at(2, 12), busy) == "09:00 11:00 11:30");
  CHECK(starts(clinic, "cleaning", at(2, 9), at(2, 12), busy) == "09:00 11:00");
}

TEST_CASE("openings keep to the wall clock when it changes") {
  practice::Practice clinic = demo_clinic();
  clinic.booking.step_minutes = 60;
  clinic.locations[0].hours[0] = {{0, 360}};
  clinic.providers[0].shifts[0].days = {base::Weekday::sun};
  clinic.providers[0].shifts[0].spans = {{0, 360}};
  CHECK(starts(clinic, "cleaning", at(8, 0), at(8, 12)) == "00:00 01:00 03:00 04:00 05:00");                      // 02:00 does not exist
  CHECK(starts(clinic, "cleaning", at(1, 0, 0, 11), at(1, 12, 0, 11)) == "00:00 01:00 02:00 03:00 04:00 05:00");  // 01:00 comes twice
  // The next day's nine o'clock is nine o'clock: 23 hours after the last one.
  const practice::Practice plain = demo_clinic();
  const auto friday = scheduling::scheduled_slot(plain, plain.services[0], {"lee", "main", at(4, 9)});
  const auto monday = scheduling::scheduled_slot(plain, plain.services[0], {"lee", "main", at(9, 9)});
  REQUIRE(friday.has_value());
  REQUIRE(monday.has_value());
  CHECK(monday->start.seconds() - friday->start.seconds() == 5 * 86'400 - 3600);
}

TEST_CASE("a slot's name reads back, and a name that means no slot of the practice is refused") {
  const practice::Practice clinic = demo_clinic();
  const std::string id = scheduling::slot_id({at(3, 9, 30), at(3, 10), "lee", "main"});
  CHECK(id == "lee@main@2026-03-03T15:30:00Z");
  const auto name = scheduling::parse_slot_id(id);
  REQUIRE(name.has_value());
  CHECK(scheduling::scheduled_slot(clinic, clinic.services[0], *name)->end == at(3, 10));
  for (const char *bad : {"", "lee", "lee@main", "@main@2026-03-03T15:30:00Z", "lee@main@tomorrow", "lee@2026-03-03T15:30:00Z"}) {
    CHECK_FALSE(scheduling::parse_slot_id(bad).has_value());
  }
  CHECK_FALSE(scheduling::parse_slot_id(std::string(500, 'x') + "@main@2026-03-03T15:30:00Z").has_value());
  for (const auto &[provider, location, start] : {std::tuple{"lee", "annex", at(3, 9, 30)}, std::tuple{"lee", "main", at(3, 9, 10)},
                                                  std::tuple{"nobody", "main", at(3, 9, 30)}, std::tuple{"lee", "main", at(3, 20)}}) {
    CHECK_FALSE(scheduling::scheduled_slot(clinic, clinic.services[0], {provider, location, start}).has_value());
  }
}

TEST_CASE("a few openings are the earliest, then other days and other halves of the day") {
  const practice::Practice clinic = demo_clinic();
  const auto all = scheduling::openings({clinic, clinic.services[1], "", "", at(2, 0), at(14, 0)}, {});
  const auto times = [&](const scheduling::Suits &suits, const scheduling::RankingQuery &query) {
    std::string out;
    for (const auto &ranked : scheduling::rank_openings(all, clinic.zone, suits, query)) {
      const base::LocalTime local = clinic.zone.local(ranked.slot.start);
      out += (out.empty() ? "" : " ") + std::to_string(local.date.day) + "/" + std::to_string(local.hour()) + (ranked.suits ? "" : "?");
    }
    return out;
  };
  CHECK(times({}, {3}) == "2/9 3/13 4/9");
  CHECK(times({}, {3, true}) == "2/9 2/9 2/10");
  CHECK(times([](const base::LocalTime &t) { return t.date.day == 3; }, {3}) == "3/9 3/11 3/13");
  CHECK(times([](const base::LocalTime &t) { return t.date.day == 4 && t.hour() == 9; }, {3}) == "4/9 4/9");
  CHECK(times([](const base::LocalTime &t) { return t.hour() == 7; }, {2}) == "2/9? 3/13?");  // nothing suits: the nearest, marked
  CHECK(times({}, {0}).empty());
}
