#include "compliance/guard.hpp"

#include <catch2/catch.hpp>

using namespace callwell::compliance;

namespace {
bool has(const GuardVerdict &verdict, GuardReason reason) {
  return std::find(verdict.reasons.begin(), verdict.reasons.end(), reason) != verdict.reasons.end();
}
}  // namespace

TEST_CASE("advice is held back by its kind, in both languages") {
  struct Row {
    GuardReason reason;
    const char *caller, *reply;
  };
  const Row rows[] = {
      {GuardReason::diagnosis, "", "It sounds like you have strep throat."},
      {GuardReason::diagnosis, "", "Si no tiene fiebre, no es COVID."},
      {GuardReason::treatment, "", "Put some ice on it and take an antihistamine."},
      {GuardReason::treatment, "", "Usted lo que necesita es un antibiótico."},
      {GuardReason::dosage, "I forgot my dose", "Just take both tonight."},
      {GuardReason::dosage, "", "Forty units should be enough for your forehead."},
      {GuardReason::interaction, "", "Sí, puede tomar ibuprofeno con el Sintrom."},
      {GuardReason::clearance, "Tengo marcapasos.", "No se preocupe, puede hacerse la resonancia."},
      {GuardReason::minimising, "My chest feels tight.", "That's normal, it happens to a lot of people."},
      {GuardReason::pregnancy, "I'm pregnant, can I have the peel?", "Yes, you can."},
      {GuardReason::emergency_callback, "I can't breathe and my lips are swelling.", "Someone will return your call this afternoon."},
      {GuardReason::personal_data, "", "The card on file is 4242 4242 4242 4242."}};
  for (const Row &row : rows) {
    CAPTURE(row.reply);
    const GuardVerdict verdict = guard_reply({row.reply, row.caller});
    CHECK_FALSE(verdict.allow);
    CHECK(has(verdict, row.reason));
    CHECK(guard_reply({verdict.replacement}).allow);  // what is said instead passes itself
  }
}

TEST_CASE("the front desk may speak freely of everything else") {
  for (const char *reply : {"I can get you in tomorrow at 9:15 with Dr. Patel.", "You should take the elevator to the second floor.",
                            "The provider will decide whether you need antibiotics.", "Do you have diabetes? The provider asks everyone.",
                            "It's fine to be ten minutes late.", "No se preocupe por el formulario, lo rellenamos aquí.",
                            "Si es una emergencia, llame al 112 de inmediato.", "I'm sorry you're feeling so poorly.", ""}) {
    CAPTURE(reply);
    CHECK(guard_reply({reply}).allow);
  }
}

TEST_CASE("an emergency is answered with emergency care") {
  CHECK(guard_reply({"Please call 911 right now; don't wait for a callback.", "My husband collapsed."}).allow);
  CHECK_FALSE(guard_reply({"Can I have his date of birth?", "My husband collapsed."}).allow);
  CHECK(guard_reply({"Can I have his date of birth?", "My husband needs a check-up."}).allow);
}

TEST_CASE("a price that no passage holds is ungrounded") {
  const std::vector<std::string> knowledge{"A consultation costs $75."};
  CHECK(guard_reply({"The consultation is $75.", "", callwell::nlu::Language::en, knowledge}).allow);
  CHECK(has(guard_reply({"The consultation is $90.", "", callwell::nlu::Language::en, knowledge}), GuardReason::ungrounded));
}
