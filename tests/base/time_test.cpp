#include "base/time.hpp"

#include <catch2/catch.hpp>

using namespace callwell::base;

TEST_CASE("times are read and written as RFC 3339 with the zone's offset") {
  const Zone chicago = *Zone::load("America/Chicago");
  const Instant at = *parse_rfc3339("2026-03-03T15:00:00-06:00");
  CHECK(format_rfc3339(at, chicago) == "2026-03-03T15:00:00-06:00");
  CHECK(format_utc(at) == "2026-03-03T21:00:00Z");
  CHECK(parse_time("2026-03-03T15:00:00", chicago)->us == at.us);
  CHECK(parse_rfc3339("2026-03-03T21:00:00.250000Z")->us == at.us + 250'000);
}

TEST_CASE("what is not a time is refused") {
  for (const char *text : {"", "2026-02-30T10:00:00Z", "2026-03-03T24:00:00Z", "2026-03-03T10:60:00Z", "2026-03-03T10:00:00",
                           "2026-03-03T10:00:00+25:00", "-026-03-03T10:00:00Z", "2026-03-03T10:00:00Z ", "tomorrow"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_rfc3339(text).has_value());
  }
  CHECK_FALSE(Zone::load("Mars/Olympus").has_value());
}

TEST_CASE("nights when clocks change have an answer") {
  const Zone york = *Zone::load("America/New_York");
  const auto local = [](int hour, int minute) { return hour * 3600 + minute * 60; };
  CHECK(format_rfc3339(york.instant({{2026, 3, 8}, local(2, 30)}), york) == "2026-03-08T03:30:00-04:00");  // skipped
  CHECK(format_rfc3339(york.instant({{2026, 11, 1}, local(1, 30)}), york) == "2026-11-01T01:30:00-04:00");  // first pass
}

TEST_CASE("civil dates know their weekday and step over months") {
  CHECK(Date{2026, 3, 4}.weekday() == Weekday::wed);
  CHECK(Date{1969, 12, 31}.weekday() == Weekday::wed);
  CHECK(Date{2026, 1, 31}.plus_months(1) == Date{2026, 2, 28});
  CHECK(Date{2026, 3, 1}.plus_days(-1) == Date{2026, 2, 28});
  CHECK_FALSE(Date{2026, 2, 29}.valid());
  CHECK(Date{2024, 2, 29}.valid());
}

TEST_CASE("minutes of the day are strict 24-hour times") {
  CHECK(*parse_minute_of_day("16:05") == 965);
  CHECK(*parse_minute_of_day("24:00") == 1440);
  for (const char *text : {"9:00", "24:01", "10:60", "10-00", ""}) CHECK_FALSE(parse_minute_of_day(text).has_value());
}

TEST_CASE("days and dates are each other's inverse and follow one another, over leap years and centuries") {
  Date before = Date::from_days(-800'000);
  for (std::int64_t days = -799'999; days < 800'000; ++days) {
    const Date date = Date::from_days(days);
    const bool next_day = date.year == before.year && date.month == before.month && date.day == before.day + 1;
    const bool next_month = date.day == 1 && before.day >= 28 && date.month == before.month % 12 + 1;
    if (date.days_since_epoch() != days || !(next_day || next_month)) FAIL(days);
    before = date;
  }
  CHECK(Date::from_days(0) == Date{1970, 1, 1});
  CHECK(Date::from_days(11'016) == Date{2000, 2, 29});
  CHECK(Date{1900, 3, 1}.plus_days(-1) == Date{1900, 2, 28});
  CHECK(Date{2024, 1, 31}.plus_months(1) == Date{2024, 2, 29});
  CHECK(Date{2024, 1, 31}.plus_months(-2) == Date{2023, 11, 30});
  CHECK(Date{2024, 3, 31}.plus_months(-1203) == Date{1923, 12, 31});
}
