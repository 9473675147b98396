// Flows as data: what a broken one is told, and where.
#include "dialog/flow.hpp"

#include <catch2/catch.hpp>

#include "base/result.hpp"
#include "support.hpp"

using namespace callwell;
using namespace callwell::dialog;

TEST_CASE("a broken flow is refused with its place and its reason") {
  struct Example {
    std::string_view yaml, place, reason;
  };
  const Example examples[] = {
      {"f: {steps: [{sing: loudly}]}", "flows.f.steps[0]", "needs a verb"},
      {"f: {steps: [{say: welcome, end: done}]}", "flows.f.steps[0]", "one verb only"},
      {"f: {steps: [{say: welcome}, {go: nowhere}]}", "flows.f.steps[1]", "no step has the id 'nowhere'"},
      {"f: {steps: [{do: scheduling.hold, conflict: nowhere}]}", "flows.f.steps[0]", "no step has the id 'nowhere'"},
      {"f: {steps: [{branch: [{if: slot, go: nowhere}]}]}", "flows.f.steps[0]", "unknown step"},
      {"f: {steps: [{branch: slot}]}", "flows.f.steps[0]", "list of {if, go}"},
      {"f: {steps: [{branch: [slot]}]}", "flows.f.steps[0]", "list of {if, go}"},
      {"f: {steps: [{call: nothing}]}", "flows.f.steps[0]", "no flow is called 'nothing'"},
      {"f: {steps: [{collect: []}]}", "flows.f.steps[0]", "list of fields"},
      {"f: {steps: [{collect: name}]}", "flows.f.steps[0]", "list of fields"},
      {"f: {steps: [{say: [a]}]}", "flows.f.steps[0]", "needs a name"},
      {"f: {steps: [{offer: openings.slots}]}", "flows.f.steps[0]", "needs `into`"},
      {"f: {steps: [{do: scheduling.hold, with: {slot_id: 5}}]}", "flows.f.steps[0]", "maps arguments to paths"},
      {"f: {steps: [just words]}", "flows.f.steps[0]", "a step is a mapping"},
      {"f: {steps: []}", "flows.f.steps", "1 to 200 steps"},
      {"f: {}", "flows.f.steps", "1 to 200 steps"},
      {"f: words", "flows.f", "a flow has"},
      {"- a list", "flows", "mapping by name"},
      {"f: [", "flows", ""},
  };
  for (const Example &example : examples) {
    CAPTURE(example.yaml);
    const auto loaded = FlowSet::load(example.yaml);
    REQUIRE_FALSE(loaded.has_value());
    CHECK(loaded.error().message.find(example.reason) != std::string::npos);
    CHECK(loaded.error().field == example.place);
  }
}

TEST_CASE("the number of flows and steps is bounded") {
  std::string many;
  for (int i = 0; i < 80; ++i) many += "f" + std::to_string(i) + ": {steps: [{end: x}]}\n";
  CHECK(FlowSet::load(many).error().status == base::Status::limit_exceeded);
  std::string longest = "f:\n  steps:\n";
  for (int i = 0; i < 201; ++i) longest += "    - say: welcome\n";
  CHECK_FALSE(FlowSet::load(longest).has_value());
}

TEST_CASE("a practice's flow takes the place of the built-in one and leaves the others") {
  const auto flows = FlowSet::load("book:\n  intents: [book_appointment]\n  steps:\n    - collect: [name]\n    - end: noted\n");
  REQUIRE(flows.has_value());
  CHECK(flows->find("book")->steps.size() == 2);
  CHECK(flows->find("cancel")->steps.size() > 5);
  CHECK(flows->for_intent("book_appointment")->name == "book");
  CHECK(flows->for_intent("new_patient") == nullptr);
  CHECK(flows->find("nothing") == nullptr);
}

TEST_CASE("a flow that says or asks what has no wording is refused before anybody hears it") {
  practice::Loaded loaded = practice::load_practice(test::file_text("examples/practices/lakeside_dental.yaml"));
  REQUIRE(loaded.practice);
  struct Example {
    std::string_view flows, key;
  };
  const Example examples[] = {{"f: {steps: [{say: no_such_wording}]}", "no_such_wording"},
                              {"f: {steps: [{collect: [shoe_size]}]}", "ask_shoe_size"},
                              {"f: {steps: [{confirm: nothing}]}", "confirm_nothing"}};
  for (const Example &example : examples) {
    practice::Practice changed = *loaded.practice;
    changed.flows_yaml = example.flows;
    const auto made = Setting::make(std::make_shared<practice::Practice>(changed), test::kKey);
    REQUIRE_FALSE(made.has_value());
    CHECK(made.error().message.find(example.key) != std::string::npos);
  }
}

TEST_CASE("the graph of the flows names every step and every way on") {
  const auto flows = FlowSet::load("");
  REQUIRE(flows.has_value());
  const std::string dot = flows->dot();
  CHECK(dot.starts_with("digraph flows {"));
  CHECK(dot.ends_with("}\n"));
  for (const Flow &flow : flows->all()) {
    CHECK(dot.find("cluster_" + flow.name + " ") != std::string::npos);
    for (std::size_t i = 0; i < flow.steps.size(); ++i)
      CHECK(dot.find("  " + flow.name + "_" + std::to_string(i) + " [label=") != std::string::npos);
  }
  CHECK(dot.find("[label=\"conflict\"]") != std::string::npos);
  CHECK(dot.find("[label=\"not openings.slots\"]") != std::string::npos);
  CHECK(dot.find("[label=\"no\"]") != std::string::npos);
}

TEST_CASE("the block of docs/conversations.md loads and does what the page says") {
  const std::string page = test::file_text("docs/conversations.md");
  const std::size_t fence = page.find("```yaml\n");
  REQUIRE(fence != std::string::npos);
  const std::size_t begin = fence + 8, end = page.find("```", begin);
  const auto document = page.substr(begin, end - begin);
  const practice::Loaded loaded = practice::load_practice(test::file_text("examples/practices/lakeside_dental.yaml") + "\n" + document);
  for (const auto &problem : loaded.problems) INFO(problem.path << ": " << problem.message);
  REQUIRE(loaded.practice);
  const auto made = Setting::make(loaded.practice, test::kKey);
  REQUIRE(made.has_value());
  test::Desk desk({}, *made);
  CHECK(desk.say("I got a bill that I don't understand").find("payments and balances") != std::string::npos);
  CHECK(desk.expecting() == "field name");
  desk.say("Maria Lopez");
  CHECK(desk.expecting() == "field email");
  desk.say("maria@example.com");
  CHECK(desk.inputs.at("notices.send").at("kind").as_string() == "billing");
}
