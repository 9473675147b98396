#include "base/yaml.hpp"

#include <catch2/catch.hpp>

using namespace callwell::base;

namespace {

json::value read(std::string_view text) {
  const auto document = parse_yaml(text);
  INFO(text);
  INFO((document ? std::string() : document.error().message));
  REQUIRE(document.has_value());
  return document->value;
}

YamlError refused(std::string_view text, YamlLimits limits = {}) {
  const auto document = parse_yaml(text, limits);
  INFO(text.substr(0, 200));
  REQUIRE(document.has_error());
  return document.error();
}

std::string place(const YamlMark &mark) { return std::to_string(mark.line) + ":" + std::to_string(mark.column); }

}  // namespace

TEST_CASE("plain scalars mean what their writer meant") {
  struct Row { const char *yaml; json::value value; };
  const Row rows[] = {
      {"on", "on"},       {"yes", "yes"},   {"no", "no"},         {"off", "off"},     {"y", "y"},
      {"010", "010"},     {"08:00", "08:00"}, {"60201", 60201},   {"01602", "01602"}, {"-5", -5},
      {"0", 0},           {"-0.5", -0.5},   {"12.50", 12.5},      {".5", 0.5},        {"1e3", 1000.0},
      {"1_000", "1_000"}, {"0x1F", "0x1F"}, {"0o17", "0o17"},     {"1.2.3", "1.2.3"}, {"2026-11-26", "2026-11-26"},
      {"true", true},     {"False", false}, {"'true'", "true"},   {"\"650\"", "650"}, {"+13125550101", "+13125550101"},
      {"~", nullptr},     {"null", nullptr}, {"'null'", "null"},  {".inf", ".inf"},   {".nan", ".nan"},
      {"!!str 12", "12"}, {".", "."},       {"1.", 1.0},          {"1e999", "1e999"}, {"99999999999999999999", "99999999999999999999"},
      {"e5", "e5"},       {"", nullptr},    {"# nothing", nullptr}, {"9223372036854775807", 9223372036854775807},
  };
  for (const Row &row : rows) {
    CAPTURE(row.yaml);
    CHECK(read(row.yaml) == row.value);
  }
}

TEST_CASE("lists, mappings, aliases and block text become JSON") {
  CHECK(read("a: [1, {b: x}]\nc:\n  - d\n  -\n") == json::value{{"a", {1, {{"b", "x"}}}}, {"c", {"d", nullptr}}});
  CHECK(read("a: &hours [one, two]\nb: *hours\n") == json::value{{"a", {"one", "two"}}, {"b", {"one", "two"}}});
  CHECK(read("a: >-\n  two\n  words\nb: |\n  as\n  is\n") == json::value{{"a", "two words"}, {"b", "as\nis\n"}});
  CHECK(read("on: 1\n010: 2\n8: 3\n") == json::value{{"on", 1}, {"010", 2}, {"8", 3}});
}

TEST_CASE("every value and name knows its line and column") {
  const auto document = parse_yaml("name: Clinic\nservices:\n  - id: a\n  - id: b\n    hours:\n      mon-fri: [\"09:00-12:00\", x]\n");
  REQUIRE(document.has_value());
  CHECK(place(document->marks_at("").value) == "1:1");
  CHECK(place(document->marks_at("/name").value) == "1:7");
  CHECK(place(document->marks_at("/services").name) == "2:1");
  CHECK(place(document->marks_at("/services/1/id").value) == "4:9");
  CHECK(place(document->marks_at("/services/1/hours/mon-fri").name) == "6:7");
  CHECK(place(document->marks_at("/services/1/hours/mon-fri/1").value) == "6:32");
  CHECK(place(document->marks_at("/services/1/hours/sat/0").value) == "6:7");  // absent: the mapping it would be in
}

TEST_CASE("what cannot be read is refused with its place") {
  struct Row { const char *yaml; const char *at; const char *message; };
  const Row rows[] = {
      {"a: 1\nb: 2\na: 3\n", "3:1", "named twice"},
      {"a: [1, 2\nb: 3\n", "2:2", "not YAML"},
      {"a: 1\n b: 2\n", "2:3", "not YAML"},
      {"a: 1\n---\nb: 2\n", "2:1", "second document"},
      {"a: !secret x\n", "1:4", "tags"},
      {"a: *nowhere\n", "1:4", "not YAML"},
      {"? [a, b]\n: 1\n", "1:3", "must be a word"},
      {"~: 1\n", "1:1", "empty"},
      {"a: \"b\x01\"\n", "1:6", "control"},
      {"a: ok\nb: \xff\n", "2:4", "UTF-8"},
  };
  for (const Row &row : rows) {
    const YamlError error = refused(row.yaml);
    CAPTURE(row.yaml, error.message);
    CHECK(place(error.at) == row.at);
    CHECK(error.message.find(row.message) != std::string::npos);
  }
}

TEST_CASE("hostile documents stop at a limit") {
  CHECK(refused(std::string(2 << 20, 'a')).message.find("larger") != std::string::npos);
  CHECK(refused(std::string(40, '[') + std::string(40, ']')).message == "nested too deeply");
  refused(std::string(100'000, '['));
  CHECK(refused("a: &a [*a]\n").message.find("alias") != std::string::npos);
  std::string laughs = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n";
  for (int i = 1; i < 12; ++i) {
    const std::string below = "*a" + std::to_string(i - 1), own = "a" + std::to_string(i);
    laughs += own + ": &" + own + " [" + below + ", " + below + ", " + below + ", " + below + ", " + below + ", " + below + "]\n";
  }
  CHECK(refused(laughs).message == "aliases make the document too large");
  CHECK(refused("\"" + std::string(300, 'n') + "\": 1\n").message.find("too long") != std::string::npos);
}
