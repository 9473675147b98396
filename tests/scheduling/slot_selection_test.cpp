#include "scheduling/slot_selection.hpp"

#include <catch2/catch.hpp>
#include <fstream>

#include "base/json.hpp"
#include "base/text.hpp"
#include "nlu/preference_json.hpp"

using namespace callwell;
using namespace callwell::scheduling;
using Outcome = Selection::Outcome;

namespace {

const std::string kData = CALLWELL_SOURCE_DIR "/tests/scheduling/data/";

nlu::Context context_at(std::string_view now, std::string_view zone_name) {
  nlu::Context context;
  context.zone = *base::Zone::load(zone_name);
  context.now = *base::parse_time(now, context.zone);
  return context;
}

nlu::Context context() { return context_at("2026-03-04T10:00:00", "America/New_York"); }  // a Wednesday

std::vector<Slot> slots_at(const std::vector<std::string> &starts, const base::Zone &zone) {
  std::vector<Slot> slots;
  for (const std::string &start : starts) {
    const base::Instant at = *base::parse_time(start, zone);
    slots.push_back({at, at.plus_seconds(1800), "", ""});
  }
  return slots;
}

const std::map<std::string, std::vector<std::string>, std::less<>> kOffers{
    {"thu-fri", {"2026-03-05T09:00:00", "2026-03-05T14:30:00", "2026-03-06T11:00:00"}},
    {"week", {"2026-03-09T08:15:00", "2026-03-09T10:45:00", "2026-03-10T13:00:00", "2026-03-12T16:30:00"}},
    {"day",
     {"2026-03-06T08:00:00", "2026-03-06T09:30:00", "2026-03-06T10:00:00", "2026-03-06T11:15:00", "2026-03-06T13:45:00",
      "2026-03-06T15:00:00"}},
    {"today", {"2026-03-04T15:30:00", "2026-03-05T09:00:00", "2026-03-06T09:00:00"}},
    {"single", {"2026-03-05T14:30:00"}},
    {"pair", {"2026-03-05T09:00:00", "2026-03-05T14:30:00"}},
    {"same-hour", {"2026-03-05T14:00:00", "2026-03-05T14:30:00", "2026-03-05T14:45:00"}},
    {"am-pm", {"2026-03-05T06:00:00", "2026-03-05T18:00:00"}},
    {"two-pm-third", {"2026-03-05T09:00:00", "2026-03-05T10:00:00", "2026-03-05T14:00:00"}}};

std::vector<Slot> offer(std::string_view name) { return slots_at(kOffers.find(name)->second, context().zone); }

Selection select(const std::vector<Slot> &slots, std::string_view text, const nlu::Preference &stored = {}) {
  return select_slot(slots, text, context(), stored, {});
}

nlu::Preference preference_of(const base::json::object &object) {
  auto preference = nlu::preference_from_json(object);
  REQUIRE(preference.has_value());
  return *preference;
}

std::string told(const Selection &selection) {
  return std::string(outcome_key(selection.outcome)) + (selection.index ? " " + std::to_string(*selection.index + 1) : "");
}

/// Chen at North at nine, Ruiz at South at ten, Chen at South at eleven.
std::vector<Slot> named_offer() {
  auto slots = slots_at({"2026-03-05T09:00:00", "2026-03-05T10:00:00", "2026-03-06T11:00:00"}, context().zone);
  slots[0].provider = slots[2].provider = "p1";
  slots[1].provider = "p2";
  slots[0].location = "north";
  slots[1].location = slots[2].location = "south";
  return slots;
}
const SlotNames kNames{{{"p1", "Dr. Amy Chen"}, {"p2", "Luis Ruiz, NP"}}, {{"north", "Northside Clinic"}, {"south", "Bay Harbor"}}};

Selection select_named(std::string_view text) { return select_slot(named_offer(), text, context(), {}, kNames); }

}  // namespace

TEST_CASE("answers in our own words are read as their table says") {
  std::ifstream in(kData + "slot_selection_cases.tsv");
  std::string line;
  std::size_t cases = 0;
  while (std::getline(in, line)) {
    if (line.empty() || line.front() == '#') continue;
    const auto fields = base::split(line, '\t');
    REQUIRE(fields.size() == 5);
    const auto stored = fields[1] == "-" ? nlu::Preference{} : preference_of(base::parse_json(fields[1])->as_object());
    const std::string expected = std::string(fields[3]) + (fields[4] == "-" ? "" : " " + std::string(fields[4]));
    CAPTURE(line);
    CHECK(told(select(offer(fields[0]), fields[2], stored)) == expected);
    ++cases;
  }
  CHECK(cases > 1000);
}

TEST_CASE("the labelled development set is read right") {
  std::ifstream in(kData + "slot_selection.jsonl");
  std::string line;
  std::size_t cases = 0;
  while (std::getline(in, line)) {
    const auto parsed = base::parse_json(line);
    REQUIRE(parsed.has_value());
    const base::json::object &row = parsed->as_object();
    const nlu::Context now = context_at(base::string_at(row, "reference_time"), base::string_at(row, "timezone"));
    std::vector<std::string> starts;
    for (const auto &start : base::array_at(row, "offered")) starts.emplace_back(start.as_string());
    const auto stored = preference_of(base::object_at(row, "preferences"));
    const Selection got = select_slot(slots_at(starts, now.zone), base::string_at(row, "utterance"), now, stored, {});
    const std::int64_t index = base::int_at(row, "expected_index", -1);
    CAPTURE(line);
    CHECK(told(got) == std::string(base::string_at(row, "outcome")) + (index < 0 ? "" : " " + std::to_string(index + 1)));
    ++cases;
  }
  CHECK(cases == 70);
}

TEST_CASE("an open choice names its candidates") {
  using Indexes = std::vector<std::size_t>;
  CHECK(select(offer("thu-fri"), "either the first or the third").candidates == Indexes{0, 2});
  CHECK(select(offer("thu-fri"), "thursday").candidates == Indexes{0, 1});
  CHECK(select(offer("thu-fri"), "not the first one").candidates == Indexes{1, 2});
  CHECK(select(offer("thu-fri"), "any of those is fine").candidates == Indexes{0, 1, 2});
  CHECK(select(offer("thu-fri"), "the later one").candidates == Indexes{1, 2});  // by the clock, by the calendar
  CHECK(select(offer("week"), "the first two").candidates == Indexes{0, 1});
  CHECK(select(offer("am-pm"), "6").candidates == Indexes{0, 1});
  CHECK(select(offer("thu-fri"), "2").candidates.empty());
}

TEST_CASE("a request for other times says which") {
  const auto request = [](std::string_view text) {
    const Selection selection = select(offer("thu-fri"), text);
    REQUIRE(selection.outcome == Outcome::new_request);
    REQUIRE(selection.request.has_value());
    return base::json::serialize(nlu::to_json(*selection.request));
  };
  CHECK(request("do you have something on saturday") == R"({"weekdays":["sat"]})");
  CHECK(request("anything next week instead") == R"({"from":"2026-03-09","to":"2026-03-15"})");
  CHECK(request("got anything later in the month") == R"({"from":"2026-03-21","to":"2026-03-31"})");
  CHECK(request("tiene algo el lunes por la tarde") == R"({"weekdays":["mon"],"part":"afternoon"})");
  CHECK(request("is there anything on monday after four") == R"({"weekdays":["mon"],"after":"16:00"})");
  CHECK(request("something earlier") == R"({"earliest":true})");
  CHECK(request("algo más tarde") == R"({"latest":true})");
  CHECK(request("do you have anything else") == "{}");
}

TEST_CASE("a stored preference decides between slots only where it leaves one") {
  nlu::Preference friday, thursday;
  friday.weekdays = {base::Weekday::fri};
  thursday.weekdays = {base::Weekday::thu};
  const auto slots = slots_at({"2026-03-05T16:00:00", "2026-03-05T16:30:00", "2026-03-06T16:15:00"}, context().zone);
  CHECK(told(select(slots, "four", friday)) == "selected 3");
  CHECK(told(select(slots, "four", thursday)) == "ambiguous");
  CHECK(told(select(slots, "the first or the third", friday)) == "ambiguous");  // what is said now is the choice
  CHECK(told(select(slots, "yes", friday)) == "ambiguous");
}

TEST_CASE("providers and locations are known by their names") {
  CHECK(told(select_named("the one with dr ruiz")) == "selected 2");
  CHECK(told(select_named("with Ruiz please")) == "selected 2");
  CHECK(told(select_named("Dr. Chen on friday")) == "selected 3");
  CHECK(told(select_named("the chen one")) == "ambiguous");
  CHECK(told(select_named("the one at northside")) == "selected 1");
  CHECK(told(select_named("amy chen at bay harbor")) == "selected 3");
  CHECK(told(select_named("la de la doctora Chen el jueves")) == "selected 1");
  CHECK(told(select_named("not dr chen")) == "selected 2");
  CHECK(told(select_named("the one with dr smith")) == "no_match");
  CHECK(told(select_named("is dr chen nice")) == "not_a_selection");
  CHECK(told(select_named("does dr chen have anything on saturday")) == "new_request");
  CHECK(told(select_named("the second one with dr chen")) == "selected 3");
}

TEST_CASE("what the zone's clock says is what counts") {
  const auto slots = slots_at({"2026-03-05T14:00:00Z", "2026-03-05T20:00:00Z"}, base::Zone());  // 9 AM and 3 PM in New York
  CHECK(told(select(slots, "3")) == "selected 2");
  CHECK(told(select(slots, "the morning one")) == "selected 1");
}

TEST_CASE("with nothing offered nothing is selected") {
  CHECK(told(select({}, "the first one")) == "no_match");
  CHECK(told(select({}, "yes")) == "no_match");
  CHECK(told(select({}, "do you have something on saturday")) == "new_request");
}

TEST_CASE("any bytes are read without harm") {
  const auto slots = offer("week");
  CHECK(told(select(slots, "\xff\xfe\x80")) == "not_a_selection");
  CHECK_NOTHROW(select(slots, std::string(200'000, '1')));
  std::string words;
  for (int i = 0; i < 20'000; ++i) words += "not the first or ";
  CHECK_NOTHROW(select(slots, words));
  CHECK_NOTHROW(select(slots, "99999999999999999999 9999 0 00 option 99999 the 0th"));
  CHECK(told(select(slots, "option 0")) == "no_match");
}

TEST_CASE("a day of the month beside an hour is no hour of its own") {
  const auto slots = slots_at({"2026-03-10T09:00:00", "2026-03-10T14:30:00", "2026-03-12T09:00:00"}, context().zone);
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"el 12 a las 9", "selected 3"},       {"a las 9 el 12", "selected 3"}, {"la del 10 a las 9", "selected 1"},
      {"el diez a las nueve", "selected 1"}, {"el 10 a las 11", "no_match"},  {"el 10 a las 2 y media", "selected 2"}};
  for (const auto &[text, outcome] : cases) {
    CAPTURE(text);
    CHECK(told(select(slots, text)) == outcome);
  }
  const auto early = slots_at({"2026-03-09T10:00:00", "2026-03-06T10:00:00", "2026-03-05T10:00:00"}, context().zone);
  CHECK(told(select(early, "el 5 a las 10")) == "selected 3");
}

TEST_CASE("the week after is that of the offers") {
  for (const std::string_view text : {"the week after", "can we look at the week after that?", "la semana después"}) {
    CAPTURE(text);
    const Selection selection = select(offer("week"), text);
    REQUIRE(told(selection) == "new_request");
    REQUIRE(selection.request);
    CHECK(selection.request->from == base::Date{2026, 3, 16});
    CHECK(selection.request->to == base::Date{2026, 3, 22});
  }
  const auto two_weeks = slots_at({"2026-03-09T08:15:00", "2026-03-17T10:45:00"}, context().zone);
  CHECK(told(select(two_weeks, "a week later")) == "selected 2");
}
