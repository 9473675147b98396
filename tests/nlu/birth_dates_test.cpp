#include <catch2/catch.hpp>

#include "nlu/finders.hpp"

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

struct Case {
  Language language;
  std::string_view text, date;
};  ///< empty: none

constexpr Case kSpoken[] = {{Language::en, "05/03/1981", "1981-05-03"},
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
                            {Language::en, "twenty first february eighty nine", "1989-02-21"},
                            {Language::en, "the twenty fifth of december nineteen sixty two", "1962-12-25"},
                            {Language::en, "oh one oh two oh three", "2003-01-02"},
                            {Language::en, "eight eight eighty eight", "1988-08-08"},
                            {Language::en, "i turned forty last may born may second eighty five", "1985-05-02"},
                            {Language::en, "my date of birth is one twenty nineteen ninety", "1990-01-20"},
                            {Language::en, "new year's eve nineteen ninety nine", "1999-12-31"},
                            {Language::en, "nineteen hundred and forty two june sixth", "1942-06-06"},
                            {Language::en, "june 6 42", "1942-06-06"},
                            {Language::en, "twelve thirty one ninety nine", "1999-12-31"},
                            {Language::en, "ten oh four fifty", "1950-10-04"},
                            {Language::es, "el día es tres el mes es cinco y el año es ochenta y uno", "1981-05-03"},
                            {Language::es, "nací en mil novecientos ochenta y cinco el cuatro de marzo", "1985-03-04"},
                            {Language::es, "cero tres cero cinco ochenta y uno", "1981-05-03"},
                            {Language::es, "el veintinueve de febrero del noventa y seis", "1996-02-29"},
                            {Language::es, "doce de octubre del dos mil tres", "2003-10-12"},
                            {Language::es, "nochebuena del setenta", "1970-12-24"},
                            {Language::es, "primero de mayo de mil novecientos cincuenta", "1950-05-01"},
                            {Language::es, "4 de julio 76", "1976-07-04"},
                            {Language::en, "april first two thousand ten", "2010-04-01"},
                            {Language::en, "valentine's day eighty three", "1983-02-14"},
                            {Language::en, "february the second twenty eleven", "2011-02-02"},
                            {Language::en, "march 3rd, 1985 (not the 4th)", "1985-03-03"},
                            {Language::en, "fifteenth of the eighth sixty seven", "1967-08-15"},
                            {Language::en, "seven slash four slash seventy six", "1976-07-04"},
                            {Language::en, "nine dash nine dash seventy nine", "1979-09-09"},
                            {Language::en, "three twenty one oh two", "2002-03-21"},
                            {Language::en, "six fifteen two thousand four", "2004-06-15"},
                            {Language::en, "eighty eight may fifth", "1988-05-05"},
                            {Language::en, "ought five june second", "2005-06-02"},
                            {Language::en, "September eleventh two thousand and one", "2001-09-11"},
                            {Language::en, "two two twenty two", "2022-02-02"},
                            {Language::en, "july 4 1976, i mean july 5", "1976-07-05"},
                            {Language::es, "ocho ocho sesenta y ocho", "1968-08-08"},
                            {Language::es, "dieciséis del siete del dos mil", "2000-07-16"},
                            {Language::en, "ninety two april third", "1992-04-03"}};

std::string date_of(const std::vector<Entity> &entities) {
  return entities.empty() ? "" : base::format_date(std::get<BirthDate>(entities[0].value).date);
}

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
  CHECK(date_of(found("1709 1964", Language::en, "birth_date", "GB")) == "1964-09-17");
}

TEST_CASE("a date is a birth date only where it is cued or asked for") {
  CHECK(found("may third eighty one", Language::en, "").empty());
  CHECK(date_of(found("i was born may third eighty one", Language::en, "")) == "1981-05-03");
  CHECK(found("february thirtieth nineteen eighty", Language::en, "birth_date").empty());
}

TEST_CASE("what a recogniser makes of a date of birth is put right") {
  const Case cases[] = {{Language::en, "9th of the 6th 9016", "1916-06-09"},
                        {Language::en, "the 5th May 8th 1961", "1961-08-05"},          // "the eighth"
                        {Language::en, "6 May 19th 1970", "1970-05-06"},
                        {Language::en, "3rd of March 19th 48", "1948-03-03"},
                        {Language::en, "14 to 1988", "1988-02-14"},
                        {Language::en, "11 the 3rd 1975", "1975-03-11"},
                        {Language::en, "36 1959", "1959-06-30"},
                        {Language::en, "1st of June 20014", "2014-06-01"},
                        {Language::en, "8th of April 1879", "1979-04-08"},
                        {Language::en, "2nd of May 2000 and 13", "2013-05-02"},
                        {Language::en, "25th of August 1980 6", "1986-08-25"}};
  for (const Case &c : cases) {
    CAPTURE(c.text);
    const auto entities = found(c.text, c.language, "birth_date", "GB");
    REQUIRE(entities.size() == 1);
    CHECK(base::format_date(std::get<BirthDate>(entities[0].value).date) == c.date);
  }
}

TEST_CASE("a recogniser's readings of a date of birth vote") {
  Context context;
  context.now = *base::parse_rfc3339("2026-03-04T12:00:00Z");
  context.country = "GB";
  context.expecting.field = "birth_date";
  context.alternatives = {"plenty 305 1931", "23 05 1931", "2305 1931"};
  std::vector<Entity> out;
  find_birth_dates(read_utterance(context.alternatives.front(), Language::en), context, out);
  REQUIRE(out.size() == 1);
  CHECK(base::format_date(std::get<BirthDate>(out[0].value).date) == "1931-05-23");
}

TEST_CASE("a holiday is a day of birth") {
  const Case cases[] = {{Language::en, "born on Labor Day 1980", "1980-09-01"},      {Language::en, "Mother's Day 1991", "1991-05-12"},
                        {Language::en, "on Thanksgiving 1972", "1972-11-23"},        {Language::en, "Easter Sunday nineteen eighty five", "1985-04-07"},
                        {Language::es, "el día de Reyes de 1964", "1964-01-06"},     {Language::en, "the fourth of July 1976", "1976-07-04"},
                        {Language::en, "Christmas Eve of 88", "1988-12-24"}};
  for (const Case &c : cases) {
    CAPTURE(c.text);
    const auto entities = found(c.text, c.language, "birth_date");
    REQUIRE(entities.size() == 1);
    CHECK(base::format_date(std::get<BirthDate>(entities[0].value).date) == c.date);
  }
}
