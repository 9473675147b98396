// Whole calls with sound.
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <csignal>

#include "tests/records/faulty_vfs.hpp"
#include "tests/runtime/phone.hpp"

using namespace callwell;
using namespace callwell::testing;

namespace {

/// A disk that takes no more once it is full.
struct FaultyDisk {
  std::atomic<bool> full{false};
  FaultyVfs vfs{[this](DiskStep step) { return full && step != DiskStep::shared_memory ? SQLITE_FULL : SQLITE_OK; }};
};

}  // namespace

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
  CHECK(phone.events.front().json.find(R"("reason":"asked")") != std::string::npos);
  CHECK(phone.events.front().json.find("They asked for a person.") != std::string::npos);
  phone.call->transferred(base::Status::unavailable);
  const std::int64_t before = phone.agent_frames;
  phone.listen();
  CHECK(phone.agent_frames > before);
}

TEST_CASE("in an emergency the numbers are said and the caller is put through at once, with nothing in between") {
  Stage stage;
  write_file(stage.rig.folder.file("practices/oak.yaml"), practice_yaml(kOak, kOakNumber, kOakToken) + "\nemergency: {transfer_to: \"+13125550177\"}\n");
  stage.rig.agent = stage.rig.open();
  stage.script->lines = {"My dad can't breathe and his lips are blue."};
  Phone phone = stage.call();
  phone.listen();
  phone.speak(800);
  phone.listen();
  for (int i = 0; i < 200 && phone.events.empty(); ++i) phone.frame({});
  REQUIRE(phone.events.size() == 1);
  CHECK(phone.events[0].kind == runtime::CallEvent::Kind::transfer);
  CHECK(phone.events[0].text == "+13125550177");
  CHECK(phone.events[0].json.find(R"("reason":"emergency")") != std::string::npos);
  CHECK(stage.said().find("911") != std::string::npos);
  phone.call->transferred(base::Status::unavailable);
  const std::int64_t before = phone.agent_frames;
  phone.listen();
  CHECK(phone.agent_frames > before);    // the numbers again, and no message is taken
  CHECK(stage.said().find("message") == std::string::npos);
  CHECK_FALSE(phone.ended());
}

TEST_CASE("an announcement is said whole to whoever answered, and nothing else happens") {
  Stage stage;
  stage.script->lines = {"Hello?"};
  runtime::CallOptions options;
  options.announcement = "Maria Lopez wants to book a visit. They asked for a person.";
  Phone phone = stage.call(options);
  phone.speak(600);
  for (int i = 0; i < 1000 && !phone.ended(); ++i) phone.frame({});
  REQUIRE(phone.events.size() == 1);
  CHECK(phone.events[0].text == "announced");
  CHECK(stage.said() == "Maria Lopez wants to book a visit. They asked for a person. ");
  CHECK(phone.agent_frames > 20);
  CHECK(stage.rig.conversations() == 0);
}

TEST_CASE("an announcement that nobody hears out ends with the call") {
  Stage stage;
  runtime::CallOptions options;
  options.announcement = "Maria Lopez wants to book a visit.";
  Phone phone = stage.call(options);
  phone.frame({});
  phone.call->hung_up();
  for (int i = 0; i < 500 && !phone.ended(); ++i) {
    while (auto event = phone.call->next()) phone.events.push_back(*event);
    phone.settle();
  }
  CHECK(phone.ended());
  CHECK(stage.rig.conversations() == 0);
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

TEST_CASE("a caller whose turn cannot be taken is put through to a person, and told goodbye when nobody is there") {
  FaultyDisk disk;
  Stage stage({.on_disk = true});
  Phone phone = stage.call();
  phone.listen();
  disk.full = true;
  stage.script->lines = {"I'd like to book a cleaning."};
  phone.speak(900);
  for (int i = 0; i < 300 && phone.events.empty(); ++i) phone.frame({});
  REQUIRE_FALSE(phone.events.empty());
  CHECK(phone.events.back().kind == runtime::CallEvent::Kind::transfer);
  CHECK(phone.events.back().text == "+13125550199");
  CHECK(phone.events.back().json.find("failed") != std::string::npos);
  CHECK_FALSE(phone.ended());
  phone.call->transferred(base::Status::unavailable);  // and this is one more turn which cannot be taken
  for (int i = 0; i < 300 && !phone.ended(); ++i) phone.frame({});
  REQUIRE(phone.ended());
  CHECK(phone.events.back().text == "failed");
  CHECK(std::count_if(phone.events.begin(), phone.events.end(), [](const auto &e) { return e.kind == runtime::CallEvent::Kind::transfer; }) == 1);
}

TEST_CASE("a process killed in the middle of a booking: the caller writes, and the conversation goes on", "[crash]") {
  Stage stage({.on_disk = true});
  stage.rig.agent = nullptr;
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    stage.rig.agent = stage.rig.open();
    Phone phone = stage.call();
    phone.listen();
    for (const char *words : {"Hi, I'd like to book a cleaning.", "Maria Lopez."}) {
      stage.script->lines = {words};
      phone.speak(900);
      phone.listen();
    }
    kill(getpid(), SIGKILL);
  }
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  REQUIRE(WIFSIGNALED(status));
  stage.rig.agent = stage.rig.open();
  stage.rig.pass(120);
  std::string all;
  json::object turn;
  for (const char *words : {"We got cut off", "yes", "maria.lopez@example.com", "tomorrow morning", "the first one", "yes"}) {
    turn = stage.rig.text(words);
    all += said(turn) + "\n";
  }
  INFO(all);
  CHECK(all.find("your full name") == std::string::npos);
  CHECK(stage.rig.conversations() == 1);
  CHECK(stage.rig.count("appointments.list", "appointments") == 1);
}
