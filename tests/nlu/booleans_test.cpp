#include "nlu/finders.hpp"

#include <catch2/catch.hpp>

using namespace callwell;
using namespace callwell::nlu;

namespace {

/// What the finder makes of an answer to a question for `field`, on 4 March 2026.
std::vector<Entity> found(std::string_view text, Language language, std::string field, std::string country = "US") {
  Context context;
  context.now = *base::parse_rfc3339("2026-03-04T12:00:00Z");
  context.country = std::move(country);
  context.expecting.field = std::move(field);
  std::vector<Entity> out;
  find_booleans(read_utterance(text, language), context, out);
  return out;
}

struct Case { Language language; std::string_view text; int value; };  ///< -1: no firm answer

constexpr Case kAnswers[] = {
      {Language::en, "yeah sure", 1},
      {Language::en, "nope", 0},
      {Language::en, "I guess so", 1},
      {Language::en, "not really", 0},
      {Language::en, "of course not", 0},
      {Language::es, "claro que sí", 1},
      {Language::es, "para nada", 0},
      {Language::en, "mm-hm", 1},
      {Language::en, "uh-uh", 0},
      {Language::en, "correct", 1},
      {Language::en, "that's right", 1},
      {Language::en, "sounds good", 1},
      {Language::en, "no that's wrong", 0},
      {Language::en, "yes but can we do later", 1},
      {Language::es, "sí pero más tarde", 1},
      {Language::es, "no, gracias", 0},
      {Language::en, "I don't thing so. no.", 0},
      {Language::es, "¡Dije que NO, en vez de sí!", 0},
      {Language::en, "i need an appointment", -1},
      {Language::en, "what time", -1},
      {Language::en, "no idea", -1},
      {Language::en, "yes... I said no onions", 1},
      {Language::en, "well yeah i think so", 1},
      {Language::en, "uh huh", 1},
      {Language::es, "pues sí", 1},
      {Language::es, "bueno no", 0},
      {Language::en, "okay", 1},
      {Language::en, "not yet", 0},
      {Language::en, "i do not", 0},
      {Language::en, "that's not me", 0},
      {Language::en, "that works for me", 1},
      {Language::es, "así es", 1},
      {Language::es, "todavía no", 0},
      {Language::en, "yep that is me", 1},
      {Language::en, "right", 1},
      {Language::en, "right now i cannot", -1},
      {Language::es, "no sé", -1},
      {Language::en, "actually no", 0},
      {Language::en, "i'm not sure", -1},
      {Language::en, "sure, why not", 1},
      {Language::en, "i don't know", -1}};

}  // namespace

TEST_CASE("yes and no are heard through hedges and politeness") {
  for (const Case &c : kAnswers) {
    CAPTURE(c.text);
    const auto entities = found(c.text, c.language, "boolean");
    const bool firm = !entities.empty() && entities[0].confidence >= 0.6F;
    REQUIRE(firm == (c.value >= 0));
    if (firm) CHECK(std::get<Boolean>(entities[0].value).value == (c.value == 1));
  }
}

TEST_CASE("a condition makes the answer less certain") {
  CHECK(found("yes but can we do later", Language::en, "boolean").front().confidence < found("yes please", Language::en, "boolean").front().confidence);
}
