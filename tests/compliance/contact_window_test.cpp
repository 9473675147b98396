#include "compliance/contact_window.hpp"

#include <catch2/catch.hpp>

using namespace callwell;
using namespace callwell::compliance;

namespace {
base::Instant utc(const char *text) { return *base::parse_rfc3339(text); }
ContactDecision check(const char *at, std::vector<std::string> zones, const ContactPolicy &policy = legal_hours("")) {
  return *contact_window(utc(at), zones, policy);
}
}  // namespace

TEST_CASE("the window opens on the minute and is closed at its end") {
  CHECK_FALSE(check("2026-03-03T12:59:59Z", {"America/New_York"}).allowed);  // 07:59:59
  CHECK(check("2026-03-03T13:00:00Z", {"America/New_York"}).allowed);
  CHECK(check("2026-03-04T01:59:59Z", {"America/New_York"}).allowed);  // 20:59:59
  CHECK(check("2026-03-04T02:00:00Z", {"America/New_York"}).reason == "after_close");
}

TEST_CASE("a number that may be in two zones is contacted when both are awake") {
  const auto zones = zones_of_phone("+12085550119");
  CHECK(zones == std::vector<std::string>{"America/Boise", "America/Denver", "America/Los_Angeles"});
  const ContactDecision early = check("2026-03-03T15:30:00Z", zones);  // 08:30, 08:30 and 07:30
  CHECK_FALSE(early.allowed);
  CHECK(base::format_utc(*early.next_allowed) == "2026-03-03T16:00:00Z");
}

TEST_CASE("the next allowed time steps over closed days and the change of clocks") {
  const auto policy = *with_overrides(legal_hours(""), {8 * 60, 20 * 60, std::vector{base::Weekday::sun}});
  const ContactDecision saturday_night =
      check("2026-03-08T02:00:00Z", {"America/Chicago"}, policy);  // Saturday 20:00; Sunday changes the clock
  CHECK(saturday_night.reason == "after_close");
  CHECK(base::format_utc(*saturday_night.next_allowed) == "2026-03-09T13:00:00Z");
  CHECK(check("2026-03-08T18:00:00Z", {"America/Chicago"}, policy).reason == "closed_day");
}

TEST_CASE("a stricter state shortens the day and a policy stands in its place") {
  CHECK(state_of_phone("+13055550123") == "FL");
  CHECK_FALSE(check("2026-03-04T01:30:00Z", {"America/New_York"}, legal_hours("FL")).allowed);  // 20:30
  CHECK(check("2026-03-04T01:30:00Z", {"America/New_York"}, *with_overrides(legal_hours("FL"), {8 * 60, 21 * 60, std::nullopt})).allowed);
  CHECK(check("2026-03-08T18:00:00Z", {"America/Chicago"}, legal_hours("AL")).reason == "closed_day");
  CHECK_FALSE(with_overrides(legal_hours(""), {20 * 60, 8 * 60, std::nullopt}).has_value());
}

TEST_CASE("numbers lead to zones by area code or country, and toll-free ones to none") {
  CHECK(zones_of_phone("+18505550111") == std::vector<std::string>{"America/Chicago", "America/New_York"});
  CHECK(zones_of_phone("+34600000000").front() == "Europe/Madrid");
  CHECK(zones_of_phone("+18005550100").empty());
  CHECK(zones_of_phone("banana").empty());
  CHECK(check("2026-03-03T15:00:00Z", {}).reason == "unknown_time_zone");
  CHECK_FALSE(contact_window(utc("2026-03-03T15:00:00Z"), {"Mars/Olympus"}, legal_hours("")).has_value());
}

TEST_CASE("quiet hours go over midnight in the practice's zone") {
  const practice::QuietHours quiet;
  const base::Zone zone = *base::Zone::load("America/Chicago");
  CHECK(in_quiet_hours(quiet, zone, utc("2026-03-04T03:00:00Z")));  // 21:00
  CHECK_FALSE(in_quiet_hours(quiet, zone, utc("2026-03-04T02:59:59Z")));
  CHECK(base::format_utc(quiet_hours_end(quiet, zone, utc("2026-03-04T03:00:00Z"))) == "2026-03-04T14:00:00Z");
  CHECK(base::format_utc(quiet_hours_end(quiet, zone, utc("2026-03-04T13:00:00Z"))) == "2026-03-04T14:00:00Z");
  CHECK_FALSE(in_quiet_hours({600, 600, false}, zone, utc("2026-03-04T16:00:00Z")));
}
