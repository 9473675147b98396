#include "compliance/redaction.hpp"

#include <catch2/catch.hpp>
#include <span>

using namespace callwell::compliance;

namespace {

std::string labelled(const char *text) { return redact(text)->text; }

struct Row {
  const char *in, *out;
};

void check(std::span<const Row> rows) {
  for (const Row &row : rows) {
    CAPTURE(row.in);
    CHECK(labelled(row.in) == row.out);
  }
}

}  // namespace

TEST_CASE("written identifiers are hidden by their type") {
  const Row rows[] = {{"My number is 305-555-0123, my email is nora+clinic@example.com.", "My number is [PHONE], my email is [EMAIL]."},
                      {"My name is Dawn Kessler and my MRN is 05769903.", "My name is [NAME] and my MRN is [MRN]."},
                      {"Member ID: MCT 917 268 988", "Member ID: [MEMBER_ID]"},
                      {"My social is 600 87 3817.", "My social is [SSN]."},
                      {"I live at 3791 Sycamore Ave, Ocala, FL 34471", "I live at [STREET_ADDRESS], [CITY], FL [ZIP]"},
                      {"Born on March 28, 1948.", "Born on [DOB]."},
                      {"Llamo de parte de mi madre, Yolanda Echeverría Zamora, que tiene 98 años.",
                       "Llamo de parte de mi madre, [NAME], que tiene [AGE_90] años."},
                      {"Tengo NIE, es el X9613851N.", "Tengo NIE, es el [OTHER_ID]."},
                      {"La cita era el 22 de julio a las 10:15", "La cita era el [DATE] a las 10:15"},
                      {"ip=198.51.100.28 url https://portal.example.com/p/8", "ip=[IP] url [URL]"}};
  check(rows);
}

TEST_CASE("what a recogniser hears is hidden as well") {
  const Row rows[] = {{"it's five two oh five five five triple one two", "it's [PHONE]"},
                      {"my email is t mulligan at gmail dot com", "my email is [EMAIL]"},
                      {"this is leonard kowalski calling for my mother", "this is [NAME] calling for my mother"},
                      {"his birthday is august twenty nineteen forty two", "his birthday is [DOB]"},
                      {"mi móvil es el seis dos siete sesenta y uno ochenta noventa y dos", "mi móvil es el [PHONE]"},
                      {"la tarjeta es cuatro dos cuatro dos cuatro dos cuatro dos cuatro dos cuatro dos cuatro dos cuatro dos y caduca en "
                       "marzo del treinta",
                       "la tarjeta es [PAN] y caduca en [CARD_EXP]"}};
  check(rows);
}

TEST_CASE("what identifies nobody stays") {
  for (const char *text :
       {"I have Parkinson's and take lisinopril.", "Take two every 4-6 hours, max 8 per day.", "It was 120 over 80 this morning.",
        "Call 988 or 1-800-QUIT-NOW.", "I'm a 45-year-old male.", "The code was 99213 and E11.9.", "the card ending in 4242",
        "sha256=9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "Back in 2019.", "¿Es la Clínica San Rafael?",
        "Open 24/7?", "order 6011 1111 1111 1112", "The summer physicals are cheaper.", "bill me later", "at 10:15", ""}) {
    CAPTURE(text);
    CHECK(labelled(text) == text);
  }
}

TEST_CASE("a card number is found in every grouping, masked to six and four, and not found again") {
  for (const char *text : {"4242424242424242", "4242 4242 4242 4242", "4242-4242-4242-4242", "DTMF 4 2 4 2 4 2 4 2 4 2 4 2 4 2 4 2 #"}) {
    CAPTURE(text);
    const Redaction masked = *redact(text, {RedactStyle::mask, {}, nullptr});
    REQUIRE(masked.spans.size() == 1);
    CHECK(masked.spans[0].type == IdentifierType::pan);
    CHECK(masked.text.find("424242******4242") != std::string::npos);
    CHECK(find_identifiers(masked.text)->empty());
  }
  CHECK(labelled("cvv 737 exp 09/29") == "cvv [CVV] exp [CARD_EXP]");
  CHECK(labelled("trace 9933118267797697") == "trace 9933118267797697");
}

TEST_CASE("positions count code points, not bytes") {
  const auto spans = *find_identifiers("¡Sí! Ñandú 😀 305-555-0123");
  REQUIRE(spans.size() == 1);
  CHECK(spans[0].start == 13);
  CHECK(spans[0].end == 25);
}

TEST_CASE("pseudonyms are the same for the same value in one session") {
  Pseudonyms names("session");
  const RedactOptions options{RedactStyle::pseudonym, {}, &names};
  CHECK(redact("My name is Ana Ruiz.", options)->text == "My name is [NAME_1].");
  CHECK(redact("My name is Leo Vargas, my wife is Ana Ruiz.", options)->text == "My name is [NAME_2], my wife is [NAME_1].");
}

TEST_CASE("kept types stay and everything else goes") {
  RedactOptions options;
  options.keep_types = {IdentifierType::phone};
  CHECK(redact("Ask for Lorna at 305-555-0123.", options)->text == "Ask for [NAME] at 305-555-0123.");
  CHECK(parse_identifier("AGE_90") == IdentifierType::age_90);
  CHECK_FALSE(parse_identifier("AGE").has_value());
}

TEST_CASE("odd input is no harm and too much is refused") {
  for (const std::string &text : {std::string("\xff\xfe@\xc3"), std::string(5000, '4'), std::string(3000, '@'), std::string(3000, ':'),
                                  std::string("+(((("), std::string("%B")})
    CHECK(redact(text).has_value());
  CHECK_FALSE(redact(std::string(kMaxRedactBytes + 1, 'a')).has_value());
  CHECK(redact_for_log(std::string(kMaxRedactBytes + 1, 'a')) == "[withheld]");
}
