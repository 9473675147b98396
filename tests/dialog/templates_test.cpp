// What the agent says: both languages have the same wordings for the same keys, and none of them is cut short.
#include "dialog/templates.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "base/json.hpp"
#include "base/yaml.hpp"
#include "support.hpp"

using namespace callwell;
using namespace callwell::dialog;

namespace {

json::object wordings(const std::string &language) {
  const auto document = base::parse_yaml(test::file_text("src/dialog/data/" + language + ".yaml"));
  REQUIRE(document.has_value());
  return document->value.as_object();
}

std::set<std::string> placeholders(const json::value &value) {
  std::set<std::string> out;
  if (value.is_object()) {
    for (const auto &style : value.get_object()) out.merge(placeholders(style.value()));
  } else if (value.is_array()) {
    for (const json::value &item : value.get_array()) out.merge(placeholders(item));
  } else {
    const std::string text(value.as_string());
    for (std::size_t at = text.find('{'); at != std::string::npos; at = text.find('{', at + 1))
      out.insert(text.substr(at, text.find('}', at) + 1 - at));
  }
  return out;
}

/// The set of placeholders of each single wording.
std::vector<std::set<std::string>> each_wording(const json::value &value) {
  if (value.is_string()) return {placeholders(value)};
  std::vector<std::set<std::string>> out;
  if (value.is_array()) {
    for (const json::value &item : value.get_array()) out.push_back(placeholders(item));
  }
  if (value.is_object()) {
    for (const auto &style : value.get_object()) {
      for (auto &one : each_wording(style.value())) out.push_back(std::move(one));
    }
  }
  return out;
}

}  // namespace

TEST_CASE("both languages have the same keys, styles and placeholders") {
  const json::object english = wordings("en"), spanish = wordings("es");
  for (const auto &entry : english) {
    CAPTURE(std::string(entry.key()));
    REQUIRE(spanish.contains(entry.key()));
    const json::value &other = spanish.at(entry.key());
    CHECK(entry.value().is_object() == other.is_object());
    CHECK(placeholders(entry.value()) == placeholders(other));
  }
  for (const auto &entry : spanish) {
    CAPTURE(std::string(entry.key()));
    CHECK(english.contains(entry.key()));
  }
}

TEST_CASE("a key with styles has both, and no style is empty") {
  for (const char *language : {"en", "es"}) {
    for (const auto &entry : wordings(language)) {
      CAPTURE(language, std::string(entry.key()));
      if (!entry.value().is_object()) continue;
      const json::object &styles = entry.value().get_object();
      CHECK(styles.size() == 2);
      CHECK_FALSE(styles.at("phone").as_array().empty());
      CHECK_FALSE(styles.at("text").as_array().empty());
    }
  }
}

TEST_CASE("the wordings of what is read back all name the same facts") {
  for (const char *language : {"en", "es"}) {
    for (const auto &entry : wordings(language)) {
      if (!std::string_view(entry.key()).starts_with("confirm_")) continue;
      const auto all = each_wording(entry.value());
      CAPTURE(language, std::string(entry.key()));
      for (const auto &one : all) CHECK(one == all.front());
    }
  }
}

TEST_CASE("what is spoken has no list numbers and no web address") {
  for (const char *language : {"en", "es"}) {
    for (const auto &entry : wordings(language)) {
      const json::value &spoken = entry.value().is_object() ? entry.value().at("phone") : entry.value();
      const std::string text = json::serialize(spoken);
      CAPTURE(language, text);
      CHECK(text.find("http") == std::string::npos);
      CHECK(text.find("1)") == std::string::npos);
      if (entry.value().is_object()) CHECK(text.find("\\n") == std::string::npos);
    }
  }
}

TEST_CASE("filling leaves no brace, no unknown placeholder and no double space") {
  CHECK(fill("Hi {given}, it's {practice}.", {{"given", "Ana"}, {"practice", "Lakeside"}}) == "Hi Ana, it's Lakeside.");
  CHECK(fill("call {number}. {website} Reply STOP", {{"number", "1"}}) == "call 1. Reply STOP");
  CHECK(fill("an open {brace", {}) == "an open");
  CHECK(fill("", {}).empty());
  CHECK(fill("{a}", {{"a", "{b}"}, {"b", "no"}}) == "{b}");  // what a person said is never filled in turn
}

TEST_CASE("a wording is not used twice in a row where there is another") {
  base::Random dice(5);
  std::string_view previous;
  for (int i = 0; i < 50; ++i) {
    const std::string_view picked = Templates::builtin().pick("ask_name", nlu::Language::en, true, dice, previous);
    CHECK(picked != previous);
    CHECK_FALSE(picked.empty());
    previous = picked;
  }
}

TEST_CASE("an unknown key has no wording") {
  base::Random dice(5);
  CHECK_FALSE(Templates::builtin().has("no_such_key"));
  CHECK(Templates::builtin().pick("no_such_key", nlu::Language::es, false, dice, {}).empty());
}
