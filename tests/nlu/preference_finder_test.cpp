#include <catch2/catch.hpp>

#include "nlu/preference_json.hpp"
#include "tests/nlu/time_support.hpp"

using namespace callwell;
using namespace callwell::nlu;
using namespace callwell::nlu::testing;

namespace {

struct Case { Language language; std::string_view text, json; };
constexpr Language en = Language::en, es = Language::es;

/// The one preference of the text, on Wednesday, 4 March 2026; an empty object when there is none.
void check(std::initializer_list<Case> cases) {
  for (const Case &c : cases) {
    INFO(c.text);
    const auto entities = only(EntityType::preference, found(find_times, c.text, c.language, wednesday("US", "preference")));
    REQUIRE(entities.size() <= 1);
    const boost::json::value got = entities.empty() ? boost::json::object() : to_json(std::get<Preference>(entities.front().value));
    const auto want = base::parse_json(c.json);
    REQUIRE(want.has_value());
    INFO(boost::json::serialize(got));
    CHECK(bool(got == *want));
  }
}

}  // namespace

TEST_CASE("days, parts of the day and bare hours are a clinic's") {
  check({{en, "weekday mornings", R"({"weekdays":["mon","tue","wed","thu","fri"],"part":"morning"})"},
         {en, "tues or thurs pm", R"({"weekdays":["tue","thu"],"part":"afternoon"})"},
         {en, "mondays after four", R"({"weekdays":["mon"],"after":"16:00"})"},
         {en, "between ten and two", R"({"after":"10:00","before":"14:00"})"},
         {en, "from 7 to 9", R"({"after":"07:00","before":"09:00"})"},
         {en, "mornings before 7", R"({"part":"morning","before":"07:00"})"},
         {en, "around half past two", R"({"at":"14:30","approx":true})"},
         {es, "entre semana por la tarde", R"({"weekdays":["mon","tue","wed","thu","fri"],"part":"afternoon"})"},
         {es, "los lunes después de las cuatro", R"({"weekdays":["mon"],"after":"16:00"})"}});
}

TEST_CASE("what is refused is left out, and an hour that is refused turns round") {
  check({{en, "any day but friday after four", R"({"not_weekdays":["fri"],"after":"16:00"})"},
         {en, "nothing after three", R"({"before":"15:00"})"},
         {en, "i can't do mornings", R"({"not_part":"morning"})"},
         {en, "mondays don't work", R"({"not_weekdays":["mon"]})"},
         {en, "i'm out of town from the tenth to the fifteenth", R"({"not_from":"2026-03-10","not_to":"2026-03-15"})"},
         {es, "en las noches pero los martes no", R"({"part":"evening","not_weekdays":["tue"]})"},
         {es, "no puedo los lunes", R"({"not_weekdays":["mon"]})"},
         {es, "descanso los jueves", R"({"weekdays":["thu"]})"}});
}

TEST_CASE("alternatives stay apart only where their hours differ") {
  check({{en, "either monday at 3 or tuesday morning",
          R"({"any":[{"weekdays":["mon"],"at":"15:00"},{"weekdays":["tue"],"part":"morning"}]})"},
         {en, "tuesday morning or afternoon", R"({"any":[{"weekdays":["tue"],"part":"morning"},{"weekdays":["tue"],"part":"afternoon"}]})"},
         {en, "monday morning or tuesday morning", R"({"weekdays":["mon","tue"],"part":"morning"})"},
         {en, "tomorrow or friday", R"({"dates":["2026-03-05","2026-03-06"]})"}});
}

TEST_CASE("a correction counts from the correction on") {
  check({{en, "monday no wait tuesday", R"({"weekdays":["tue"]})"}, {es, "el lunes digo el martes", R"({"weekdays":["tue"]})"},
         {en, "tues instead of wed", R"({"weekdays":["tue"]})"}});
}

TEST_CASE("words that mostly mean something else wish nothing unless a time was asked for") {
  for (const std::string_view text : {"i need it early", "do you offer monthly payments", "am i on the list"}) {
    INFO(text);
    CHECK(only(EntityType::preference, found(find_times, text, en)).empty());
  }
}

TEST_CASE("spans of days have inclusive ends and skip what is over") {
  check({{en, "this week", R"({"from":"2026-03-04","to":"2026-03-08"})"},
         {en, "the week of the sixteenth", R"({"from":"2026-03-16","to":"2026-03-22"})"},
         {en, "early next month", R"({"from":"2026-04-01","to":"2026-04-10"})"},
         {en, "after the twentieth", R"({"from":"2026-03-21"})"},
         {en, "before my trip on the nineteenth", R"({"to":"2026-03-18"})"},
         {en, "in about six weeks", R"({"from":"2026-04-15","to":"2026-04-15","approx":true})"},
         {es, "del diez al trece de marzo", R"({"from":"2026-03-10","to":"2026-03-13"})"},
         {es, "en quince días", R"({"from":"2026-03-18","to":"2026-03-18","approx":true})"}});
}

TEST_CASE("how often, how soon and how firmly") {
  check({{en, "every other friday", R"({"weekdays":["fri"],"every":{"n":2,"unit":"week"}})"},
         {en, "the first friday of every month", R"({"weekdays":["fri"],"every":{"n":1,"unit":"month"},"ordinal":1})"},
         {es, "cada lunes por seis semanas", R"({"weekdays":["mon"],"every":{"n":1,"unit":"week"},"count":6})"},
         {en, "as soon as possible", R"({"asap":true})"}, {es, "lo antes posible", R"({"asap":true})"},
         {en, "whenever", R"({"flexible":true})"}, {es, "cuando sea", R"({"flexible":true})"},
         {en, "preferably in the afternoon", R"({"part":"afternoon","soft":true})"},
         {en, "first thing in the morning", R"({"part":"morning","earliest":true})"}});
}

TEST_CASE("greetings and sentences about something else are no preference") {
  check({{en, "good morning i'd like to book a cleaning", "{}"}, {es, "buenas tardes", "{}"}, {en, "my name is mary", "{}"}});
}

TEST_CASE("any morning of a week is a part of the day within its dates") {
  check({{es, "cualquier mañana de la próxima semana", R"({"part":"morning","from":"2026-03-09","to":"2026-03-15"})"},
         {es, "alguna tarde de la semana que viene", R"({"part":"afternoon","from":"2026-03-09","to":"2026-03-15"})"},
         {en, "any morning next week", R"({"part":"morning","from":"2026-03-09","to":"2026-03-15"})"},
         {en, "some afternoon next week", R"({"part":"afternoon","from":"2026-03-09","to":"2026-03-15"})"},
         {es, "mañana", R"({"dates":["2026-03-05"]})"}});
}

TEST_CASE("a day that is named only to be before or after it is a bound") {
  check({{en, "I leave on the 20th so before that", R"({"to":"2026-03-19"})"},
         {en, "we move on the 30th and it has to be before then", R"({"to":"2026-03-29"})"},
         {en, "I'm out of town the 15th so it has to be before then", R"({"to":"2026-03-14"})"},
         {en, "I get back on the 9th so any time after that", R"({"from":"2026-03-10"})"},
         {es, "salgo de viaje el 25 entonces antes de eso", R"({"to":"2026-03-24"})"},
         {en, "do you have anything before that", "{}"}});
}

TEST_CASE("texts abbreviate, may is a verb too, and nada más means only") {
  check({{en, "b4 noon", R"({"before":"12:00"})"},
         {en, "anytime b4 3 on wed", R"({"weekdays":["wed"],"before":"15:00"})"},
         {en, "nothing b4 9am", R"({"after":"09:00"})"},
         {en, "2moro morning", R"({"part":"morning","dates":["2026-03-05"]})"},
         {es, "x la mñna", R"({"part":"morning"})"},
         {es, "mna a las 4", R"({"at":"16:00","dates":["2026-03-05"]})"},
         {es, "nada más los martes", R"({"weekdays":["tue"]})"},
         {es, "nada más por la mañana", R"({"part":"morning"})"},
         {es, "nada más que no sea lunes", R"({"not_weekdays":["mon"]})"},
         {en, "the 5th may work", R"({"dates":["2026-03-05"]})"},
         {en, "may 5th", R"({"dates":["2026-05-05"]})"}});
}
