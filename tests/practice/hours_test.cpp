#include <catch2/catch.hpp>

#include "practice/hours.hpp"
#include "tests/practice/files.hpp"

using namespace callwell;
using namespace callwell::practice;
using namespace callwell::practice::test;

namespace {

base::LocalTime at(const char *day, const char *time) { return {*base::parse_date(day), *base::parse_minute_of_day(time) * 60}; }

std::string shown(const std::optional<base::LocalTime> &time) {
  return time ? base::format_date(time->date) + " " + base::format_minute_of_day(time->minute_of_day()) : "never";
}

Location clinic() {
  const Loaded loaded = load(kSmall + "closures:\n  - {date: 2026-11-26, name: Thanksgiving}\n  - {from: 2026-12-24, to: 2027-01-01}\n");
  INFO(listing(loaded.problems));
  REQUIRE(loaded.practice != nullptr);
  return loaded.practice->locations.front();
}

}  // namespace

TEST_CASE("a location is open within its spans, the end excluded, and never on a closure") {
  const Location location = clinic();
  CHECK(is_open(location, at("2026-11-23", "09:00")));
  CHECK(is_open(location, at("2026-11-23", "11:59")));
  CHECK_FALSE(is_open(location, at("2026-11-23", "12:00")));
  CHECK_FALSE(is_open(location, at("2026-11-23", "08:59")));
  CHECK_FALSE(is_open(location, at("2026-11-29", "10:00")));  // a Sunday
  CHECK_FALSE(is_open(location, at("2026-11-26", "10:00")));
  CHECK_FALSE(is_open(location, at("2026-12-24", "10:00")));
  CHECK_FALSE(is_open(location, at("2027-01-01", "10:00")));
  CHECK(open_spans(location, {2026, 11, 23}).size() == 2);
  CHECK(open_spans(location, {2026, 11, 26}).empty());
}

TEST_CASE("the next opening is now when open, else the next span's start") {
  const Location location = clinic();
  CHECK(shown(next_opening(location, at("2026-11-23", "10:10"))) == "2026-11-23 10:10");
  CHECK(shown(next_opening(location, at("2026-11-23", "12:30"))) == "2026-11-23 13:00");
  CHECK(shown(next_opening(location, at("2026-11-25", "17:00"))) == "2026-11-27 09:00");  // over Thanksgiving
  CHECK(shown(next_opening(location, at("2026-11-28", "12:00"))) == "2026-11-30 09:00");  // over the Sunday
  CHECK(shown(next_opening(location, at("2026-12-23", "18:00"))) == "2027-01-02 09:00");  // over the year's end
  Location closed = location;
  closed.hours = {};
  CHECK(shown(next_opening(closed, at("2026-11-23", "10:00"))) == "never");
}

TEST_CASE("days are single or a range that may pass the week's end") {
  CHECK(parse_days("mon").size() == 1);
  CHECK(parse_days("mon-fri").size() == 5);
  CHECK(parse_days("sat-mon") == std::vector<base::Weekday>{base::Weekday::sat, base::Weekday::sun, base::Weekday::mon});
  for (const char *text : {"", "Mon", "monday", "mon-", "-fri", "mon-fri-sat", "mon,tue"}) CHECK(parse_days(text).empty());
}

TEST_CASE("who offers what follows the provider's list, and an empty list means all") {
  Practice practice;
  practice.services = {Service{.id = "a"}, Service{.id = "b"}};
  const Provider all{.id = "x"}, one{.id = "y", .services = {"b"}};
  CHECK(practice.offers(all, practice.services[0]));
  CHECK(practice.offers(one, practice.services[1]));
  CHECK_FALSE(practice.offers(one, practice.services[0]));
  CHECK(practice.find_service("b") == &practice.services[1]);
  CHECK(practice.find_service("c") == nullptr);
}
