#include "scheduling/slot_filter.hpp"

#include <catch2/catch.hpp>

#include "scheduling/slot_filter_text.hpp"

using namespace callwell;
using namespace callwell::scheduling;

namespace {

base::Zone new_york() { return *base::Zone::load("America/New_York"); }

std::vector<Slot> slots_at(std::initializer_list<std::string_view> starts) {
  std::vector<Slot> slots;
  for (const std::string_view start : starts) {
    const base::Instant at = *base::parse_time(start, new_york());
    slots.push_back({at, at.plus_seconds(1800), "", ""});
  }
  return slots;
}

using Indexes = std::vector<std::size_t>;

Indexes with(const nlu::Preference &preference, const std::vector<Slot> &slots) {
  return filter_slots(slots, new_york(), {preference, {}, "", ""});
}
Indexes with(SlotPreset preset, const std::vector<Slot> &slots) { return filter_slots(slots, new_york(), {{}, preset, "", ""}); }

// Sunday March 1 to Saturday March 7, 2026, at noon.
std::vector<Slot> week_of_noons() {
  return slots_at({"2026-03-01T12:00:00", "2026-03-02T12:00:00", "2026-03-03T12:00:00", "2026-03-04T12:00:00", "2026-03-05T12:00:00",
                   "2026-03-06T12:00:00", "2026-03-07T12:00:00"});
}

}  // namespace

TEST_CASE("a filter without members keeps everything, in order") {
  CHECK(filter_slots(week_of_noons(), new_york(), {}) == Indexes{0, 1, 2, 3, 4, 5, 6});
  CHECK(filter_slots({}, new_york(), {}).empty());
}

TEST_CASE("after includes its minute and before does not") {
  const auto slots = slots_at({"2026-03-02T14:59:00", "2026-03-02T15:00:00", "2026-03-02T16:59:00", "2026-03-02T17:00:00"});
  nlu::Preference preference;
  preference.after = 15 * 60;
  CHECK(with(preference, slots) == Indexes{1, 2, 3});
  preference.before = 17 * 60;
  CHECK(with(preference, slots) == Indexes{1, 2});
}

TEST_CASE("days and times must both hold") {
  const auto slots =
      slots_at({"2026-03-02T14:00:00", "2026-03-02T16:00:00", "2026-03-03T16:30:00", "2026-03-05T16:00:00", "2026-03-06T18:00:00"});
  const auto preference = preference_from_days(std::vector<std::int32_t>{1, 4}, "16:00", "");
  REQUIRE(preference.has_value());
  CHECK(with(*preference, slots) == Indexes{1, 3});
}

TEST_CASE("Monday to Thursday after three keeps only those") {
  const auto days = day_names_to_numbers(std::vector<std::string>{"Monday", "Tuesday", "Wednesday", "Thursday"});
  REQUIRE(days.has_value());
  CHECK(*days == std::vector<std::int32_t>{1, 2, 3, 4});
  const auto preference = preference_from_days(*days, "3:00 PM", "");
  REQUIRE(preference.has_value());
  const auto slots =
      slots_at({"2026-03-01T16:00:00", "2026-03-02T15:00:00", "2026-03-04T14:45:00", "2026-03-05T19:00:00", "2026-03-06T15:00:00"});
  CHECK(with(*preference, slots) == Indexes{1, 3});
}

TEST_CASE("presets keep their days and hours") {
  CHECK(with(SlotPreset::weekdays, week_of_noons()) == Indexes{1, 2, 3, 4, 5});
  CHECK(with(SlotPreset::weekends, week_of_noons()) == Indexes{0, 6});
  const auto day = slots_at({"2026-03-02T08:59:00", "2026-03-02T09:00:00", "2026-03-02T11:59:00", "2026-03-02T12:00:00",
                             "2026-03-02T16:59:00", "2026-03-02T17:00:00"});
  CHECK(with(SlotPreset::business_hours, day) == Indexes{1, 2, 3, 4});
  CHECK(with(SlotPreset::after_work, day) == Indexes{5});
  CHECK(with(SlotPreset::morning_only, day) == Indexes{0, 1, 2});
  CHECK(with(SlotPreset::afternoon_only, day) == Indexes{3, 4, 5});
}

TEST_CASE("a preset and a preference narrow together") {
  nlu::Preference preference;
  preference.weekdays = {base::Weekday::sat, base::Weekday::mon};
  CHECK(filter_slots(week_of_noons(), new_york(), {preference, SlotPreset::weekdays, "", ""}) == Indexes{1});
}

TEST_CASE("days are those of the zone, not of UTC") {
  const auto slots = slots_at({"2026-03-06T23:30:00"});  // Saturday in UTC
  CHECK(with(SlotPreset::weekdays, slots) == Indexes{0});
  CHECK(filter_slots(slots, base::Zone(), {{}, SlotPreset::weekends, "", ""}) == Indexes{0});
}

TEST_CASE("provider and location narrow by id") {
  auto slots = week_of_noons();
  slots[1].provider = slots[2].provider = "chen";
  slots[2].location = slots[3].location = "north";
  CHECK(filter_slots(slots, new_york(), {{}, {}, "chen", ""}) == Indexes{1, 2});
  CHECK(filter_slots(slots, new_york(), {{}, {}, "chen", "north"}) == Indexes{2});
  CHECK(filter_slots(slots, new_york(), {{}, {}, "nobody", ""}).empty());
}

TEST_CASE("preset keys are those of the catalogue") {
  for (const std::string_view key : {"weekdays", "weekends", "businessHours", "afterWork", "morningOnly", "afternoonOnly"})
    CHECK(parse_slot_preset(key));
  CHECK_FALSE(parse_slot_preset("businesshours"));
  CHECK_FALSE(parse_slot_preset(""));
}

TEST_CASE("weekday names become numbers, Sunday is 0") {
  const auto days = day_names_to_numbers(std::vector<std::string>{"Sunday", "sat", "MON", " friday ", "miércoles", "Sábado", "dom"});
  REQUIRE(days.has_value());
  CHECK(*days == std::vector<std::int32_t>{0, 6, 1, 5, 3, 6, 0});
  CHECK(day_names_to_numbers({})->empty());
  CHECK(day_names_to_numbers(std::vector<std::string>{"Monday", "Someday"}).has_error());
  CHECK(day_names_to_numbers(std::vector<std::string>{"mo"}).has_error());
  CHECK(day_names_to_numbers(std::vector<std::string>{std::string(100'000, 'm')}).has_error());
}

TEST_CASE("clock texts are minutes of the day") {
  struct Case {
    std::string_view text;
    std::int32_t minutes;
  };
  const Case cases[]{{"12:00 PM", 720},    {"12:00am", 0},        {"12:00 AM", 0},   {"12:00pm", 720},    {"9:00am", 540},
                     {"9:00AM", 540},      {"9:00Am", 540},       {"9:00 aM", 540},  {"9am", 540},        {"9 AM", 540},
                     {"9 a.m.", 540},      {"9:05 a.m.", 545},    {"09:00", 540},    {"9:00", 540},       {"9:30 PM", 1290},
                     {"21:30", 1290},      {"00:00", 0},          {"0:00", 0},       {"00:30", 30},       {"23:59", 1439},
                     {"12:30 AM", 30},     {"12:30 PM", 750},     {"12:30", 750},    {"1:00 PM", 780},    {"1:00 AM", 60},
                     {"11:59 PM", 1439},   {"11:59 AM", 719},     {"noon", 720},     {"Noon", 720},       {"NOON", 720},
                     {"midday", 720},      {"midnight", 0},       {"Midnight", 0},   {"mediodía", 720},   {"medianoche", 0},
                     {" 4:00 PM ", 960},   {"16:00", 960},        {"16:00:00", 960}, {"4:00:00 PM", 960}, {"4PM", 960},
                     {"10:45 p.m.", 1365}, {"10:45 p. m.", 1365}, {"07:15 AM", 435}, {"7:15", 435},       {"13:00", 780}};
  for (const Case &c : cases) {
    CAPTURE(c.text);
    const auto minutes = parse_clock_text(c.text);
    REQUIRE(minutes.has_value());
    CHECK(*minutes == c.minutes);
    CHECK(clock_text_or_zero(c.text) == c.minutes);
  }
}

TEST_CASE("what is no clock text is an error, and 0 for clients that expect that") {
  for (const std::string_view text :
       {"",          " ",    "9",    "24:00", "25:00",   "12:60", "9:6",   "9:600", "13:00 PM", "0:30 AM",          "00:30 pm", "9:00 xm",
        "9:00 ampm", "nine", "9-00", "-9:00", "9:00:61", "9.",    "9:00.", ":30",   "am",       "9:00 PM tomorrow", "١٢:٠٠"}) {
    CAPTURE(text);
    CHECK(parse_clock_text(text).has_error());
    CHECK(clock_text_or_zero(text) == 0);
  }
  CHECK(parse_clock_text(std::string(100'000, '9')).has_error());
}

TEST_CASE("a preference of days refuses what it cannot read") {
  CHECK(preference_from_days(std::vector<std::int32_t>{7}, "", "").error().field == "daysOfWeek");
  CHECK(preference_from_days({}, "soon", "").error().field == "afterTime");
  CHECK(preference_from_days({}, "", "25:00").error().field == "beforeTime");
  CHECK(preference_from_days({}, "", "")->empty());
}
