#include <catch2/catch.hpp>

#include "base/json.hpp"
#include "base/schema.hpp"
#include "base/yaml.hpp"
#include "tests/practice/files.hpp"

using namespace callwell::practice;
using namespace callwell::practice::test;

namespace {

std::shared_ptr<const Practice> sound(const std::string &text) {
  const Loaded loaded = load(text);
  INFO(listing(loaded.problems));
  REQUIRE(loaded.practice != nullptr);
  return loaded.practice;
}

/// The one complaint of a file that is right but for `addition` at its end.
std::string complaint(const std::string &addition) {
  const Loaded loaded = load(kSmall + addition);
  CHECK(loaded.practice == nullptr);
  return listing(loaded.problems);
}

}  // namespace

TEST_CASE("the smallest practice loads with the documented defaults") {
  const auto practice = sound(kSmall);
  CHECK(practice->profile == "generic");
  CHECK(practice->country == "US");
  CHECK(practice->currency == "USD");
  CHECK(practice->zone.name() == "America/Chicago");
  CHECK(practice->quiet_hours.start == 21 * 60);
  CHECK(practice->booking.lead_minutes == 120);
  CHECK(practice->emergency.number == "911");
  CHECK(practice->messaging.empty());
  CHECK(practice->flows_yaml.empty());
  CHECK(practice->hash.size() == 64);
  CHECK(practice->hash != sound(kSmall + "# a comment\n")->hash);
}

TEST_CASE("calls are recorded only where the file says so, and told of unless the file says that they are told elsewhere") {
  CHECK_FALSE(sound(kSmall)->recording.enabled);
  const auto plain = sound(kSmall + "recording: {enabled: true}\n")->recording;
  CHECK(plain.enabled);
  CHECK(plain.notice.in("en") == "This call is recorded.");
  CHECK(plain.notice.in("es") == "Esta llamada se graba.");
  CHECK_FALSE(plain.retention_days.has_value());
  const auto own = sound(kSmall + "recording: {enabled: true, notice: We record calls., retention_days: 30}\n")->recording;
  CHECK(own.notice.in("en") == "We record calls.");
  CHECK(own.retention_days == 30);
  CHECK(sound(kSmall + "recording: {enabled: true, notice: false}\n")->recording.notice.empty());
  CHECK(complaint("recording: {enabled: true, retention_days: 0}\n").find("recording.retention_days") != std::string::npos);
}

TEST_CASE("the guide's first example is a complete practice") {
  const std::string guide = read_source("docs/practice-file.md");
  const std::size_t begin = guide.find("```yaml\n") + 8;
  const auto practice = sound(guide.substr(begin, guide.find("```", begin) - begin));
  CHECK(practice->id == "harbor-clinic");
  CHECK(practice->numbers == std::vector<std::string>{"+13125550142"});
  CHECK(practice->services.front().price->from_minor == 18'000);
}

TEST_CASE("the demo practices load") {
  const std::string path = GENERATE("prairie_dermatology", "willow_medspa", "lakeside_dental");
  CAPTURE(path);
  const auto practice = sound(read_source("examples/practices/" + path + ".yaml"));
  CHECK(practice->languages == std::vector<std::string>{"en", "es"});
  CHECK(practice->services.size() >= 8);
  CHECK(practice->knowledge.size() >= 12);
  CHECK(practice->knowledge.size() <= 25);
  CHECK_FALSE(practice->numbers.empty());
  for (const Greeting *greeting : {&practice->persona.phone, &practice->persona.text, &practice->persona.missed_call}) {
    CHECK(greeting->open.by_language.size() == 2);
    CHECK(greeting->closed.by_language.size() == 2);
  }
  for (const Service &service : practice->services) {
    CAPTURE(service.id);
    CHECK(service.aliases.size() >= 2);
    CHECK(service.description.by_language.size() == 2);
  }
  for (const KnowledgeSection &section : practice->knowledge) {
    CAPTURE(section.id);
    CHECK(section.questions.size() >= 4);
  }
  for (const Location &location : practice->locations) CHECK(location.closures.size() >= 6);
}

TEST_CASE("money is exact") {
  struct Row { const char *written; std::int64_t minor; };
  const Row rows[] = {{"650", 65'000}, {"\"650\"", 65'000}, {"12.50", 1'250}, {"\"12.5\"", 1'250}, {"0.07", 7}, {"1.10", 110}, {"19.99", 1'999}, {"9999999.99", 999'999'999}, {"0", 0}};
  for (const Row &row : rows) {
    CAPTURE(row.written);
    std::string text = kSmall;
    text.replace(text.find("duration_minutes: 30"), 20, "duration_minutes: 30, price: " + std::string(row.written));
    CHECK(sound(text)->services.front().price->from_minor == row.minor);
  }
  for (const char *written : {"12.505", "-1", "\"$5\"", "\"1,200\"", "\"12.\"", "\".5\"", "99999999", "\"\"", "1e300"}) {
    CAPTURE(written);
    std::string text = kSmall;
    text.replace(text.find("duration_minutes: 30"), 20, "duration_minutes: 30, price: " + std::string(written));
    CHECK(listing(load(text).problems).find("11:59 services[0].price: is not an amount of money") == 0);
  }
}

TEST_CASE("a price is fixed, a range, or open above") {
  const auto price = [](const std::string &written) {
    std::string text = kSmall;
    text.replace(text.find("duration_minutes: 30"), 20, "duration_minutes: 30, price: " + written);
    return *sound(text)->services.front().price;
  };
  CHECK(price("425").to_minor == 42'500);
  CHECK(price("{from: 300, to: 600}").to_minor == 60'000);
  CHECK(price("{from: 300}").to_minor == std::nullopt);
}

TEST_CASE("secrets come from the environment, in settings only") {
  const auto practice = sound(kSmall + "website: https://example.com/${KNOWN}\nmessaging:\n  - adapter: twilio\n    settings: {auth_token: \"a-${KNOWN}-b\", port: 8080, tls: true, plain: $5}\n");
  CHECK(practice->messaging.at(0).settings.at("auth_token") == "a-s3cret-value-b");
  CHECK(practice->messaging.at(0).settings.at("port") == "8080");
  CHECK(practice->messaging.at(0).settings.at("tls") == "true");
  CHECK(practice->messaging.at(0).settings.at("plain") == "$5");
  CHECK(practice->website == "https://example.com/${KNOWN}");
}

TEST_CASE("a variable that is not set is named, and no value is") {
  const std::string text = complaint("messaging:\n  - adapter: twilio\n    settings:\n      sid: ${KNOWN}${ABSENT}\n      token: ${no good}\n");
  CHECK(text == "19:12 messaging[0].settings.sid: the environment variable ABSENT is not set (set ABSENT before starting)\n"
                "20:14 messaging[0].settings.token: has a reference that is not a variable's name (write it as ${NAME})\n");
  CHECK(text.find("s3cret") == std::string::npos);
}

TEST_CASE("texts are one for all languages or one for each") {
  const auto practice = sound(R"(id: dos
name: Dos
time_zone: America/Denver
languages: [es, en]
locations: [{id: a, name: A, address: 1 Main Street, hours: {mon: "09:00-12:00"}, parking: {en: Free, es: Gratis}}]
services: [{id: x, name: Botox, duration_minutes: 30}]
providers: [{id: p, name: P, shifts: [{location: a, days: mon, hours: "09:00-12:00"}]}]
)");
  CHECK(practice->locations[0].parking.in("en") == "Free");
  CHECK(practice->locations[0].parking.in("es") == "Gratis");
  CHECK(practice->services[0].name.in("en") == "Botox");
  CHECK(practice->services[0].description.in("en").empty());
}

TEST_CASE("flows keep their text and their lines") {
  const std::string flows = "flows:\n  # as written\n  greet:\n    - say: hello   # \"on\" stays\n    - on: 'yes'\nphone: +13125550101\n";
  const auto practice = sound(kSmall + flows);
  const auto read = callwell::base::parse_yaml(practice->flows_yaml);
  REQUIRE(read.has_value());
  CHECK(read->value == callwell::base::json::value{{"greet", {{{"say", "hello"}}, {{"on", "yes"}}}}});
  CHECK(practice->flows_yaml.find("# as written") != std::string::npos);
  CHECK(practice->flows_yaml.find("phone") == std::string::npos);
  CHECK(read->marks_at("/greet/1/on").value.line == 20);  // the line in the practice file
  const auto short_form = sound(kSmall + "flows: {greet: [{say: hello}]}\n");
  CHECK(callwell::base::parse_yaml(short_form->flows_yaml)->value == callwell::base::json::value{{"greet", {{{"say", "hello"}}}}});
}

TEST_CASE("the published schema is one that our own validator reads") {
  CHECK(callwell::base::Schema::parse(practice_schema()).has_value());
}

TEST_CASE("what is no practice at all is refused with a place") {
  CHECK(listing(load("").problems) == "1:1 : should be a mapping, not empty (write a mapping)\n");
  CHECK(listing(load("[1, 2]").problems) == "1:1 : should be a mapping, not a list (write a mapping)\n");
  CHECK(listing(load("id: a\nid: b\n").problems) == "2:1 : `id` is named twice here (mend the YAML here or just above)\n");
  CHECK(load(std::string(2 << 20, 'x')).problems.size() == 1);
}

TEST_CASE("a 51st knowledge section is refused") {
  std::string sections = "knowledge:\n";
  for (int i = 0; i < 50; ++i) sections += "  - {id: s" + std::to_string(i) + ", title: T, answer: A}\n";
  CHECK(sound(kSmall + sections)->knowledge.size() == 50);
  CHECK(complaint(sections + "  - {id: one-more, title: T, answer: A}\n") ==
        "17:3 knowledge: should have at most 50 entries, has 51 (take some out)\n");
}

TEST_CASE("greetings may use the placeholders that exist") {
  const auto greeting = [](const std::string &open) { return "persona:\n  name: Sam\n  phone:\n    open: '" + open + "'\n    closed: Bye\n"; };
  CHECK(sound(kSmall + greeting("{practice}, {agent}, {next_opening}"))->persona.phone.open.in("en") == "{practice}, {agent}, {next_opening}");
  CHECK(complaint(greeting("{practise}")) == "19:11 persona.phone.open: no placeholder is called {practise} (use {practice}, {agent} or {next_opening})\n");
  for (const char *broken : {"{practice", "practice}", "{{agent}}", "}{"}) {
    CAPTURE(broken);
    CHECK(complaint(greeting(broken)).find("has a brace without its partner") != std::string::npos);
  }
}
