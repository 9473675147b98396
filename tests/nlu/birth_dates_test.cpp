#include "nlu/finders.hpp"

#include <catch2/catch.hpp>

using namespace callwell;
using namespace callwell::nlu;

namespace {

/// What the finder makes of an answer to a question for `field`, on 4 March 2026.
std::vector<Entity> found(std::string_view text, Language language, std::string field, std::string country = "US") {
  Context context;
  context.now = *base::parse_rfc3339("2026-03-04T12:00:00Z");
  context.country = std::move(country);
  context.expecting.field = std::move(field);
  std::vector<Entity> out;
  find_birth_dates(read_utterance(text, language), context, out);
  return out;
}

struct Case { Language language; std::string_view text, date; };  ///< empty: none

constexpr Case kSpoken[] = {
      {Language::en, "05/03/1981", "1981-05-03"},
      {Language::es, "05/03/1981", "1981-03-05"},
      {Language::en, "may third eighty one", "1981-05-03"},
      {Language::es, "tres de mayo del ochenta y uno", "1981-05-03"},
      {Language::en, "3 may 81", "1981-05-03"},
      {Language::en, "may 3 nineteen eighty one", "1981-05-03"},
      {Language::en, "the 3rd of the 5th 81", "1981-05-03"},
      {Language::en, "81-05-03", "1981-05-03"},
      {Language::en, "1981-05-03", "1981-05-03"},
      {Language::en, "five three eighty one", "1981-05-03"},
      {Language::en, "oh five oh three nineteen eighty one", "1981-05-03"},
      {Language::en, "zero five zero three eight one", "1981-05-03"},
      {Language::en, "05031981", "1981-05-03"},
      {Language::es, "nací el quince de julio de mil novecientos noventa", "1990-07-15"},
      {Language::es, "el primero de enero del dos mil", "2000-01-01"},
      {Language::en, "twenty second of november nineteen oh five", "1905-11-22"},
      {Language::en, "december thirty first two thousand", "2000-12-31"},
      {Language::en, "it's june tenth no wait july tenth seventy eight", "1978-07-10"},
      {Language::en, "one one two thousand one", "2001-01-01"},
      {Language::en, "ten ten ten", "2010-10-10"},
      {Language::en, "the fourth of july nineteen seventy six", "1976-07-04"},
      {Language::en, "christmas day 1970", "1970-12-25"},
      {Language::es, "ocho del nueve del setenta y cuatro", "1974-09-08"},
      {Language::es, "veintiuno once ochenta y ocho", "1988-11-21"},
      {Language::en, "born in 1975 on march 9th", "1975-03-09"},
      {Language::en, "september 5 04", "2004-09-05"},
      {Language::en, "sept. 5, 2004", "2004-09-05"},
      {Language::en, "January 31st, '99", "1999-01-31"},
      {Language::en, "seven seven seventy seven", "1977-07-07"},
      {Language::es, "dos de febrero de dos mil doce", "2012-02-02"},
      {Language::en, "eleven twenty two sixty three", "1963-11-22"},
      {Language::en, "it is the twelfth of may nineteen fifty", "1950-05-12"},
      {Language::en, "two fourteen nineteen ninety five", "1995-02-14"},
      {Language::en, "march fifteenth two thousand twelve", "2012-03-15"},
      {Language::es, "cinco cinco cincuenta y cinco", "1955-05-05"},
      {Language::en, "the year is eighty two march the third", "1982-03-03"},
      {Language::en, "nineteen sixty", ""},
      {Language::en, "tomorrow", ""},
      {Language::en, "august twentieth nineteen sixty eight I'm fifty seven", "1968-08-20"},
      {Language::en, "nine eleven oh one", "2001-09-11"},
      {Language::en, "4/5/62", "1962-04-05"},
      {Language::es, "4/5/62", "1962-05-04"},
      {Language::en, "3/4/25", "2025-03-04"},
      {Language::en, "12/25/25", "2025-12-25"},
      {Language::en, "12/25/26", "1926-12-25"},
      {Language::en, "march third nineteen eighty five, eighty five not ninety five", "1985-03-03"},
      {Language::en, "twenty first february eighty nine", "1989-02-21"}};

std::string date_of(const std::vector<Entity> &entities) { return entities.empty() ? "" : base::format_date(std::get<BirthDate>(entities[0].value).date); }

}  // namespace

TEST_CASE("dates of birth are read as people say and write them") {
  for (const Case &c : kSpoken) {
    CAPTURE(c.text);
    CHECK(date_of(found(c.text, c.language, "birth_date")) == c.date);
  }
}

TEST_CASE("the country decides the order of a numeric date") {
  CHECK(date_of(found("05/03/1981", Language::en, "birth_date", "US")) == "1981-05-03");
  CHECK(date_of(found("05/03/1981", Language::en, "birth_date", "GB")) == "1981-03-05");
  CHECK(date_of(found("25/03/1981", Language::en, "birth_date", "US")) == "1981-03-25");
  CHECK(date_of(found("2501 1923", Language::en, "birth_date", "GB")) == "1923-01-25");
}

TEST_CASE("a date is a birth date only where it is cued or asked for") {
  CHECK(found("may third eighty one", Language::en, "").empty());
  CHECK(date_of(found("i was born may third eighty one", Language::en, "")) == "1981-05-03");
  CHECK(found("february thirtieth nineteen eighty", Language::en, "birth_date").empty());
}
