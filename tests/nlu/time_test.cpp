#include <catch2/catch.hpp>

#include "nlu/time_finder.hpp"
#include "tests/nlu/time_support.hpp"

using namespace callwell;
using namespace callwell::nlu;
using namespace callwell::nlu::testing;

namespace {

struct Case { Language language; std::string_view text, value; };

std::string only_time(const Case &c, const Context &context = wednesday()) {
  const auto entities = only(EntityType::datetime, found(find_times, c.text, c.language, context));
  if (entities.size() != 1) return std::to_string(entities.size()) + " entities";
  return show(std::get<DateTime>(entities.front().value).value);
}

constexpr Language en = Language::en, es = Language::es;

}  // namespace

TEST_CASE("times of day are read as a clinic's, in the next half day that is left") {
  const Case cases[]{{en, "3pm", "2026-03-04 15:00 hour"},
                     {en, "half past two", "2026-03-04 14:30 minute"},
                     {en, "quarter to 5", "2026-03-04 16:45 minute"},
                     {en, "noon", "2026-03-04 12:00 hour"},
                     {en, "ten thirty", "2026-03-04 10:30 minute"},
                     {en, "at 1430", "2026-03-04 14:30 minute"},
                     {en, "at 8", "2026-03-05 08:00 hour"},
                     {es, "las tres y media", "2026-03-04 15:30 minute"},
                     {es, "a eso de las 4", "2026-03-04 16:00 hour"},
                     {es, "las nueve de la mañana", "2026-03-05 09:00 hour"},
                     {es, "un cuarto para las tres", "2026-03-04 14:45 minute"}};
  for (const Case &c : cases) CHECK(std::string(c.text) + ": " + only_time(c) == std::string(c.text) + ": " + std::string(c.value));
}

TEST_CASE("dates are the next of their kind, and a named weekday is never today") {
  const Case cases[]{{en, "wednesday", "2026-03-11 00:00 day"},
                     {en, "next tuesday", "2026-03-10 00:00 day"},
                     {en, "the 5th", "2026-03-05 00:00 day"},
                     {en, "march 3rd", "2027-03-03 00:00 day"},
                     {en, "3/9", "2026-03-09 00:00 day"},
                     {en, "day after tomorrow", "2026-03-06 00:00 day"},
                     {en, "in two weeks", "2026-03-18 00:00 day"},
                     {en, "first monday of april", "2026-04-06 00:00 day"},
                     {en, "thanksgiving", "2026-11-26 00:00 day"},
                     {en, "this weekend", "2026-03-06 18:00 - 2026-03-09 00:00"},
                     {en, "the end of the month", "2026-03-21 00:00 - 2026-04-01 00:00"},
                     {es, "pasado mañana", "2026-03-06 00:00 day"},
                     {es, "el lunes que viene", "2026-03-09 00:00 day"},
                     {es, "el 9/3", "2026-03-09 00:00 day"},
                     {es, "la semana que viene", "2026-03-09 00:00 week"},
                     {es, "viernes santo", "2026-04-03 00:00 day"}};
  for (const Case &c : cases) CHECK(std::string(c.text) + ": " + only_time(c) == std::string(c.text) + ": " + std::string(c.value));
}

TEST_CASE("days and times combine, and intervals and open ends have their bounds") {
  const Case cases[]{{en, "tomorrow at 3", "2026-03-05 15:00 hour"},
                     {en, "tmrw 2pm", "2026-03-05 14:00 hour"},
                     {en, "mon 9:30", "2026-03-09 09:30 minute"},
                     {es, "mañana x la tarde", "2026-03-05 12:00 - 2026-03-05 19:00"},
                     {es, "mañana por la mañana", "2026-03-05 04:00 - 2026-03-05 12:00"},
                     {en, "between 2 and 4 tomorrow", "2026-03-05 14:00 - 2026-03-05 17:00"},
                     {en, "monday to thursday", "2026-03-09 00:00 - 2026-03-13 00:00"},
                     {en, "from the 6th to the 9th", "2026-03-06 00:00 - 2026-03-10 00:00"},
                     {en, "after 4pm", "after 2026-03-04 16:00"},
                     {en, "before noon", "before 2026-03-04 12:00"},
                     {en, "from monday on", "after 2026-03-09 00:00"}};
  for (const Case &c : cases) CHECK(std::string(c.text) + ": " + only_time(c) == std::string(c.text) + ": " + std::string(c.value));
}

TEST_CASE("a bare number is a time only where one is expected") {
  CHECK(only_time({en, "three", ""}) == "0 entities");
  CHECK(only_time({en, "three", ""}, wednesday("US", "datetime")) == "2026-03-04 15:00 hour");
  CHECK(only_time({en, "you may come", ""}) == "0 entities");
}

TEST_CASE("an hour without am or pm keeps its other reading") {
  const auto entities = only(EntityType::datetime, found(find_times, "tomorrow at 3", en));
  REQUIRE(entities.size() == 1);
  const auto &time = std::get<DateTime>(entities.front().value);
  REQUIRE(time.alternatives.size() == 1);
  CHECK(show(time.alternatives.front()) == "2026-03-05 03:00 hour");
}

TEST_CASE("long and senseless texts stay cheap and harmless") {
  for (const std::string_view word : {"monday ", "3 ", "between 1 and ", "the first ", "/1", "a las "}) {
    std::string text;
    while (text.size() < 8000) text += word;
    CHECK(found(find_times, text, en).size() < 4000);
  }
  CHECK(only(EntityType::datetime, found(find_times, "in 99999999999999999 years", en)).size() <= 1);
  CHECK(only(EntityType::datetime, found(find_times, "feb 30", en)).size() <= 1);
}

TEST_CASE("words that only look like times are none, and a Spanish morning is not tomorrow") {
  const Case cases[]{{es, "sí, ya soy paciente", "0 entities"},
                     {es, "ya tengo cita", "0 entities"},
                     {es, "¡ya!", "2026-03-04 10:00 second"},
                     {en, "how long does it take", "0 entities"},
                     {es, "cualquier mañana de la próxima semana", "2026-03-09 00:00 week"},
                     {es, "prefiero la mañana", "0 entities"},
                     {es, "¿a qué hora abren mañana?", "2026-03-05 00:00 day"},
                     {es, "¿abren mañana?", "2026-03-05 00:00 day"},
                     {es, "no, mejor a las 4", "2026-03-04 16:00 hour"}};
  for (const Case &c : cases) CHECK(std::string(c.text) + ": " + only_time(c) == std::string(c.text) + ": " + std::string(c.value));
}

TEST_CASE("the work of parsing grows with the length of the text and no faster, whatever the text is") {
  const std::string_view hostile[]{"on 3/4 at 5:30 or the 12th of may 2026 for 2 weeks ", "1 1 1 1 ", "monday tuesday 5 ", "the the of of ",
                                   "from 3 to 4 to 5 ", "primer lunes de mayo de ", "2026 2027 ", "half past quarter to "};
  for (const std::string_view unit : hostile) {
    CAPTURE(unit);
    const auto work = [&](std::size_t bytes) {
      std::string text;
      while (text.size() < bytes) text += unit;
      return parse_times(read_utterance(text, Language::en), wednesday()).items.work();
    };
    const std::size_t once = work(2'000), four_times = work(8'000);
    CHECK(four_times < once * 5);
    CHECK(once < 2'000 * 1'500);
  }
}

TEST_CASE("a time of another zone is what the practice's clock then shows") {
  Context chicago = wednesday();
  chicago.zone = *base::Zone::load("America/Chicago");
  CHECK(only_time({en, "3 pm eastern", ""}, chicago) == "2026-03-04 14:00 minute");
  CHECK(only_time({en, "thursday at 8:30 pm gmt", ""}, chicago) == "2026-03-05 14:30 minute");
  CHECK(only_time({en, "march 20 at 9 am pacific time", ""}, chicago) == "2026-03-20 11:00 minute");
  CHECK(only_time({en, "9:30 - 11:00 EST", ""}, chicago) == "2026-03-04 08:30 - 2026-03-04 10:01");
}

TEST_CASE("feasts come by the calendar of their faith") {
  const Case cases[]{{en, "yom kippur 2018", "2018-09-18 00:00 day"},       {en, "passover 2018", "2018-03-30 00:00 - 2018-04-08 00:00"},
                     {en, "hanukkah 2025", "2025-12-14 00:00 - 2025-12-22 00:00"}, {en, "purim 2024", "2024-03-23 00:00 day"},
                     {en, "orthodox easter 2025", "2025-04-20 00:00 day"},  {en, "orthodox easter 2024", "2024-05-05 00:00 day"},
                     {en, "tax day 2012", "2012-04-17 00:00 day"},          {en, "boss's day 2016", "2016-10-17 00:00 day"},
                     {en, "ramadan 2050", "2050-05-22 00:00 - 2050-06-21 00:00"}};
  for (const Case &c : cases) CHECK(std::string(c.text) + ": " + only_time(c) == std::string(c.text) + ": " + std::string(c.value));
}

TEST_CASE("parts of hours, of the year and of noon") {
  const Case cases[]{{en, "in 3/4 h", "2026-03-04 10:45 second"}, {en, "15 minutes to noon", "2026-03-04 11:45 minute"},
                     {en, "the 1990s", "1990-01-01 00:00 - 2000-01-01 00:00"}, {es, "la década de 1980", "1980-01-01 00:00 - 1990-01-01 00:00"},
                     {en, "18q4", "2018-10-01 00:00 quarter"},    {en, "next season", "2026-03-20 00:00 - 2026-06-20 00:00"},
                     {en, "thu 15th", "2026-10-15 00:00 day"}};
  for (const Case &c : cases) CHECK(std::string(c.text) + ": " + only_time(c) == std::string(c.text) + ": " + std::string(c.value));
}
