#include "base/schema.hpp"

#include <catch2/catch.hpp>

using namespace callwell::base;

namespace {

Schema schema_of(std::string_view text) {
  const Result<Schema> schema = Schema::parse(text);
  INFO((schema ? std::string() : schema.error().message));
  REQUIRE(schema.has_value());
  return *schema;
}

std::vector<std::string> problems(const Schema &schema, std::string_view text) {
  std::vector<std::string> lines;
  for (const SchemaProblem &problem : schema.check(*parse_json(text))) {
    lines.push_back(display_path(problem.pointer) + ": " + problem.message + " (" + problem.fix + ")");
  }
  return lines;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("types, sizes and bounds are enforced and said in plain words") {
  struct Row { const char *schema; const char *value; Lines expected; };
  const Row rows[] = {
      {R"({"type":"string"})", R"("a")", {}},
      {R"({"type":"string"})", "5", {": should be text, not a whole number (put it in quotes)"}},
      {R"({"type":"integer"})", "5", {}},
      {R"({"type":"integer"})", "5.0", {": should be a whole number, not a number (leave the decimal point out)"}},
      {R"({"type":"number"})", "5", {}},
      {R"({"type":["string","null"]})", "null", {}},
      {R"({"type":["string","null"]})", "[]", {": should be text or empty, not a list (write text or empty)"}},
      {R"({"type":"array","items":{"type":"string"}})", R"("a")", {": should be a list, not text (write it as a list: [ … ])"}},
      {R"({"minimum":5,"maximum":60})", "4", {": is too small (use 5 or more)"}},
      {R"({"minimum":5,"maximum":60})", "60.5", {": is too large (use 60 or less)"}},
      {R"({"minimum":5})", R"("not a number, not its concern")", {}},
      {R"({"minLength":2,"maxLength":3})", R"("ñññ")", {}},
      {R"({"minLength":2,"maxLength":3})", R"("ññññ")", {": should have 2 to 3 characters (change its length)"}},
      {R"({"minLength":1})", R"("")", {": is empty (write something or leave the line out)"}},
      {R"({"maxItems":1})", "[1,2]", {": should have at most 1 entries, has 2 (take some out)"}},
      {R"({"minItems":1})", "[]", {": should have at least 1 entries, has 0 (add what is missing)"}},
      {R"({"items":{"type":"integer"}})", R"([1,"2",3,true])",
       {"[1]: should be a whole number, not text (write a whole number)", "[3]: should be a whole number, not true or false (write a whole number)"}},
      {R"({"enum":["phone","text",3]})", "3", {}},
      {R"({"enum":["phone","text"]})", R"("phnoe")", {": is not one of: phone, text (did you mean `phone`?)"}},
      {R"({"const":"a"})", R"("zzzz")", {": is not one of: a (use one of them)"}},
      {R"({"minProperties":1})", "{}", {": should have at least 1 members (add or remove members)"}},
  };
  for (const Row &row : rows) {
    CAPTURE(row.schema, row.value);
    CHECK(problems(schema_of(row.schema), row.value) == row.expected);
  }
}

TEST_CASE("members that are missing or unknown are named, all of them") {
  const Schema schema = schema_of(R"({"type":"object","required":["name","phone"],"additionalProperties":false,
    "properties":{"name":{"type":"string"},"phone":{"description":"where people call","type":"string"},"email":{"type":"string"}}})");
  CHECK(problems(schema, R"({"name":"a","phone":"b"})").empty());
  CHECK(problems(schema, R"({"nmae":"a","zebra":1,"email":2})") ==
        Lines{"name: `name` is missing (add `name`)", "phone: `phone` is missing (add `phone`: where people call)",
              "nmae: `nmae` is not known here (did you mean `name`?)",
              "zebra: `zebra` is not known here (take it out; known here: email, name, phone)", "email: should be text, not a whole number (put it in quotes)"});
}

TEST_CASE("a message never repeats a value it was given") {
  const Schema schema = schema_of(R"({"properties":{"a":{"enum":["x"]},"b":{"format":"email"},"c":{"type":"integer"},"d":{"format":"date"}}})");
  const Lines lines = problems(schema, R"({"a":"Maria Secret","b":"Maria Secret","c":"Maria Secret","d":"Maria Secret"})");
  REQUIRE(lines.size() == 4);
  for (const std::string &line : lines) CHECK(line.find("Secret") == std::string::npos);
}

TEST_CASE("formats take what is theirs and nothing else") {
  struct Row { const char *format; std::vector<std::string> good, bad; };
  const Row rows[] = {
      {"date", {"2026-11-26", "2028-02-29"}, {"2026-02-29", "26-11-2026", "2026-11-26 ", ""}},
      {"time-of-day", {"08:00", "24:00"}, {"8:00", "24:01", "08.00"}},
      {"date-time", {"2026-03-03T15:00:00-06:00", "2026-03-03T15:00:00Z"}, {"2026-03-03T15:00:00", "2026-03-03", "2026-03-03T15:00:00-6"}},
      {"local-date-time", {"2026-03-03T15:00:00", "2026-03-03T15:00:00Z"}, {"tomorrow", "2026-03-03"}},
      {"e164", {"+13125550101", "+34600000000"}, {"13125550101", "+1 312 555 0101", "+0312555", "+1312", "+1234567890123456"}},
      {"email", {"a@example.com", "a.b+c@mail.example.org"}, {"a@b", "@example.com", "a@@example.com", "a b@example.com", "a@exa_mple.com", "a..b@example.com"}},
      {"iana-time-zone", {"America/Chicago", "UTC", "America/Argentina/Buenos_Aires"}, {"Central", "America/Chigaco", "../etc/passwd", "file:/etc/localtime", "/etc/localtime", ""}},
      {"id", {"botox", "new-patient_2"}, {"Botox", "-a", "a b", "", "año"}},
  };
  for (const Row &row : rows) {
    const Schema schema = schema_of(R"({"format":")" + std::string(row.format) + "\"}");
    for (const std::string &text : row.good) {
      CAPTURE(row.format, text);
      CHECK(schema.check(json::value(text)).empty());
    }
    for (const std::string &text : row.bad) {
      CAPTURE(row.format, text);
      CHECK(schema.check(json::value(text)).size() == 1);
    }
  }
}

TEST_CASE("of several forms, the one meant is the one complained about") {
  const Schema schema = schema_of(R"({"$defs":{"text":{"oneOf":[{"type":"string","minLength":1},
    {"type":"object","additionalProperties":false,"properties":{"en":{"type":"string"},"es":{"type":"string"}}}]}},
    "items":{"$ref":"#/$defs/text"}})");
  CHECK(problems(schema, R"(["a",{"en":"b"}])").empty());
  CHECK(problems(schema, R"([5,{"eng":"b"},""])") ==
        Lines{"[0]: should be text or a mapping, not a whole number (put it in quotes)", "[1].eng: `eng` is not known here (did you mean `en`?)",
              "[2]: is empty (write something or leave the line out)"});
  const Schema both = schema_of(R"({"oneOf":[{"type":"object","required":["date"]},{"type":"object","required":["from"]}]})");
  CHECK(problems(both, R"({"date":1})").empty());
  CHECK(problems(both, R"({"date":1,"from":2})").front().find("more than one way") != std::string::npos);
}

TEST_CASE("definitions may use themselves, but not without end") {
  const Schema tree = schema_of(R"({"$ref":"#/$defs/node","$defs":{"node":{"type":"object","properties":{"children":{"items":{"$ref":"#/$defs/node"}},"id":{"type":"integer"}}}}})");
  CHECK(problems(tree, R"({"children":[{"children":[{"id":"x"}]}]})") == Lines{"children[0].children[0].id: should be a whole number, not text (write a whole number)"});
  CHECK_FALSE(Schema::parse(R"({"$ref":"#/$defs/a","$defs":{"a":{"$ref":"#/$defs/b"},"b":{"oneOf":[{"$ref":"#/$defs/a"}]}}})").has_value());
  CHECK_FALSE(Schema::parse(R"({"$ref":"#"})").has_value());
}

TEST_CASE("a schema with a rule that would not be enforced is refused") {
  for (const char *text : {R"({"type":"strng"})", R"({"pattern":"^a$"})", R"({"format":"postcode"})", R"({"$ref":"#/$defs/none"})", R"({"minLength":-1})",
                           R"({"properties":[]})", R"({"required":"a"})", R"({"items":true})", "[]", "{", R"({"minimum":"1"})"}) {
    CAPTURE(text);
    CHECK_FALSE(Schema::parse(text).has_value());
  }
}

TEST_CASE("names of members can be ruled, and the others given a form") {
  const Schema schema = schema_of(R"({"type":"object","propertyNames":{"format":"id"},"additionalProperties":{"type":"string"}})");
  CHECK(problems(schema, R"({"account_sid":"x"})").empty());
  CHECK(problems(schema, R"({"Account":"x","b":1})") ==
        Lines{"Account: its name is not an id (write it as deep-cleaning)", "b: should be text, not a whole number (put it in quotes)"});
}

TEST_CASE("taking the value of a failure is a bug that does not stay silent") {
  CHECK_THROWS_AS(Schema::parse("{").value(), std::logic_error);
}

TEST_CASE("problems stop at their limit") {
  const Schema schema = schema_of(R"({"items":{"type":"string"}})");
  CHECK(schema.check(json::array(10'000, json::value(1))).size() == kMaxSchemaProblems);
}

TEST_CASE("paths are shown as people write them") {
  CHECK(display_path("") == "");
  CHECK(display_path("/services/2/duration_minutes") == "services[2].duration_minutes");
  CHECK(display_path(append_pointer("/hours", "a/b~c")) == "hours.a/b~c");
}
