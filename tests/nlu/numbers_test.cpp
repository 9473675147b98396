#include <catch2/catch.hpp>

#include "tests/nlu/time_support.hpp"

using namespace callwell::nlu;
using namespace callwell::nlu::testing;

namespace {

struct Case { Language language; std::string_view country, text; double value; };
constexpr Language en = Language::en, es = Language::es;

}  // namespace

TEST_CASE("numbers read alike in digits and in words, by the country's signs") {
  const Case cases[]{{en, "US", "twenty three", 23},
                     {en, "US", "two hundred and five", 205},
                     {en, "US", "1,200.50", 1200.5},
                     {en, "US", "a couple", 2},
                     {en, "US", "a dozen", 12},
                     {en, "US", "one twenty two", 122},
                     {en, "US", "two point five", 2.5},
                     {en, "US", "minus 4", -4},
                     {en, "US", "three thousand two hundred", 3200},
                     {en, "US", "five and a half million", 5.5e6},
                     {en, "US", "a quarter million", 250'000},
                     {en, "US", "half a dozen", 6},
                     {en, "US", "1 234 567", 1'234'567},
                     {en, "US", "12,34,567", 1'234'567},
                     {en, "US", "1.5e3", 1500},
                     {en, "US", "2x10^-3", 0.002},
                     {en, "US", "4 thousand 3 hundred and 21", 4321},
                     {en, "US", "one hundred and two fifths", 20.4},
                     {es, "MX", "ciento veinte", 120},
                     {es, "MX", "media docena", 6},
                     {es, "MX", "treintaicinco", 35},
                     {es, "MX", "veintiún mil", 21'000},
                     {es, "MX", "dos billones tres mil cuatro millones", 2'003'004e6},
                     {es, "MX", "treinta y tres", 33},
                     {es, "ES", "1.200,50", 1200.5},
                     {es, "MX", "1,200.50", 1200.5},
                     {es, "MX", "dos mil veintiséis", 2026},
                     {es, "MX", "un millón", 1e6}};
  for (const Case &c : cases) {
    INFO(c.text);
    const auto entities = found(find_numbers, c.text, c.language, wednesday(c.country));
    REQUIRE(entities.size() == 1);
    REQUIRE(entities[0].type == EntityType::number);
    CHECK(std::get<Number>(entities[0].value).value == Approx(c.value));
    CHECK(entities[0].text == c.text);
  }
}

TEST_CASE("ordinals count from the front and from the end") {
  const Case cases[]{{en, "US", "third", 3}, {en, "US", "3rd", 3}, {en, "US", "twenty-first", 21}, {en, "US", "last", -1},
                     {en, "US", "second to last", -2}, {es, "MX", "tercero", 3}, {es, "ES", "2.ª", 2}, {es, "MX", "penúltima", -2}};
  for (const Case &c : cases) {
    INFO(c.text);
    const auto entities = found(find_numbers, c.text, c.language, wednesday(c.country));
    REQUIRE(entities.size() == 1);
    REQUIRE(entities[0].type == EntityType::ordinal);
    CHECK(std::get<Ordinal>(entities[0].value).value == static_cast<std::int64_t>(c.value));
  }
}

TEST_CASE("once is eleven in Spanish only") {
  CHECK(found(find_numbers, "once", en).empty());
  CHECK(found(find_numbers, "once", es).size() == 1);
}

TEST_CASE("fractions are numbers where nothing else could be meant") {
  const Case cases[]{{en, "US", "two thirds", 2.0 / 3},
                     {en, "US", "five and a quarter", 5.25},
                     {en, "US", "1 4/5", 1.8},
                     {en, "US", "2½", 2.5},
                     {en, "US", "half a million", 500'000},
                     {en, "US", "two thirds of a million", 2e6 / 3},
                     {en, "US", "one over 20", 0.05},
                     {es, "MX", "tres cuartos", 0.75},
                     {es, "MX", "cinco con un cuarto", 5.25},
                     {es, "MX", "siete con cincuenta", 7.5},
                     {es, "MX", "dos doceavos", 2.0 / 12}};
  for (const Case &c : cases) {
    INFO(c.text);
    const auto entities = found(find_numbers, c.text, c.language, wednesday(c.country));
    REQUIRE(entities.size() == 1);
    REQUIRE(entities[0].type == EntityType::number);
    CHECK(std::get<Number>(entities[0].value).value == Approx(c.value));
    CHECK(entities[0].text == c.text);
  }
  CHECK(only(EntityType::ordinal, found(find_numbers, "the twenty fifth", en)).size() == 1);
  CHECK(only(EntityType::ordinal, found(find_numbers, "a third visit", en)).size() == 1);
}

TEST_CASE("ordinals of any size, and those that count from the end") {
  struct Ordinals { Language language; std::string_view text; std::int64_t value; };
  const Ordinals cases[]{{en, "two hundred and third", 203}, {en, "twenty-first", 21},     {en, "three millionth", 3'000'000},
                         {en, "next to last", -2},           {es, "centésimo vigésimo quinto", 125},
                         {es, "dos mil millonésimo", 2'000'000'000}, {es, "cincuenta y dos milésimo tricentésimo séptimo", 52'307},
                         {es, "veintidosmilésimo", 22'000},  {es, "11mo", 11},             {es, "penúltima", -2}};
  for (const Ordinals &c : cases) {
    INFO(c.text);
    const auto entities = found(find_numbers, c.text, c.language);
    REQUIRE(entities.size() == 1);
    REQUIRE(entities[0].type == EntityType::ordinal);
    CHECK(std::get<Ordinal>(entities[0].value).value == c.value);
    CHECK(entities[0].text == c.text);
  }
}

TEST_CASE("a one that stands for a noun counts nothing") {
  for (const std::string_view text : {"that one is fine", "the one at noon", "i want this one"}) {
    INFO(text);
    CHECK(only(EntityType::number, found(find_numbers, text, en)).empty());
  }
  CHECK(only(EntityType::number, found(find_numbers, "just one", en)).size() == 1);
}
