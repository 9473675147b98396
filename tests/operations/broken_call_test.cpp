// A call that breaks off, and the person who then writes: the conversation goes on, nothing is asked twice and nothing booked twice.
#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/operations/rig.hpp"
#include "tests/records/faulty_vfs.hpp"

using namespace callwell;
using namespace callwell::testing;

namespace {

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

constexpr const char *kCall = "11111111-2222-4333-8444-555555555555";

json::object say(Rig &rig, std::string_view words) {
  rig.pass(5);
  return rig.run("conversations.message", {{"channel", "phone"}, {"from", kPatient}, {"conversation_id", kCall}, {"text", words}});
}

void begin_call(Rig &rig) { rig.run("conversations.start", {{"channel", "phone"}, {"from", kPatient}, {"conversation_id", kCall}}); }

/// A booking by telephone up to where the e-mail address is asked for.
void talk_until_email(Rig &rig) {
  begin_call(rig);
  for (const char *words : {"I'd like to book a cleaning", "Rosa Vega", "first time"}) say(rig, words);
}

std::string text_in_writing(Rig &rig, std::string_view words, std::string_view channel = "sms") {
  rig.pass(5);
  return said(rig.run("conversations.message", {{"channel", channel}, {"from", kPatient}, {"text", words}}));
}

/// What the conversation waits for; wordings differ, this does not.
std::string awaited(Rig &rig) {
  return std::string(rig.run("conversations.view", {{"conversation_id", kCall}}).at("view").at("expecting").as_string());
}

std::size_t booked(Rig &rig) { return rig.count("appointments.list", "appointments"); }

}  // namespace

TEST_CASE("who writes after his call broke off goes on where he stood, and nothing is asked twice") {
  const std::string_view channel = GENERATE(as<std::string_view>(), "sms", "whatsapp");
  Rig rig;
  talk_until_email(rig);
  rig.pass(60);
  text_in_writing(rig, "Hi, the call dropped", channel);
  CHECK(awaited(rig) == "field email");
  std::string all;
  for (const char *words : {"rosa.vega@example.com", "tomorrow morning", "the first one", "yes"}) all += text_in_writing(rig, words, channel) + "\n";
  INFO(all);
  CHECK_FALSE(contains(all, "your full name"));
  CHECK_FALSE(contains(all, "been here before"));
  CHECK(booked(rig) == 1);
  CHECK(rig.only_conversation() == kCall);
  const json::object seen = rig.run("conversations.view", {{"conversation_id", kCall}});
  CHECK(seen.at("channel").as_string() == channel);
  CHECK(rig.run("conversations.list").at("items").at(0).at("channel").as_string() == channel);
}

TEST_CASE("a process that dies while it books leaves one booking, whatever of it reached the disk, and a text finishes it") {
  for (int steps = 1; steps < 40; steps += 6) {
    CAPTURE(steps);
    Rig rig({.on_disk = true});
    talk_until_email(rig);
    for (const char *words : {"rosa dot vega at example dot com", "tomorrow morning", "the first one"}) say(rig, words);
    rig.agent = nullptr;
    const pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
      int left = 0;
      FaultyVfs disk([&](DiskStep) {
        if (left > 0 && --left == 0) kill(getpid(), SIGKILL);
        return SQLITE_OK;
      });
      auto agent = operations::Agent::open({rig.folder.file("practices"), rig.database}, rig.now);
      left = steps;
      if (agent) {
        (void)(*agent)->invoke("conversations.message", {{"channel", "phone"}, {"from", kPatient}, {"conversation_id", kCall}, {"text", "yes"}}, {kOak, "system", rig.now});
      }
      kill(getpid(), SIGKILL);
    }
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    REQUIRE(WIFSIGNALED(status));
    rig.agent = rig.open();
    rig.pass(1);
    const std::string again = text_in_writing(rig, "yes");
    INFO(again);
    CHECK(booked(rig) == 1);
    CHECK(rig.only_conversation() == kCall);
    CHECK_FALSE(contains(again, "your full name"));
  }
}

TEST_CASE("who writes while on the telephone begins another conversation, and the call goes on") {
  Rig rig;
  rig.agent->calls().hold(kCall);
  talk_until_email(rig);
  rig.pass(60);
  const json::object text = rig.text("What are your hours?");
  CHECK(text.at("conversation_id") != kCall);
  say(rig, "rosa dot vega at example dot com");
  CHECK(awaited(rig) == "field preference");
  rig.agent->calls().release(kCall);
}

TEST_CASE("what the carrier tells late of a broken call does not end what goes on in writing, and a word on the line brings it back") {
  Rig rig;
  talk_until_email(rig);
  rig.pass(60);
  text_in_writing(rig, "the call dropped");
  CHECK(awaited(rig) == "field email");
  rig.run("conversations.hangup", {{"channel", "phone"}, {"from", kPatient}, {"conversation_id", kCall}});
  CHECK(rig.run("conversations.list").at("items").at(0).at("status") == "open");
  say(rig, "rosa dot vega at example dot com");
  CHECK(awaited(rig) == "field preference");
  CHECK(rig.run("conversations.list").at("items").at(0).at("channel") == "phone");
}

TEST_CASE("a call that was ended because nothing was heard goes on by text with all that was said") {
  Rig rig;
  talk_until_email(rig);
  for (int i = 0; i < 60; ++i) {
    rig.work();
    rig.pass(10);
  }
  REQUIRE(rig.carrier.texts_to(kPatient).size() == 1);
  text_in_writing(rig, "ok");
  CHECK(awaited(rig) == "field email");
  text_in_writing(rig, "rosa.vega@example.com");
  CHECK(awaited(rig) == "field preference");
  CHECK(rig.only_conversation() == kCall);
}

TEST_CASE("a text is no continuation of a call that was ended, that is long past, or of somebody else") {
  Rig rig;
  talk_until_email(rig);
  SECTION("hung up") { rig.run("conversations.hangup", {{"channel", "phone"}, {"from", kPatient}, {"conversation_id", kCall}}); }
  SECTION("long past") { rig.pass(3 * 3600); }
  const char *from = kPatient;
  SECTION("somebody else") {
    rig.pass(60);
    from = "+13125550178";
  }
  CHECK(rig.text("Hello", from).at("conversation_id") != kCall);
}
