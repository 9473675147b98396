#include "nlu/signals.hpp"

#include <catch2/catch.hpp>

#include "base/text.hpp"

using namespace callwell::nlu;

TEST_CASE("the language is told from few words, with and without accents") {
  const std::pair<const char *, Language> cases[] = {
      {"what are your hours", Language::en},        {"a que hora abren manana", Language::es}, {"quiero una cita porfa", Language::es},
      {"appt tmrw pls", Language::en},              {"¿Cuánto debo?", Language::es},           {"the tooth broke in half", Language::en},
      {"me duele la muela", Language::es},          {"nope not that one", Language::en},       {"sí claro", Language::es},
      {"xq me cobraron eso", Language::es},         {"my kid has a runny nose", Language::en}};
  for (const auto &[text, language] : cases) {
    CAPTURE(text);
    CHECK(detect_language(text, std::nullopt).language == language);
  }
}

TEST_CASE("what belongs to no language stays in the conversation's") {
  for (const auto *text : {"ok", "5", "no", "👍", "", "3:30"}) {
    CAPTURE(text);
    CHECK(detect_language(text, Language::es).language == Language::es);
    CHECK(detect_language(text, Language::en).language == Language::en);
  }
  CHECK(detect_language("i would like to change my appointment", Language::es).language == Language::en);
  CHECK(detect_language("quisiera cambiar mi cita por favor", Language::en).language == Language::es);
}

std::size_t byte_of(std::string_view text, std::uint32_t code_point) {
  std::size_t byte = 0;
  for (; code_point > 0 && byte < text.size(); --code_point) byte += callwell::base::decode_at(text, byte).bytes;
  return byte;
}

TEST_CASE("speech that mixes languages is read word by word") {
  struct Case { const char *text; std::vector<std::pair<Language, std::string>> spans; };
  const std::vector<Case> cases = {
      {"can you cancelar mi cita del jueves", {{Language::en, "can you"}, {Language::es, "cancelar mi cita del jueves"}}},
      {"mi hija tiene una fiebre since yesterday", {{Language::es, "mi hija tiene una fiebre"}, {Language::en, "since yesterday"}}},
      {"quiero un appointment para mañana", {{Language::es, "quiero un"}, {Language::en, "appointment"}, {Language::es, "para mañana"}}},
      {"i would like to come in tomorrow", {{Language::en, "i would like to come in tomorrow"}}},
      {"¿a qué hora abren?", {{Language::es, "a qué hora abren"}}},
      {"👍 10:30", {}}};
  for (const Case &c : cases) {
    CAPTURE(c.text);
    std::vector<std::pair<Language, std::string>> found;
    for (const LanguageSpan &span : language_spans(c.text)) {
      const std::size_t start = byte_of(c.text, span.start);
      found.emplace_back(span.language, std::string(c.text).substr(start, byte_of(c.text, span.end) - start));
    }
    CHECK(found == c.spans);
  }
}

TEST_CASE("language tags are read by their first part") {
  CHECK(parse_language("es-MX") == Language::es);
  CHECK(parse_language("EN") == Language::en);
  CHECK_FALSE(parse_language("fr"));
  CHECK_FALSE(parse_language(""));
}

TEST_CASE("red flags are raised, in whatever words they come") {
  const char *cases[] = {"my dad cannot get any air",           "she swallowed a bunch of my heart pills",  "he fell off the ladder and won't answer me",
                         "no puedo respirar bien",              "mi abuela tiene la cara torcida y no habla", "i don't want to live anymore",
                         "se tomó todo el frasco de pastillas", "can i reschedule because i'm coughing up blood", "the filler made half my vision go black",
                         "mi bebé de tres semanas tiene fiebre", "my boyfriend is hitting me"};
  for (const auto *text : cases) {
    CAPTURE(text);
    CHECK(detect_emergency(text).flag);
    CHECK_FALSE(detect_emergency(text).kind.empty());
  }
}

TEST_CASE("what only sounds like an emergency is none") {
  const char *cases[] = {"my dog was bleeding in the movie", "this price is killing me",  "i had a heart attack five years ago and need a checkup",
                         "is chest filler safe",             "we have a burning deadline", "no chest pain no trouble breathing just a physical",
                         "me muero de ganas de ir",          "quiero cambiar mi contacto de emergencia", "what are the signs of a stroke",
                         "i'd like to book a cleaning",      "",                          "ok"};
  for (const auto *text : cases) {
    CAPTURE(text);
    CHECK_FALSE(detect_emergency(text).flag);
  }
}

TEST_CASE("the class of an emergency is told") {
  CHECK(detect_emergency("i'm having chest pain and my left arm is numb").kind == "chest_pain");
  CHECK(detect_emergency("quiero quitarme la vida").kind == "self_harm");
  CHECK(detect_emergency("he drank bleach").kind == "overdose_poison");
  CHECK(detect_emergency("she is having a seizure").kind == "seizure_unconscious");
}

TEST_CASE("mood follows words, negation and strength") {
  CHECK(read_mood("this is ridiculous, worst service ever").sentiment < -0.5F);
  CHECK(read_mood("this is ridiculous, worst service ever").emotion == "angry");
  CHECK(read_mood("thank you so much, that's wonderful").sentiment > 0.5F);
  CHECK(read_mood("thank you so much, that's wonderful").emotion == "happy");
  CHECK(read_mood("i am not happy").sentiment < 0);
  CHECK(read_mood("tengo mucho miedo").emotion == "worried");
  CHECK(read_mood("no entiendo nada").emotion == "confused");
  CHECK(read_mood("a cleaning on tuesday").emotion == "neutral");
  CHECK(read_mood("a cleaning on tuesday").sentiment == 0);
}
