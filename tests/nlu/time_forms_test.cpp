// Dates and stretches of time beyond the plain ones, the second readings they keep, and what patients say that is no time.
#include <catch2/catch.hpp>

#include "tests/nlu/time_support.hpp"

using namespace callwell::nlu;
using namespace callwell::nlu::testing;

namespace {

struct Case { Language language; std::string_view text, value; };
constexpr Language en = Language::en, es = Language::es;

/// The value, and its alternatives behind bars.
std::string readings_of(const Case &c) {
  const auto entities = only(EntityType::datetime, found(find_times, c.text, c.language));
  if (entities.size() != 1) return std::to_string(entities.size()) + " entities";
  const auto &time = std::get<DateTime>(entities.front().value);
  std::string out = show(time.value);
  for (const TimeValue &other : time.alternatives) out += " | " + show(other);
  return out;
}

void check(std::initializer_list<Case> cases) {
  for (const Case &c : cases) CHECK(std::string(c.text) + ": " + readings_of(c) == std::string(c.text) + ": " + std::string(c.value));
}

}  // namespace

TEST_CASE("a phrase that people mean in two ways keeps the second reading") {
  check({{en, "this weekend", "2026-03-06 18:00 - 2026-03-09 00:00 | 2026-03-07 00:00 - 2026-03-09 00:00"},
         {en, "the last 2 months", "2026-01-01 00:00 - 2026-03-01 00:00 | 2026-01-04 00:00 - 2026-03-04 00:00"},
         {es, "las próximas 2 semanas", "2026-03-09 00:00 - 2026-03-23 00:00 | 2026-03-05 00:00 - 2026-03-19 00:00"},
         {en, "in 2 years", "2028-03-01 00:00 month | 2028-03-04 00:00 day"},
         {en, "after 2027", "after 2027-01-01 00:00 | after 2028-01-01 00:00"},
         {en, "last friday", "2026-02-27 00:00 day"},
         {en, "last tuesday", "2026-03-03 00:00 day | 2026-02-24 00:00 day"},
         {en, "thursday after 3 pm", "2026-03-05 15:00 - 2026-03-06 00:00 | after 2026-03-05 15:00"},
         {en, "this january", "2027-01-01 00:00 month | 2026-01-01 00:00 month"},
         {en, "since monday", "after 2026-03-02 00:00 | after 2026-03-09 00:00"}});
}

TEST_CASE("what is left, halves, numbered weeks, decades and centuries") {
  check({{en, "the rest of the week", "2026-03-04 00:00 - 2026-03-09 00:00"},
         {es, "el resto del día", "2026-03-04 10:00 - 2026-03-05 00:00"},
         {en, "2027 H2", "2027-07-01 00:00 - 2028-01-01 00:00"},
         {es, "el primer semestre de 2027", "2027-01-01 00:00 - 2027-07-01 00:00"},
         {en, "week 2 of 2027", "2027-01-11 00:00 week"},
         {es, "los años ochenta", "1980-01-01 00:00 - 1990-01-01 00:00"},
         {en, "the last two decades", "2000-01-01 00:00 - 2020-01-01 00:00"},
         {en, "the 18th century", "1700-01-01 00:00 - 1800-01-01 00:00"},
         {en, "the first 3 days of may", "2026-05-01 00:00 - 2026-05-04 00:00"},
         {en, "labor day weekend", "2026-09-04 18:00 - 2026-09-08 00:00 | 2026-09-05 00:00 - 2026-09-08 00:00"}});
}

TEST_CASE("dates in every punctuation") {
  check({{en, "2/Oct/2026", "2026-10-02 00:00 day"},
         {es, "4-ago-2026", "2026-08-04 00:00 day"},
         {en, "2026-oct-2", "2026-10-02 00:00 day"},
         {en, "11 - 2026", "2026-11-01 00:00 month"},
         {en, "2026 /4", "2026-04-01 00:00 month"},
         {en, "2026-10-02T14:05:00", "2026-10-02 14:05 second"},
         {es, "el 9 de 8 de 2027", "2027-08-09 00:00 day"},
         {en, "april of 87", "1987-04-01 00:00 month"}});
}

TEST_CASE("days beside other days, and amounts from the coming weekday") {
  check({{en, "a week from friday", "2026-03-13 00:00 day"},
         {en, "the friday after thanksgiving", "2026-11-27 00:00 day"},
         {es, "el día después de navidad", "2026-12-26 00:00 day"},
         {en, "the week before christmas", "2026-12-14 00:00 week"},
         {en, "by 5 o'clock on tuesday", "2026-03-04 10:00 - 2026-03-10 17:00 | 2026-03-10 17:00 hour | before 2026-03-10 17:00"},
         {en, "the 2nd to the 10th", "2026-04-02 00:00 - 2026-04-11 00:00"}});
}

TEST_CASE("feasts by the moon keep the evening before, and a day of several countries the other one's") {
  check({{en, "diwali", "2026-11-08 00:00 day | 2026-11-07 00:00 day"},
         {en, "lunar new year", "2027-02-06 00:00 day"},
         {en, "mother's day", "2026-05-10 00:00 day | 2026-03-15 00:00 day"},
         {en, "holy week", "2026-03-29 00:00 - 2026-04-06 00:00"}});
}

TEST_CASE("a slip of the weekday does not send a date years ahead") {
  check({{en, "friday april 9th", "2027-04-09 00:00 day | 2026-04-09 00:00 day"},
         {en, "monday march 11th", "2026-03-11 00:00 day"},
         {en, "thursday april 9th", "2026-04-09 00:00 day"}});
}

TEST_CASE("an interval that runs is meant before the next one, and ends before what only its end's year allows") {
  check({{en, "from march 1st to march 20th", "2026-03-01 00:00 - 2026-03-21 00:00"},
         {en, "from november to february 2027", "2026-11-01 00:00 - 2027-03-01 00:00"},
         {en, "from 3 to 3:30", "2026-03-04 15:00 - 2026-03-04 15:31 | 2026-03-05 03:00 - 2026-03-05 03:31"}});
}

TEST_CASE("hours in a part of a certain day") {
  check({{en, "five thirty tomorrow evening", "2026-03-05 17:30 minute"},
         {es, "mañana por la noche a las 12", "2026-03-06 00:00 hour"},
         {es, "anoche a las 8", "2026-03-03 20:00 hour"},
         {es, "el 15 a las 8", "2026-03-15 08:00 hour | 2026-03-15 20:00 hour"},
         {en, "next monday 6-8", "2026-03-09 18:00 - 2026-03-09 21:00 | 2026-03-09 06:00 - 2026-03-09 09:00"},
         {en, "thursday 1 pm", "2026-03-05 13:00 hour"},
         {en, "thursday pm", "2026-03-05 12:00 - 2026-03-05 19:00"}});
}

TEST_CASE("what patients say of themselves, of rooms and of opinions is no time") {
  for (const auto &[language, text] : std::initializer_list<std::pair<Language, std::string_view>>{
           {en, "i'm 34"}, {en, "at dozens of places"}, {en, "room 3"}, {en, "the second one"}, {en, "i'd like a second opinion"},
           {en, "this may take long"},
           {en, "it was 37.1"}, {en, "i take 2 of them"}, {en, "one may ask"}, {en, "the first one please"},
           {es, "tengo 34 años de casado"},
           {es, "la segunda"}, {es, "sala 3"}, {en, "my id is 123-12-1234"}}) {
    CAPTURE(text);
    CHECK(only(EntityType::datetime, found(find_times, text, language)).empty());
  }
  CHECK(readings_of({en, "a party of 7 tonight", ""}) == "2026-03-04 18:00 - 2026-03-05 00:00");
  CHECK(readings_of({en, "i'm in building 4 this afternoon", ""}) == "2026-03-04 12:00 - 2026-03-04 19:00");
}
