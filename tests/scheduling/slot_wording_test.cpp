#include "scheduling/slot_wording.hpp"

#include <catch2/catch.hpp>

using namespace callwell;
using namespace callwell::scheduling;
using nlu::Language;

namespace {

base::Zone zone() { return *base::Zone::load("America/New_York"); }
base::Instant now() { return *base::parse_time("2026-03-04T10:00:00", zone()); }

Slot slot_at(std::string_view start, std::string provider = "", std::string location = "") {
  const base::Instant at = *base::parse_time(start, zone());
  return {at, at.plus_seconds(1800), std::move(provider), std::move(location)};
}

std::string say(std::string_view start, Language language, bool spoken) {
  return say_slot(slot_at(start), now(), zone(), language, spoken);
}

}  // namespace

TEST_CASE("a slot is said as its language says days and times") {
  struct Case {
    std::string_view start;
    Language language;
    bool spoken;
    std::string_view said;
  };
  const Case cases[]{{"2026-03-10T14:30:00", Language::en, true, "Tuesday, March 10 at 2:30 PM"},
                     {"2026-03-10T14:30:00", Language::en, false, "Tue Mar 10, 2:30 PM"},
                     {"2026-03-10T14:30:00", Language::es, true, "el martes 10 de marzo a las 2:30 de la tarde"},
                     {"2026-03-10T14:30:00", Language::es, false, "mar 10 mar, 2:30 PM"},
                     {"2026-03-11T09:00:00", Language::en, true, "Wednesday, March 11 at 9 AM"},
                     {"2026-03-11T09:00:00", Language::en, false, "Wed Mar 11, 9:00 AM"},
                     {"2026-03-11T09:00:00", Language::es, true, "el miércoles 11 de marzo a las 9 de la mañana"},
                     {"2026-03-04T15:00:00", Language::en, true, "today at 3 PM"},
                     {"2026-03-04T15:00:00", Language::es, true, "hoy a las 3 de la tarde"},
                     {"2026-03-05T13:15:00", Language::en, true, "tomorrow at 1:15 PM"},
                     {"2026-03-05T13:15:00", Language::es, true, "mañana a la 1:15 de la tarde"},
                     {"2026-03-05T13:15:00", Language::en, false, "Thu Mar 5 (tomorrow), 1:15 PM"},
                     {"2026-03-04T15:00:00", Language::es, false, "mié 4 mar (hoy), 3:00 PM"},
                     {"2026-03-06T12:00:00", Language::en, true, "Friday, March 6 at noon"},
                     {"2026-03-06T12:00:00", Language::en, false, "Fri Mar 6, 12:00 PM"},
                     {"2026-03-06T12:00:00", Language::es, true, "el viernes 6 de marzo al mediodía"},
                     {"2026-03-06T20:30:00", Language::es, true, "el viernes 6 de marzo a las 8:30 de la noche"},
                     {"2027-01-04T08:00:00", Language::en, true, "Monday, January 4, 2027, at 8 AM"},
                     {"2027-01-04T08:00:00", Language::es, true, "el lunes 4 de enero de 2027 a las 8 de la mañana"},
                     {"2027-01-04T08:00:00", Language::en, false, "Mon Jan 4 2027, 8:00 AM"}};
  for (const Case &c : cases) CHECK(say(c.start, c.language, c.spoken) == c.said);
}

TEST_CASE("today is the day it is in the practice's zone") {
  const base::Instant late = *base::parse_time("2026-03-04T23:30:00", zone());  // the 5th in UTC
  CHECK(say_slot(slot_at("2026-03-05T09:00:00"), late, zone(), Language::en, true) == "tomorrow at 9 AM");
}

TEST_CASE("an offer is a list: in one sentence when spoken, numbered lines when written") {
  const std::vector<Slot> slots{slot_at("2026-03-05T09:00:00"), slot_at("2026-03-10T14:30:00"), slot_at("2026-03-11T16:00:00")};
  CHECK(say_offer(slots, now(), zone(), Language::en, true, {}) ==
        "tomorrow at 9 AM, Tuesday, March 10 at 2:30 PM or Wednesday, March 11 at 4 PM");
  CHECK(say_offer(slots, now(), zone(), Language::en, false, {}) ==
        "1) Thu Mar 5 (tomorrow), 9:00 AM\n2) Tue Mar 10, 2:30 PM\n3) Wed Mar 11, 4:00 PM");
  const std::vector<Slot> two{slots[0], slots[1]};
  CHECK(say_offer(two, now(), zone(), Language::es, true, {}) == "mañana a las 9 de la mañana o el martes 10 de marzo a las 2:30 de la tarde");
  CHECK(say_offer(std::vector<Slot>{slots[0]}, now(), zone(), Language::en, true, {}) == "tomorrow at 9 AM");
  CHECK(say_offer({}, now(), zone(), Language::en, true, {}).empty());
}

TEST_CASE("provider and location are named only where they differ") {
  const SlotNames names{{{"p1", "Dr. Chen"}, {"p2", "Dr. Ruiz"}}, {{"n", "Northside"}}};
  const std::vector<Slot> differ{slot_at("2026-03-05T09:00:00", "p1", "n"), slot_at("2026-03-05T10:00:00", "p2", "n")};
  CHECK(say_offer(differ, now(), zone(), Language::en, true, names) == "tomorrow at 9 AM with Dr. Chen or tomorrow at 10 AM with Dr. Ruiz");
  CHECK(say_offer(differ, now(), zone(), Language::es, false, names) ==
        "1) jue 5 mar (mañana), 9:00 AM con Dr. Chen\n2) jue 5 mar (mañana), 10:00 AM con Dr. Ruiz");
  const std::vector<Slot> places{slot_at("2026-03-05T09:00:00", "p1", "n"), slot_at("2026-03-05T10:00:00", "p1", "s")};
  CHECK(say_offer(places, now(), zone(), Language::en, true, names) == "tomorrow at 9 AM at Northside or tomorrow at 10 AM at s");
}
