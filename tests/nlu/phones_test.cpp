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
  find_phones(read_utterance(text, language), context, out);
  return out;
}

struct Case {
  Language language;
  std::string_view text, digits, extension;
};

constexpr Case kSpoken[] = {
    {Language::en, "three oh five five five five oh one two three", "3055550123", ""},
    {Language::en, "sure it's three zero five triple five zero one double two", "3055550122", ""},
    {Language::es, "tres cero cinco cinco cinco cinco cero uno veintitrés", "3055550123", ""},
    {Language::es, "es el siete ochenta y seis cinco cincuenta y cinco cero uno diecinueve", "7865550119", ""},
    {Language::en, "305 555 0123 extension forty five", "3055550123", "45"},
    {Language::en, "my number is 305-555-0123 ext. 12", "3055550123", "12"},
    {Language::es, "tres cero cinco triple cinco cero uno dos tres extensión doce", "3055550123", "12"},
    {Language::en, "305 555 0123 no wait 0124", "3055550124", ""},
    {Language::en, "three oh five five five five oh one two three sorry oh one two four", "3055550124", ""},
    {Language::es, "tres cero cinco cinco cinco cinco cero uno dos tres perdón cero uno dos cuatro", "3055550124", ""},
    {Language::en, "plus one four one five five five five oh one three two", "14155550132", ""},
    {Language::en, "eight hundred five five five oh one nine nine", "8005550199", ""},
    {Language::en, "one eight hundred five five five zero one hundred", "18005550100", ""},
    {Language::en, "area code is seven two oh and the number is five five five oh one four six", "7205550146", ""},
    {Language::en, "um 720 let me see 555 0146", "7205550146", ""},
    {Language::en, "it is six one nine um five five five uh oh one eight eight", "6195550188", ""},
    {Language::en, "you can reach me at 3 1 2 5 5 5 0 1 9 0 after 5 pm", "3125550190", ""},
    {Language::es, "mi celular es 305 555 01 23", "3055550123", ""},
    {Language::es, "área tres cero cinco, quinientos cincuenta y cinco, cero uno veinte", "3055550120", ""},
    {Language::en, "two one two five fifty five oh one seventy seven", "2125550177", ""},
    {Language::en, "nine seventeen five five five oh one thirty", "9175550130", ""},
    {Language::en, "four oh four five five five nineteen ninety two", "4045551992", ""},
    {Language::en, "six oh two five five five twenty two hundred", "6025552200", ""},
    {Language::en, "three one oh five five five oh one one eight, that's my cell, my home is different", "3105550118", ""},
    {Language::en, "not the old one use seven oh three five five five oh one six five", "7035550165", ""},
    {Language::es, "es cuatro quince cinco cinco cinco cero uno cero dos", "4155550102", ""},
    {Language::es, "dos catorce cinco cinco cinco cero uno treinta y tres", "2145550133", ""},
    {Language::en, "(305) 555 - 0123", "3055550123", ""},
    {Language::en, "3055550123", "3055550123", ""},
    {Language::en, "+1 (305) 555-0123", "13055550123", ""},
    {Language::en, "its 305.555.0123 thx", "3055550123", ""},
    {Language::en, "the last four are oh one two three and it starts with three oh five five five five", "3055550123", ""},
    {Language::en, "five five five oh one two three area code three oh five", "3055550123", ""},
    {Language::en, "yeah my cell is two oh two five five five oh one seven eight", "2025550178", ""},
    {Language::en, "six four six, five five five, zero one nine one", "6465550191", ""},
    {Language::en, "its area code eight one eight then triple five oh one four oh", "8185550140", ""},
    {Language::es, "mi número es el nueve cincuenta y cuatro cinco cinco cinco cero uno ochenta y ocho", "9545550188", ""},
    {Language::es, "siete veinte cinco cincuenta y cinco cero uno cuarenta y dos", "7205550142", ""},
    {Language::es, "cuatro cero siete cinco cinco cinco cero ciento doce", "4075550112", ""},
    {Language::en, "nine four nine five five five oh one hundred", "9495550100", ""},
    {Language::en, "three twelve five fifty five oh one oh eight", "3125550108", ""},
    {Language::en, "seven oh four five five five oh double one two", "7045550112", ""},
    {Language::en, "eight oh eight five five five zero one sixty six is my wife's number", "8085550166", ""},
    {Language::en, "my work number is 415 555 0110 extension two two one", "4155550110", "221"},
    {Language::es, "trescientos cinco cinco cinco cinco cero uno noventa", "3055550190", ""},
    {Language::en, "five oh five triple five double oh double nine", "5055550099", ""},
    {Language::en, "area code six five oh five five five oh one two nine no make that two eight", "6505550128", ""},
    {Language::en, "five one two wait no five one three five five five oh one seven two", "5135550172", ""},
    {Language::en, "2065550143 thanks!", "2065550143", ""},
    {Language::es, "el cinco uno dos, cinco cinco cinco, cero uno, treinta y nueve", "5125550139", ""},
    {Language::en, "one two one three five five five oh one oh one", "12135550101", ""},
    {Language::en, "seven one eight five five five oh one tree niner", "7185550139", ""},
    {Language::en, "oh it's nine one four five five five oh one five five", "9145550155", ""},
    {Language::en, "dial seven eight one dash five five five dash oh one one four", "7815550114", ""},
    {Language::en, "four two five five five five oh one ninety nine", "4255550199", ""},
    {Language::es, "cero uno cincuenta es el final, el principio es siete cero dos cinco cinco cinco", "7025550150", ""}};

struct National {
  std::string_view country, text, e164;
};
constexpr National kPlans[] = {
    {"GB", "020 7946 0018", "+442079460018"},    {"GB", "07700 900123", "+447700900123"},
    {"ES", "612 34 56 78", "+34612345678"},      {"MX", "55 1234 5678", "+525512345678"},
    {"US", "+44 20 7946 0018", "+442079460018"}, {"US", "0044 20 7946 0018", "+442079460018"},
    {"US", "1 305 555 0123", "+13055550123"},    {"US", "plus five two five five one two three four five six seven eight", "+525512345678"},
    {"CA", "416 555 0123", "+14165550123"},      {"US", "+33 (0)1 99 00 12 34", "+33199001234"}};

}  // namespace

TEST_CASE("telephone numbers are read as people say them") {
  for (const Case &c : kSpoken) {
    CAPTURE(c.text);
    const auto entities = found(c.text, c.language, "phone");
    REQUIRE(entities.size() == 1);
    const auto &phone = std::get<Phone>(entities[0].value);
    CHECK(phone.digits == c.digits);
    CHECK(phone.extension.value_or("") == c.extension);
    CHECK(phone.e164 == "+1" + std::string(c.digits.substr(c.digits.size() - 10)));
  }
}

TEST_CASE("the plan of the country, or the calling code, makes the E.164 form") {
  for (const National &c : kPlans) {
    CAPTURE(c.text);
    const auto entities = found(c.text, Language::en, "phone", std::string(c.country));
    REQUIRE(entities.size() == 1);
    CHECK(std::get<Phone>(entities[0].value).e164 == c.e164);
  }
}

TEST_CASE("a number that the plan does not have keeps its digits and no E.164 form") {
  for (const std::string_view text : {"111 555 0123", "305 055 0123", "305 911 0123", "555 0123"}) {
    CAPTURE(text);
    const auto entities = found(text, Language::en, "phone");
    REQUIRE(entities.size() == 1);
    CHECK_FALSE(std::get<Phone>(entities[0].value).e164);
  }
}

TEST_CASE("the span covers the number and nothing else") {
  const auto entities = found("Señor, call (305) 555-0123 after 5", Language::en, "");
  REQUIRE(entities.size() == 1);
  CHECK(entities[0].text == "(305) 555-0123");
  CHECK(entities[0].start == 12);
}

TEST_CASE("dates, cards and counts are no telephone numbers") {
  for (const std::string_view text :
       {"23/09/2015", "my card is 4111 1111 1111 1111", "two people at four thirty", "ticket 1234567", "r5555555555"}) {
    CAPTURE(text);
    CHECK(found(text, Language::en, "").empty());
  }
}

TEST_CASE("a number without its area code can be corrected too") {
  const auto entities = found("555 0123, sorry, 0132", Language::en, "phone");
  REQUIRE(entities.size() == 1);
  CHECK(std::get<Phone>(entities[0].value).digits == "5550132");
}
