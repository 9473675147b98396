// Whole calls with sound.
#include "tests/runtime/phone.hpp"

using namespace callwell;
using namespace callwell::testing;

TEST_CASE("a caller books by voice: greeted, asked, offered, confirmed, and the call ends after the farewell") {
  Stage stage;
  const std::pair<std::string_view, std::string_view> answers[] = {{"nything else", "No, that's all, goodbye."}, {"help", "Hi, I'd like to book a cleaning."}, {"name", "Maria Lopez."}, {"email", "maria at example dot com"},
                                                                   {"Goodbye", ""}, {"been", "Yes, I have."}, {"birth", "March third nineteen eighty five"}, {"book that", "Yes."},
                                                                   {"Which", "The first one please."}, {"When", "Any time next week."}, {"day", "Any time next week."}, {"correct", "Yes."},
                                                                   {"Shall", "Yes."}, {"work for you", "Yes."}};
  Phone phone = stage.call();
  phone.listen();
  for (int turn = 0; turn < 14 && !phone.ended(); ++turn) {
    const std::string asked = stage.last_said();
    const auto answer = std::find_if(std::begin(answers), std::end(answers), [&](const auto &a) { return asked.find(a.first) != std::string::npos; });
    INFO("asked: " << asked);
    REQUIRE(answer != std::end(answers));
    stage.script->lines = {std::string(answer->second)};
    phone.speak(900);
    phone.listen();
  }
  INFO(stage.said());
  REQUIRE(phone.ended());
  CHECK(phone.events.back().text == "booked");
  CHECK(stage.script->heard_frames > 100);
}

TEST_CASE("a voice that fails is replaced by the next one in the same call") {
  Stage stage;
  stage.voices.insert(stage.voices.begin(), std::make_shared<QuickVoice>("first", true));
  Phone phone = stage.call();
  phone.listen();
  CHECK(phone.agent_frames > 20);
  REQUIRE_FALSE(phone.events.empty());
  CHECK(phone.events.front().kind == runtime::CallEvent::Kind::failover);
  CHECK(phone.events.front().text == "quick");
}

TEST_CASE("without any recogniser the call goes on by text") {
  Stage stage;
  stage.ears = {std::make_shared<ScriptedRecogniser>(stage.script, true)};
  Phone phone = stage.call();
  for (int i = 0; i < 1500 && !phone.ended(); ++i) phone.frame({});
  REQUIRE(phone.ended());
  CHECK(phone.events.back().text == "continued_by_text");
}

TEST_CASE("a caller who says nothing is asked, and then written to") {
  Stage stage;
  Phone phone = stage.call();
  for (int i = 0; i < 3000 && !phone.ended(); ++i) phone.frame({});
  REQUIRE(phone.ended());
  CHECK(phone.events.back().text == "continued_by_text");
  CHECK(stage.said().find("still there") != std::string::npos);
}

TEST_CASE("a caller who wants a person is put through after the announcement, and taken back when nobody answers") {
  Stage stage;
  stage.script->lines = {"I want to talk to a real person."};
  Phone phone = stage.call();
  phone.listen();
  phone.speak(800);
  phone.listen();
  for (int i = 0; i < 200 && phone.events.empty(); ++i) phone.frame({});
  REQUIRE_FALSE(phone.events.empty());
  CHECK(phone.events.front().kind == runtime::CallEvent::Kind::transfer);
  CHECK(phone.events.front().json.find("reason") != std::string::npos);
  phone.call->transferred(base::Status::unavailable);
  const std::int64_t before = phone.agent_frames;
  phone.listen();
  CHECK(phone.agent_frames > before);
}

TEST_CASE("calls that are hung up at any moment leave nothing behind") {
  Stage stage;
  stage.script->lines = {"I'd like to book a cleaning.", "Tomorrow morning."};
  for (int moment = 0; moment < 6; ++moment) {
    Phone phone = stage.call();
    for (int i = 0; i < moment * 25; ++i) phone.frame({});
    if (moment % 2 == 1) phone.speak(600);
    phone.call->hung_up();
    for (int i = 0; i < 500 && !phone.ended(); ++i) {
      while (auto event = phone.call->next()) phone.events.push_back(*event);
      phone.settle();
    }
    CHECK(phone.ended());
  }
}

TEST_CASE("of a reply that was cut only what was heard stays in the record") {
  Stage stage;
  Phone phone = stage.call();
  for (int i = 0; i < 40; ++i) phone.frame({});  // into the greeting
  stage.script->lines = {"I'd like to book a cleaning."};
  phone.speak(1200);
  phone.listen();
  const json::object listed = stage.rig.run("conversations.list");
  const std::string id(listed.at("items").as_array().at(0).at("conversation_id").as_string());
  const json::object seen = stage.rig.run("conversations.view", {{"conversation_id", id}});
  const std::string greeting(seen.at("messages").as_array().at(0).at("text").as_string());
  INFO(greeting);
  CHECK(greeting.starts_with("Thanks for calling"));
  CHECK(greeting.find("help") == std::string::npos);
  const auto cut = std::find_if(phone.events.begin(), phone.events.end(), [](const auto &e) { return e.kind == runtime::CallEvent::Kind::interrupted; });
  REQUIRE(cut != phone.events.end());
  CHECK(cut->text == greeting);
}
