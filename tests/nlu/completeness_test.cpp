// Whether a turn is finished, by what was asked: what trails off goes on, what has all its parts ends at once.
#include "nlu/turn_completeness.hpp"

#include <catch2/catch.hpp>

using namespace callwell::nlu;

namespace {

struct Case {
  const char *field, *text;
  bool complete;
};

constexpr Case kCases[] = {
    // yes and no end at once
    {"boolean", "yes", true}, {"boolean", "no", true}, {"", "sí", true}, {"", "no gracias", true}, {"confirmation", "yes please", true}, {"", "ok thank you", true}, {"", "claro que sí", true},
    {"confirmation", "yes that works", true}, {"confirmation", "no i want tuesday", true},
    // what trails off
    {"", "i want to come in tuesday and", false}, {"", "um", false}, {"", "yeah um", false}, {"", "i'd like to", false}, {"", "i'd like", false}, {"", "can you", false}, {"", "my name is", false},
    {"", "i need an appointment for", false}, {"", "it's about the", false}, {"", "i was wondering if", false}, {"", "so basically", false}, {"", "let me see", false}, {"", "i have a", false},
    {"", "i can come on tuesday or", false}, {"", "i'm calling because", false}, {"", "how about", false}, {"", "i want to cancel my...", false}, {"", "well", false},
    {"", "quiero una cita para", false}, {"", "este", false}, {"", "me gustaría", false}, {"", "o sea", false}, {"", "es que", false}, {"", "tengo cita el martes y", false}, {"", "quisiera saber si", false},
    {"", "mi nombre es", false}, {"", "déjeme ver", false}, {"", "necesito cambiar la", false}, {"", "puede ser el", false}, {"", "me duele", true}, {"", "le llamo porque", false}, {"", "a lo mejor", false},
    // what is whole
    {"", "i need to book a cleaning", true}, {"", "what time do you open", true}, {"", "who am i speaking with", true}, {"", "can i come in", true}, {"", "hold on", true}, {"", "i think so", true},
    {"", "quiero una cita para mañana", true}, {"", "a qué hora abren", true}, {"", "no puedo", true}, {"", "así es", true}, {"", "cuánto es", true}, {"", "nada más", true}, {"", "tuesday at three", true},
    {"datetime", "friday", true}, {"datetime", "next", false}, {"datetime", "between two and", false}, {"datetime", "el viernes a las", false}, {"datetime", "around", false},
    // numbers
    {"phone", "305 555", false}, {"phone", "305 555 0142", true}, {"phone", "three oh five five five five oh one", false}, {"phone", "three oh five five five five oh one four two", true},
    {"phone", "tres cero cinco", false}, {"phone", "cinco cinco cinco doble cero uno cuatro dos tres cuatro", true}, {"phone", "3055550142", true}, {"phone", "i don't have one", true},
    {"", "my number is 305 555", false}, {"", "my number is 305 555 01 42", true}, {"", "mi número es 512 555", false}, {"phone", "seven eight six double five five", false},
    {"phone", "it's 786", false}, {"phone", "treinta y cinco cincuenta y cinco", false}, {"phone", "same number i'm calling from", true},
    // e-mail
    {"email", "maria dot lopez", false}, {"email", "maria lopez at", false}, {"email", "maria lopez at gmail", false}, {"email", "maria lopez at gmail dot", false}, {"email", "maria lopez at example dot com", true},
    {"email", "maria@example.com", true}, {"email", "maria arroba example punto", false}, {"email", "maria arroba example punto com", true}, {"email", "i don't have an email", true}, {"email", "no tengo correo", true},
    // dates of birth
    {"birth_date", "march", false}, {"birth_date", "march third", false}, {"birth_date", "march third nineteen eighty", true}, {"birth_date", "3/4/1980", true}, {"birth_date", "tres de marzo", false},
    {"birth_date", "tres de marzo de mil novecientos ochenta", true}, {"birth_date", "three four eighty", true}, {"birth_date", "june sixth two thousand", true},
    // names
    {"last_name", "smith", true}, {"person_name", "maria lopez", true}, {"person_name", "maria de la", false}, {"last_name", "smith s m i", false}, {"last_name", "smith s m i t h", true},
    {"last_name", "g a r", false}, {"last_name", "b as in boy r", false}, {"last_name", "lópez l o p e z", true}, {"last_name", "lópez l o p", false},
    // nothing
    {"", "", false}, {"", "...", false}};

}  // namespace

TEST_CASE("a turn is finished or goes on, by its words and what was asked") {
  for (const Case &c : kCases) {
    CAPTURE(c.field, c.text);
    const TurnCompleteness judged = judge_turn(c.text, Expecting{c.field, {}});
    CHECK(judged.complete == c.complete);
    CHECK(judged.confidence >= 0.5F);
    CHECK(judged.confidence <= 1);
  }
}

TEST_CASE("a yes is surer than a first name") {
  CHECK(judge_turn("yes", {"boolean", {}}).confidence > 0.95F);
  CHECK(judge_turn("maria", {"person_name", {}}).confidence < 0.7F);
}

TEST_CASE("a telephone number is as long as its country says") {
  CHECK(judge_turn("612 34 56 78", {"phone", {}}, "ES").complete);
  CHECK_FALSE(judge_turn("612 34 56 78", {"phone", {}}, "US").complete);
}

TEST_CASE("capitals and accents change nothing") {
  CHECK_FALSE(judge_turn("I'D LIKE TO", {}).complete);
  CHECK_FALSE(judge_turn("me gustaria", {}).complete);
}
