#include <catch2/catch.hpp>

#include "tests/nlu/time_support.hpp"

using namespace callwell::nlu;
using namespace callwell::nlu::testing;

namespace {

struct Case { Language language; std::string_view country, text, value; };
constexpr Language en = Language::en, es = Language::es;

std::string show_money(const Money &money) {
  if (money.amount) return *money.amount + " " + money.currency;
  return money.from.value_or("") + ".." + money.to.value_or("") + " " + money.currency;
}

}  // namespace

TEST_CASE("money is read as written and as said, with its currency") {
  const Case cases[]{{en, "US", "$650", "650.00 USD"},
                     {en, "US", "six fifty dollars", "650.00 USD"},
                     {en, "US", "20 dollars 43 cents", "20.43 USD"},
                     {en, "US", "ten cents", "0.10 USD"},
                     {en, "GB", "£9", "9.00 GBP"},
                     {en, "US", "$ 1.2 million", "1200000.00 USD"},
                     {es, "MX", "doscientos dólares", "200.00 USD"},
                     {es, "MX", "quinientos pesos", "500.00 MXN"},
                     {es, "ES", "29,99 €", "29.99 EUR"}};
  for (const Case &c : cases) {
    INFO(c.text);
    const auto entities = found(find_money, c.text, c.language, wednesday(c.country));
    REQUIRE(entities.size() == 1);
    CHECK(show_money(std::get<Money>(entities[0].value)) == c.value);
    CHECK(entities[0].text == c.text);
  }
}

TEST_CASE("ranges and limits of money leave the other side open") {
  const Case cases[]{{en, "US", "between 10 and 20 dollars", "10.00..20.00 USD"}, {en, "US", "$10-$20", "10.00..20.00 USD"},
                     {en, "US", "under $50", "..50.00 USD"}, {es, "ES", "al menos 30 euros", "30.00.. EUR"}};
  for (const Case &c : cases) {
    INFO(c.text);
    const auto entities = found(find_money, c.text, c.language, wednesday(c.country));
    REQUIRE(entities.size() == 1);
    CHECK(show_money(std::get<Money>(entities[0].value)) == c.value);
  }
}

TEST_CASE("a bare number is money only where a sum was asked for") {
  CHECK(found(find_money, "50", en).empty());
  const auto entities = found(find_money, "50", en, wednesday("MX", "money"));
  REQUIRE(entities.size() == 1);
  CHECK(show_money(std::get<Money>(entities[0].value)) == "50.00 MXN");
}
