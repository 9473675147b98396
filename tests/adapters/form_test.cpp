#include "adapters/form.hpp"

#include <catch2/catch.hpp>

using namespace callwell::adapters;
using callwell::base::Status;

TEST_CASE("a form reads back what was written into it") {
  std::string body;
  const Form fields{{"Body", "Sí & 100% = 😀 + \"x\"\n"}, {"Empty", ""}, {"a b", "~-._"}};
  for (const FormField &f : fields) append_field(body, f.name, f.value);
  const auto form = parse_form(body);
  REQUIRE(form.has_value());
  REQUIRE(form->size() == fields.size());
  for (std::size_t i = 0; i < fields.size(); ++i) {
    CHECK((*form)[i].name == fields[i].name);
    CHECK((*form)[i].value == fields[i].value);
  }
}

TEST_CASE("plus is a space, names repeat, empty parts are nothing") {
  const auto form = parse_form("a=1+2&&a=3&b&=c&");
  REQUIRE(form.has_value());
  CHECK(form->size() == 4);
  CHECK(field(*form, "a") == "1 2");
  CHECK(field(*form, "missing").empty());
}

TEST_CASE("broken or boundless forms are refused") {
  for (const char *text : {"a=%", "a=%4", "a=%zz", "%4=1"}) CHECK(parse_form(text).error().status == Status::invalid_argument);
  std::string many;
  for (int i = 0; i < 257; ++i) many += "a=1&";
  CHECK(parse_form(many).error().status == Status::limit_exceeded);
  CHECK(parse_form(std::string((64 << 10) + 1, 'a')).error().status == Status::limit_exceeded);
}

TEST_CASE("the query of an address ends where the fragment begins") {
  CHECK(query_of("https://example.com/x?a=1&b=2#c?d") == "a=1&b=2");
  CHECK(query_of("https://example.com/x").empty());
}
