#include <catch2/catch.hpp>

#include "tests/nlu/time_support.hpp"

using namespace callwell::nlu;
using namespace callwell::nlu::testing;

TEST_CASE("amounts of time add up, fractions go to the next finer unit") {
  struct Case { Language language; std::string_view text; std::int64_t seconds; double amount; std::string_view unit; };
  const Case cases[]{{Language::en, "two weeks", 1'209'600, 2, "week"}, {Language::en, "half an hour", 1800, 30, "minute"},
                     {Language::en, "an hour and a half", 5400, 90, "minute"}, {Language::en, "1 month", 2'592'000, 1, "month"},
                     {Language::en, "1 hour fifteen", 4500, 75, "minute"}, {Language::es, "una hora y media", 5400, 90, "minute"},
                     {Language::en, "several weeks", 1'814'400, 3, "week"}, {Language::en, "3h", 10'800, 3, "hour"},
                     {Language::en, "10d", 864'000, 10, "day"}, {Language::en, "another day", 86'400, 1, "day"},
                     {Language::es, "unas horas", 10'800, 3, "hour"}, {Language::es, "dos noches", 172'800, 2, "day"},
                     {Language::en, "more than two hours", 7200, 2, "hour"},
                     {Language::es, "treinta minutos", 1800, 30, "minute"}, {Language::es, "dos años", 63'072'000, 2, "year"}};
  for (const Case &c : cases) {
    INFO(c.text);
    const auto entities = only(EntityType::duration, found(find_times, c.text, c.language));
    REQUIRE(entities.size() == 1);
    const auto &duration = std::get<Duration>(entities[0].value);
    CHECK(duration.seconds == c.seconds);
    CHECK(duration.amount == Approx(c.amount));
    CHECK(duration.unit == c.unit);
    CHECK(entities[0].text == c.text);
  }
}
