#include "nlu/analyzer.hpp"

#include <catch2/catch.hpp>

using namespace callwell;
using namespace callwell::nlu;

namespace {

Context context() {
  Context made;
  made.now = *base::parse_rfc3339("2026-03-02T15:00:00Z");
  made.zone = *base::Zone::load("America/Chicago");
  return made;
}

}  // namespace

TEST_CASE("one analysis holds language, intent, entities and mood") {
  const Analyzer analyzer({{EntityType::service, "cleaning", "Cleaning", {"limpieza"}}});
  const Analysis analysis = analyzer.analyze("quiero una cita para una limpieza mañana a las tres", context());
  CHECK(analysis.language == Language::es);
  CHECK(analysis.intents.front().name == "book_appointment");
  CHECK(analysis.in_scope);
  CHECK_FALSE(analysis.emergency.flag);
  CHECK(std::any_of(analysis.entities.begin(), analysis.entities.end(), [](const Entity &e) { return e.type == EntityType::service; }));
}

TEST_CASE("an emergency comes first whatever else the sentence asks for") {
  const Analysis analysis = Analyzer().analyze("i need to reschedule because my husband is unconscious and not breathing", context());
  CHECK(analysis.emergency.flag);
  CHECK(analysis.intents.front().name == "emergency");
}

TEST_CASE("a long turn is heard to its point, which comes after the story") {
  const std::pair<const char *, const char *> cases[] = {
      {"so my sister in law came down from ohio with the three boys and we had the whole house upside down all weekend and i never got to the "
       "phone but anyway please cancel my appointment for tomorrow", "cancel"},
      {"fíjese que mi hija se casó el sábado y tuvimos la casa llena de gente hasta ayer y apenas hoy me estoy acordando de todo esto y quería "
       "saber a qué hora cierran hoy", "ask_hours"}};
  for (const auto &[text, intent] : cases) {
    CAPTURE(text);
    CHECK(Analyzer().analyze(text, context()).intents.front().name == intent);
  }
}

TEST_CASE("a language that was given is not detected") {
  Context given = context();
  given.language = Language::es;
  CHECK(Analyzer().analyze("what are your hours", given).language == Language::es);
}

TEST_CASE("what the office does not do is out of scope") {
  CHECK_FALSE(Analyzer().analyze("can you order me a pizza", context()).in_scope);
  CHECK(Analyzer().analyze("can you book me a cleaning", context()).in_scope);
}

TEST_CASE("any bytes can be analysed, and the same bytes always alike") {
  const Analyzer analyzer;
  std::string noise;
  for (int i = 0; i < 40'000; ++i) noise.push_back(static_cast<char>((i * 7919) >> 3));
  for (const std::string &text : {std::string(), std::string("\xf0\x9f"), noise, std::string(50'000, '?'), std::string("\0a\0", 3)}) {
    const Analysis first = analyzer.analyze(text, context()), second = analyzer.analyze(text, context());
    REQUIRE_FALSE(first.intents.empty());
    CHECK(first.intents.front().name == second.intents.front().name);
    CHECK(first.intents.front().confidence == second.intents.front().confidence);
    CHECK(first.entities.size() == second.entities.size());
  }
}

TEST_CASE("the models have one name for the journal") {
  CHECK(Analyzer::model_hash().size() == 64);
  CHECK(Analyzer::model_hash() == Analyzer::model_hash());
}

TEST_CASE("without a sign of an emergency the intent is another") {
  for (const char *text : {"existing", "i'm an existing patient"}) {
    CAPTURE(text);
    CHECK(Analyzer().analyze(text, context()).intents.front().name != "emergency");
  }
}
