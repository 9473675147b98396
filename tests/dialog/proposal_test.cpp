// Where the built-in policy is at a loss a language model may propose, and the engine disposes.
#include "support.hpp"
#include "dialog/proposal.hpp"

using namespace callwell;
using namespace callwell::dialog;
using namespace callwell::dialog::test;

namespace {

constexpr std::string_view kRiddle = "it goes up and down like that mostly";

std::shared_ptr<const Setting> with_model() {
  static const auto shared = [] {
    practice::Loaded loaded = practice::load_practice(file_text("examples/practices/lakeside_dental.yaml"));
    REQUIRE(loaded.practice);
    practice::Practice changed = *loaded.practice;
    changed.language_model.push_back({"anthropic", {}});
    return *Setting::make(std::make_shared<practice::Practice>(std::move(changed)), kKey);
  }();
  return shared;
}

struct Call : Desk {
  explicit Call(Channel channel = Channel::phone) : Desk(SessionOptions{.channel = channel}, with_model()) { feed(EventKind::start); }
  std::string hears(std::string_view text, json::object proposal) {
    answers["conversations.propose"] = std::move(proposal);
    return say(text);
  }
  bool asked_model() const { return std::find(asked.begin(), asked.end(), "conversations.propose") != asked.end(); }
};

json::object calls(std::string_view name, json::object input = {}) {
  return {{"text", ""}, {"commands", json::array{json::object{{"name", name}, {"input", std::move(input)}}}}};
}
json::object words(std::string_view text) { return {{"text", text}, {"commands", json::array()}}; }

}  // namespace

TEST_CASE("a model is asked only where the policy is at a loss") {
  Call call;
  call.hears("I'd like to book a cleaning", calls("hand_over"));
  CHECK_FALSE(call.asked_model());
  Call other;
  other.hears("yes", calls("hand_over"));
  CHECK_FALSE(other.asked_model());
  Call riddle;
  riddle.hears(kRiddle, calls("start_flow", {{"flow", "book"}}));
  CHECK(riddle.asked_model());
  CHECK(riddle.expecting().starts_with("field"));
}

TEST_CASE("without a model in the practice's file nobody is asked") {
  Desk desk(SessionOptions{.channel = Channel::phone});
  desk.feed(EventKind::start);
  desk.say(kRiddle);
  CHECK(std::find(desk.asked.begin(), desk.asked.end(), "conversations.propose") == desk.asked.end());
}

TEST_CASE("what identifies somebody is not shown to a model") {
  Call call;
  call.hears("it goes up and down like that at 12 Elm Street and my social is 123-45-6789", words(""));
  REQUIRE(call.asked_model());
  const std::string shown = json::serialize(call.inputs["conversations.propose"]);
  for (const char *secret : {"Elm", "6789"}) CHECK(shown.find(secret) == std::string::npos);
}

TEST_CASE("a proposal that makes no sense at this moment changes nothing") {
  const json::object cases[] = {calls("confirm"),
                                calls("choose", {{"option", 1}}),
                                calls("start_flow", {{"flow", "drop_tables"}}),
                                calls("knowledge", {{"section", "no-such"}}),
                                calls("set_field", {{"field", "service"}, {"value", "brain transplant"}}),
                                calls("set_field", {{"field", "email"}, {"value", "somebody at example dot com"}}),
                                calls("answer", {{"topic", "ask_secrets"}}),
                                calls("book_for_free"),
                                {{"commands", 7}, {"text", 3}},
                                json::object{}};
  for (const json::object &proposal : cases) {
    CAPTURE(json::serialize(proposal));
    Call call, plain;
    plain.answering = true;
    const std::string with = call.hears(kRiddle, proposal);
    CHECK(call.asked_model());
    CHECK_FALSE(with.empty());
    CHECK(call.session.state().frames.empty());
    CHECK(call.session.state().fields.empty());
    CHECK(call.session.state().strikes == 1);  // as without a model
  }
}

TEST_CASE("a model says only what the practice's own words hold") {
  struct Row { std::string_view text; bool said; };
  const Row rows[] = {{"Happy to help with that.", true},
                      {"I have booked you for tomorrow.", false},
                      {"You can come at 3 pm on Friday.", false},
                      {"It costs $45.", false},
                      {"Call us at 312-555-0199.", false},
                      {"You should take two ibuprofen and wait.", false},
                      {"It is nothing serious, do not worry.", false},
                      {"See www.example.com for more.", false},
                      {"Su cita queda confirmada.", false}};
  for (const Row &row : rows) {
    CAPTURE(row.text);
    Call call;
    const std::string said = call.hears(kRiddle, words(row.text));
    CHECK((said.find(row.text) != std::string::npos) == row.said);
    CHECK_FALSE(said.empty());
  }
}

TEST_CASE("a spoken answer of a model has two sentences at most") {
  Call call;
  const std::string said = call.hears(kRiddle, words("That is fine. We are glad to hear it. Please go on. And on."));
  CHECK(said == "That is fine. We are glad to hear it.");
}

TEST_CASE("sentences of a model come one by one, and the flow goes on behind them") {
  Call call;
  call.say("I want to book a cleaning");
  const std::string asked = call.expecting();
  call.answering = false;
  CHECK(call.say(kRiddle).empty());
  const std::uint64_t id = call.session.state().pending.back().id;
  Event piece;
  piece.kind = EventKind::progress;
  piece.action_id = id;
  piece.text = R"({"text":"That is no trouble at all."})";
  CHECK(call.feed(piece) == "That is no trouble at all.");
  Event rest;
  rest.kind = EventKind::result;
  rest.action_id = id;
  rest.text = R"({"text":"","commands":[]})";
  CHECK_FALSE(call.feed(rest).empty());
  CHECK(call.expecting() == asked);
}

TEST_CASE("a model that fails or is late leaves the policy as it is without one") {
  Call failing;
  failing.answering = false;
  failing.say(kRiddle);
  Event failed;
  failed.kind = EventKind::result;
  failed.status = base::Status::unavailable;
  failed.action_id = failing.session.state().pending.back().id;
  const std::string said = failing.feed(failed);
  CHECK_FALSE(said.empty());
  CHECK(failing.session.state().strikes == 1);

  Call late;
  late.answering = false;
  late.say(kRiddle);
  CHECK_FALSE(late.feed(EventKind::tick).empty());
  CHECK(late.session.state().pending.empty());
  CHECK(late.feed(failed).empty());
}

TEST_CASE("who goes on talking is answered, whatever a model says later") {
  Call call;
  call.answering = false;
  call.say(kRiddle);
  const std::uint64_t id = call.session.state().pending.back().id;
  call.answering = true;
  call.say("I want to book a cleaning please");
  const std::string expecting = call.expecting();
  Event late;
  late.kind = EventKind::result;
  late.action_id = id;
  late.text = json::serialize(calls("stop_flow"));
  CHECK(call.feed(late).empty());
  CHECK(call.expecting() == expecting);
}

TEST_CASE("an emergency asks no model") {
  Call call;
  call.hears("he cannot breathe and the doohickey turned blue", calls("out_of_scope"));
  CHECK_FALSE(call.asked_model());
}

TEST_CASE("a conversation with a model's proposals replays action for action, and survives a save") {
  Call call;
  call.answering = false;
  call.say(kRiddle);
  const auto saved = call.session.save();
  REQUIRE(saved.has_value());
  auto restored = Session::restore(with_model(), *saved);
  REQUIRE(restored.has_value());
  CHECK(restored->state().undecided == kRiddle);
  Event answer;
  answer.kind = EventKind::result;
  answer.action_id = call.session.state().pending.back().id;
  answer.text = json::serialize(calls("start_flow", {{"flow", "book"}}));
  call.feed(answer);
  const auto played = replay(with_model(), call.session.journal());
  REQUIRE(played.has_value());
  CHECK(played->same);
}

TEST_CASE("the question to a model names its tools, the notes and the moment") {
  const ModelRequest request = model_request(*with_model(), {{"utterance", "the thing"}, {"said", "How can I help?"}, {"language", "es"}});
  CHECK(request.system.find("Spanish") != std::string::npos);
  CHECK(request.messages.size() == 1);
  CHECK(request.messages.front().text.find("the thing") != std::string::npos);
  const bool confirms = std::ranges::any_of(request.tools, [](const ModelTool &tool) { return tool.name == "confirm" || tool.name == "emergency"; });
  CHECK_FALSE(confirms);
}
