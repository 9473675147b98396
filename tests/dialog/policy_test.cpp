// From one utterance, in the light of what was asked, to commands.
#include <catch2/catch.hpp>
#include <set>

#include "dialog/commands.hpp"
#include "dialog/cues.hpp"
#include "dialog/fields.hpp"
#include "support.hpp"

using namespace callwell;
using namespace callwell::dialog;

namespace {

std::string heard(const State &state, std::string_view text) {
  nlu::Context context;
  context.now = test::morning();
  context.zone = test::setting()->zone();
  context.conversation = state.language;
  context.expecting = expecting_of(state);
  const nlu::Analysis analysis = test::setting()->analyzer().analyze(text, context);
  std::string out;
  for (const Command &command : understand(*test::setting(), state, text, analysis, test::morning())) {
    out += (out.empty() ? "" : ", ") + std::string(command_key(command.kind)) + (command.name.empty() ? "" : " " + command.name);
  }
  return out;
}

State asking(std::string_view field) {
  State state;
  state.phase = Phase::open;
  state.frames = {{"book", 0, false}};
  state.expecting = {Expect::field, std::string(field), 0};
  state.last_said = "?";
  return state;
}

State confirming() {
  State state = asking("");
  state.frames = {{"book", 8, false}};
  state.expecting = {Expect::confirmation, "booking", 0};
  return state;
}

State idle() {
  State state;
  state.phase = Phase::open;
  state.last_said = "How can I help?";
  return state;
}

State after_a_flow() {
  State state = idle();
  state.expecting = {Expect::more, "", 0};
  return state;
}

}  // namespace

TEST_CASE("every command has a name of its own") {
  std::set<std::string_view> names;
  for (int kind = 0; kind <= static_cast<int>(CommandKind::not_understood); ++kind)
    names.insert(command_key(static_cast<CommandKind>(kind)));
  CHECK(names.size() == static_cast<std::size_t>(CommandKind::not_understood) + 1);
  CHECK_FALSE(names.contains(""));
}

TEST_CASE("the same words mean different things where different things were asked") {
  struct Example {
    State state;
    std::string_view text, commands;
  };
  const Example examples[] = {
      {asking("patient_type"), "no", "set_field patient_type"},
      {confirming(), "no", "deny"},
      {after_a_flow(), "no", "goodbye"},
      {idle(), "no", "goodbye"},
      {confirming(), "yes please", "confirm"},
      {confirming(), "👍", "confirm"},
      {confirming(), "👎", "deny"},
      {after_a_flow(), "yes", "go_on"},
      {idle(), "yes", "start_flow book"},
      {asking("email"), "I don't have one", "no_email"},
      {asking("change"), "the time", "change_field preference"},
      {confirming(), "the email is wrong", "change_field email"},
      {asking("name"), "Will Park", "set_field name"},
      {asking("message"), "please call me about my x-rays", "set_field message"},
  };
  for (const Example &example : examples) {
    CAPTURE(example.text, example.state.expecting.name, static_cast<int>(example.state.expecting.kind));
    CHECK(heard(example.state, example.text) == example.commands);
  }
}

TEST_CASE("a question about something is no order for it, and a wish is one though it asks") {
  struct Example {
    std::string_view text, commands;
  };
  const Example examples[] = {
      {"how much is whitening?", "answer ask_price"},
      {"are you open on saturday?", "answer ask_hours"},
      {"can I cancel my appointment?", "start_flow cancel"},
      {"what is your cancellation policy?", "knowledge cancellation"},
      {"when is my appointment?", "start_flow my_appointment"},
      {"where can I park?", "answer ask_location"},
      {"who are the dentists?", "answer ask_services"},
      {"I need a refill of my prescription", "start_flow message"},
      {"who is this?", "introduce"},
      {"are you a robot?", "introduce"},
      {"can I talk to a person", "hand_over asked"},
      {"never mind", "stop_flow"},
      {"STOP", "opt_out keyword"},
      {"en español por favor", "speak"},
      {"שלום", "not_understood"},
  };
  for (const Example &example : examples) {
    CAPTURE(example.text);
    CHECK(heard(idle(), example.text) == example.commands);
  }
}

TEST_CASE("an emergency comes before everything else that was said") {
  for (const State &state : {idle(), asking("name"), asking("email"), confirming(), after_a_flow()}) {
    for (const char *text :
         {"my chest hurts and I can't breathe", "I'm Maria Lopez and I can't breathe", "me duele el pecho y no puedo respirar"}) {
      CAPTURE(text, state.expecting.name);
      CHECK(heard(state, text).starts_with("emergency"));
    }
  }
}

TEST_CASE("cues are heard without a model") {
  CHECK(Cues("What time is it").question());
  CHECK(Cues("ok so where are you").question());
  CHECK(Cues("tomorrow?").question());
  CHECK_FALSE(Cues("I would like that").question());
  CHECK_FALSE(Cues("está bien").question());
  CHECK(Cues("nevermind").drops_it());
  CHECK(Cues("olvídelo, gracias").drops_it());
  CHECK_FALSE(Cues("I never mind waiting on a monday for a long time").drops_it());
  CHECK(Cues("hold on, who am I talking to").asks_who());
  CHECK(Cues("can we speak in Spanish").wants_language() == nlu::Language::es);
  CHECK(Cues("English please").wants_language() == nlu::Language::en);
  CHECK_FALSE(Cues("does the dentist speak Spanish").wants_language());
  CHECK(Cues("a filling, no wait, a cleaning").corrected() == " a cleaning");
  CHECK(Cues("a cleaning").corrected().empty());
  CHECK(Cues("👍").gesture() == true);
  CHECK(Cues("❌ no").gesture() == false);
  CHECK_FALSE(Cues("مرحبا").readable());
  CHECK_FALSE(Cues("").readable());
  CHECK(Cues("what about friday?").goes_on_asking());
  CHECK(Cues("how long is the appointment").asks_duration());
  CHECK_FALSE(Cues("how long does recovery take").asks_duration());
}
