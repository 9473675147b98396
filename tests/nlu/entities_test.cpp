#include "nlu/entities.hpp"

#include <catch2/catch.hpp>

#include "tests/nlu/time_support.hpp"

using namespace callwell::nlu;
using namespace callwell::nlu::testing;

namespace {

std::string types(std::string_view text, std::string_view expecting = {}) {
  static const auto vocabulary = build_vocabulary({});
  std::string list;
  for (const Entity &entity : extract_entities(text, Language::en, wednesday("US", expecting), *vocabulary)) {
    list += (list.empty() ? "" : " ") + std::string(entity_type_key(entity.type));
  }
  return list;
}

}  // namespace

TEST_CASE("of overlapping readings the longest and most specific stays, and a preference stands beside") {
  CHECK(types("my number is 415 555 0123") == "phone");
  CHECK(types("it costs 20 dollars") == "money");
  CHECK(types("tomorrow at 3 pm") == "datetime preference");
  CHECK(types("write to ana@example.com") == "email");
}

TEST_CASE("Tom is somebody beside a name, and tomorrow else") {
  CHECK(types("Tom here, calling about my bill") == "person_name");
  CHECK(types("my name is Tom") == "person_name");
  CHECK(types("can I come tom at 3 pm") == "datetime preference");
}

TEST_CASE("what was asked for decides between readings of the same words") {
  CHECK(types("three") == "number");
  CHECK(types("three", "datetime").find("datetime") == 0);
  CHECK(types("may fifth nineteen eighty one", "birth_date").find("birth_date") != std::string::npos);
}

TEST_CASE("entities come in order of the text, with positions in code points") {
  static const auto vocabulary = build_vocabulary({});
  const auto entities = extract_entities("¿el miércoles 11, por $20?", Language::es, wednesday(), *vocabulary);
  REQUIRE(entities.size() >= 2);
  CHECK(entities.front().start == 1);
  CHECK(entities.front().text == "el miércoles 11");
  for (std::size_t i = 1; i < entities.size(); ++i) CHECK(entities[i - 1].start <= entities[i].start);
}
