#include "nlu/preference.hpp"

#include <catch2/catch.hpp>

using namespace callwell;
using namespace callwell::nlu;
using base::Weekday;

namespace {

base::LocalTime at(std::int32_t day, std::int32_t hour, std::int32_t minute = 0) { return {{2026, 3, day}, (hour * 60 + minute) * 60}; }

}  // namespace

TEST_CASE("after is inclusive, before is not, and every limit must hold") {
  Preference p;
  p.weekdays = {Weekday::mon, Weekday::thu};
  p.after = 16 * 60;
  p.before = 18 * 60;
  CHECK(satisfies(p, at(5, 16)));         // Thursday
  CHECK_FALSE(satisfies(p, at(5, 15, 59)));
  CHECK_FALSE(satisfies(p, at(5, 18)));
  CHECK_FALSE(satisfies(p, at(6, 16)));   // Friday
}

TEST_CASE("date spans include both ends and exclusions take theirs out") {
  Preference p;
  p.from = base::Date{2026, 3, 10};
  p.to = base::Date{2026, 3, 13};
  p.not_from = p.not_to = base::Date{2026, 3, 12};
  CHECK(satisfies(p, at(10, 9)));
  CHECK(satisfies(p, at(13, 9)));
  CHECK_FALSE(satisfies(p, at(12, 9)));
  CHECK_FALSE(satisfies(p, at(14, 9)));
}

TEST_CASE("one alternative is enough, and wishes do not filter") {
  Preference p, tuesday, thursday;
  tuesday.weekdays = {Weekday::tue};
  tuesday.part = PartOfDay::morning;
  thursday.weekdays = {Weekday::thu};
  thursday.part = PartOfDay::afternoon;
  p.any = {tuesday, thursday};
  CHECK(satisfies(p, at(3, 9)));
  CHECK(satisfies(p, at(5, 13)));
  CHECK_FALSE(satisfies(p, at(5, 9)));
  p.soft = true;
  CHECK(satisfies(p, at(5, 9)));
}

TEST_CASE("about a time or a day forgives a little") {
  Preference p;
  p.at = 16 * 60;
  p.approx = true;
  CHECK(satisfies(p, at(5, 16, 30)));
  CHECK_FALSE(satisfies(p, at(5, 17)));
}

TEST_CASE("what is said now wins, what is not said stays") {
  Preference stored, said;
  stored.weekdays = {Weekday::mon};
  stored.after = 16 * 60;
  said.weekdays = {Weekday::fri};
  const Preference days = merge(stored, said);
  CHECK(days.weekdays == std::vector{Weekday::fri});
  CHECK(days.after == 16 * 60);
  Preference morning;
  morning.part = PartOfDay::morning;   // contradicts "after four"
  const Preference hours = merge(stored, morning);
  CHECK(hours.part == PartOfDay::morning);
  CHECK_FALSE(hours.after);
  CHECK(hours.weekdays == std::vector{Weekday::mon});
}

TEST_CASE("keys of the parts of day go both ways and nothing set is empty") {
  CHECK(parse_part_of_day("afternoon") == PartOfDay::afternoon);
  CHECK(part_of_day_key(PartOfDay::early_morning) == "early_morning");
  CHECK_FALSE(parse_part_of_day("teatime"));
  CHECK(Preference{}.empty());
  Preference p;
  p.asap = true;
  CHECK_FALSE(p.empty());
}
