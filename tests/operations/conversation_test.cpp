// Conversations between messages: kept, continued, taken once, and silent for whoever said STOP.
#include <thread>

#include "base/log.hpp"
#include "tests/operations/rig.hpp"

using namespace callwell;
using namespace callwell::testing;

namespace {

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

std::string state_of(Rig &rig) {
  return std::string(rig.run("consents.state", {{"phone", kPatient}, {"channel", "sms"}}).at("state").as_string());
}

void receive(Rig &rig, std::string_view sid, std::string_view words) {
  rig.pass(5);
  CHECK(rig.run("inbound.twilio_message", twilio_text(sid, words)).at("status") == 200);
}

}  // namespace

TEST_CASE("STOP is confirmed once, stops what waits, and later notices are given up") {
  Rig rig;
  rig.carrier.fail_with(base::Status::unavailable);
  receive(rig, "SM1", "What are your hours?");
  rig.work();
  CHECK(rig.pending() == 1);  // the carrier was down: the answer waits
  rig.carrier.answer_with({});
  receive(rig, "SM2", "STOP");
  CHECK(state_of(rig) == "opted_out");
  rig.pass(60);
  rig.work();
  const auto texts = rig.carrier.texts_to(kPatient);
  REQUIRE(texts.size() == 2);  // the failed try, then the confirmation alone
  CHECK(contains(texts[1], "START"));
  CHECK(rig.given_up() == 1);

  rig.run("conversations.continue_by_text",
          {{"conversation", "c9"}, {"to", kPatient}, {"text", "Shall we go on?"}, {"idempotency_key", "late"}});
  rig.work();
  CHECK(rig.carrier.texts_to(kPatient).size() == 2);
  CHECK(rig.given_up() == 2);
  CHECK(rig.pending() == 0);
}

TEST_CASE("a confirmation of a STOP that could not leave in five minutes never does") {
  Rig rig;
  rig.carrier.fail_with(base::Status::unavailable);
  receive(rig, "SM1", "STOP");
  rig.work();
  rig.carrier.answer_with({});
  rig.pass(20 * 60);
  rig.work();
  CHECK(rig.carrier.texts_to(kPatient).size() == 1);
  CHECK(rig.given_up() == 1);
}

TEST_CASE("HELP is answered after STOP, and START brings everything back") {
  Rig rig;
  receive(rig, "SM1", "STOP");
  rig.work();
  receive(rig, "SM2", "HELP");
  rig.work();
  const auto texts = rig.carrier.texts_to(kPatient);
  REQUIRE(texts.size() == 2);
  CHECK(contains(texts[1], "Oak Clinic"));
  CHECK(state_of(rig) == "opted_out");
  receive(rig, "SM3", "START");
  rig.work();
  CHECK(state_of(rig) == "subscribed");
  receive(rig, "SM4", "What are your hours?");
  rig.work();
  CHECK(rig.carrier.texts_to(kPatient).size() == 4);
  CHECK(rig.given_up() == 0);
}

TEST_CASE("a conversation with somebody who has opted out says nothing when it falls asleep") {
  Rig rig;
  receive(rig, "SM1", "STOP");
  receive(rig, "SM2", "HELP");
  rig.work();
  const std::size_t before = rig.carrier.texts_to(kPatient).size();
  rig.pass(3 * 86'400);
  rig.work();
  rig.work();
  CHECK(rig.carrier.texts_to(kPatient).size() == before);
}

TEST_CASE("an answer leaves at any hour; with quiet hours for answers it waits for the morning") {
  const base::Instant night = kMonday.plus_seconds(13 * 3600);  // 22:45
  Rig rig;
  rig.now = night;
  receive(rig, "SM1", "What are your hours?");
  rig.work();
  CHECK(rig.carrier.texts_to(kPatient).size() == 1);

  Rig quiet;
  std::string yaml = practice_yaml(kOak, kOakNumber, kOakToken);
  yaml.replace(yaml.find("end: \"08:00\"}"), 13, "end: \"08:00\", apply_to_replies: true}");
  write_file(quiet.folder.file("practices/oak.yaml"), yaml);
  quiet.agent = quiet.open();
  quiet.now = night;
  receive(quiet, "SM1", "What are your hours?");
  quiet.work();
  quiet.pass(3600);
  quiet.work();
  CHECK(quiet.carrier.tried().empty());
  quiet.now = kMonday.plus_seconds(86'400 - 6'300 + 60);  // 08:01 the next day
  quiet.work();
  CHECK(quiet.carrier.texts_to(kPatient).size() == 1);
}

TEST_CASE("a reply that could not leave for a day is not a reply any more: it keeps to quiet hours") {
  Rig rig;
  rig.carrier.fail_with(base::Status::unavailable);
  receive(rig, "SM1", "What are your hours?");
  rig.work();
  rig.carrier.answer_with({});
  rig.now = kMonday.plus_seconds(2 * 86'400 + 13 * 3600);  // 22:45, two days later
  rig.work();
  CHECK(rig.carrier.texts_to(kPatient).size() == 1);
  CHECK(rig.pending() == 1);
  rig.pass(10 * 3600);
  rig.work();
  CHECK(rig.carrier.texts_to(kPatient).size() == 2);
}

TEST_CASE("the same message from two threads at once is one turn") {
  for (int round = 0; round < 10; ++round) {
    Rig rig;
    const json::object request = twilio_text("SM" + std::to_string(round), "I'd like to book a cleaning");
    const auto post = [&] { (void)rig.agent->invoke("inbound.twilio_message", request, {kOak, "system", rig.now}); };
    std::thread first(post), second(post);
    first.join();
    second.join();
    REQUIRE(rig.messages(rig.only_conversation()).size() == 2);
    rig.work();
    REQUIRE(rig.carrier.texts_to(kPatient).size() == 1);
  }
}

TEST_CASE("different messages of one person at once are all taken, one after the other") {
  Rig rig;
  receive(rig, "SM0", "hello");
  std::vector<std::thread> threads;
  for (int i = 1; i <= 6; ++i) {
    threads.emplace_back([&rig, request = twilio_text("SM" + std::to_string(i), "what are your hours?")] {
      (void)rig.agent->invoke("inbound.twilio_message", request, {kOak, "system", rig.now.plus_seconds(1)});
    });
  }
  for (std::thread &thread : threads) thread.join();
  std::size_t in = 0;
  for (const json::value &message : rig.messages(rig.only_conversation())) in += message.at("direction") == "in";
  CHECK(in == 7);
}

TEST_CASE("two processes that take messages of one conversation at once lose none") {
  Rig rig({.on_disk = true});
  receive(rig, "SM0", "hello");
  const auto other = rig.open();
  const auto many = [&](const std::shared_ptr<operations::Agent> &agent, int from) {
    for (int i = from; i < from + 8; ++i) {
      const auto reply = agent->invoke("inbound.twilio_message", twilio_text("SM" + std::to_string(i), "what are your hours?"),
                                       {kOak, "system", rig.now.plus_seconds(1)});
      const std::int64_t status = reply ? reply->at("status").as_int64() : 0;
      if (status != 200) {  // the carrier delivers again after an answer that says so
        (void)agent->invoke("inbound.twilio_message", twilio_text("SM" + std::to_string(i), "what are your hours?"),
                            {kOak, "system", rig.now.plus_seconds(1)});
      }
    }
  };
  std::thread first(many, rig.agent, 100), second(many, other, 200);
  first.join();
  second.join();
  std::size_t in = 0;
  for (const json::value &message : rig.messages(rig.only_conversation())) in += message.at("direction") == "in";
  CHECK(in == 17);
}

TEST_CASE("a conversation goes on in another process where it stood, and nothing is asked twice") {
  Rig rig({.on_disk = true});
  const auto restart = [&] {
    rig.agent = nullptr;
    rig.agent = rig.open();
  };
  const json::object first = rig.text("hi, I'd like to book a cleaning");
  CHECK(contains(said(first), "name"));
  restart();
  const json::object second = rig.text("Rosa Vega");
  CHECK(second.at("conversation_id") == first.at("conversation_id"));
  CHECK(contains(said(second), "Rosa"));
  restart();
  rig.text("first time");
  restart();
  rig.text("rosa.vega@example.com");
  restart();
  const json::object offer = rig.text("tomorrow morning");
  CAPTURE(said(offer));
  CHECK(offer.at("view").at("offered").as_array().size() > 0);
  restart();
  const json::object confirm = rig.text("the first one");
  CAPTURE(said(confirm));
  CHECK(contains(said(confirm), "Rosa Vega"));
  restart();
  rig.text("yes");
  CHECK(rig.count("appointments.list", "appointments") == 1);
  const json::object view = rig.run("conversations.view", {{"conversation_id", first.at("conversation_id")}});
  std::size_t asked_name = 0;
  for (const json::value &message : view.at("messages").as_array()) {
    asked_name += message.at("direction") == "out" && contains(std::string_view(message.at("text").as_string()), "your full name");
  }
  CHECK(asked_name <= 1);
}

TEST_CASE("a turn that another process overtook is taken again on what that one left") {
  Rig rig({.on_disk = true});
  json::object offer;
  for (const char *words : {"hi, I'd like to book a cleaning", "Rosa Vega", "first time", "rosa.vega@example.com", "tomorrow morning"})
    offer = rig.text(words);
  const json::value first_slot =
      rig.run("scheduling.find_slots", {{"service", "cleaning"}, {"preference", json::object{{"dates", json::array{"2026-03-03"}}}}})
          .at("slots")
          .at(0)
          .at("slot_id");
  rig.run("scheduling.book", {{"slot_id", first_slot},
                              {"service", "cleaning"},
                              {"name", json::object{{"given", "Ana"}, {"family", "Ruiz"}}},
                              {"phone", "+13125550178"},
                              {"idempotency_key", "ana"}});
  const auto other = rig.open();
  // Between reading the conversation and saving it, the first process finds the time taken, and the second takes a whole turn.
  bool overtaken = false;
  base::set_log_sink([&](base::LogLevel, std::string_view line) {
    if (overtaken || !contains(line, "conversation.operation_failed")) return;
    overtaken = true;
    std::thread([&] {
      (void)other->invoke("inbound.twilio_message", twilio_text("SM1", "what are your hours?"), {kOak, "system", rig.now});
    }).join();
  });
  const json::object turn = rig.text("the first one");
  base::set_log_sink({});
  CHECK(overtaken);
  CHECK(turn.at("conversation_id") == offer.at("conversation_id"));
  std::size_t in = 0;
  for (const json::value &message : rig.messages(rig.only_conversation())) in += message.at("direction") == "in";
  CHECK(in == 7);
}

TEST_CASE("a closed conversation stays closed, and the next message begins another") {
  Rig rig;
  const json::object first = rig.text("hello");
  rig.run("conversations.hangup", {{"from", kPatient}});
  const json::object tick = rig.run("conversations.tick", {{"conversation_id", first.at("conversation_id")}});
  CHECK(tick.at("ended") == true);
  CHECK(rig.text("hello again").at("conversation_id") != first.at("conversation_id"));
}

TEST_CASE("people are alerted of every emergency, also where the caller gives no key") {
  Rig rig;
  for (int i = 0; i < 2; ++i) rig.run("conversations.alert", {{"conversation", "c" + std::to_string(i)}, {"kind", "emergency"}});
  rig.run("conversations.hand_over", {{"conversation", "c1"}, {"reason", "wants a person"}});
  rig.work();
  CHECK(rig.carrier.texts_to("+13125550198").size() == 3);
}

TEST_CASE("every channel has its conversations") {
  for (const std::string channel : {"phone", "sms", "whatsapp", "webchat"}) {
    CAPTURE(channel);
    Rig rig;
    const json::object first = rig.run("conversations.message", {{"from", kPatient}, {"channel", channel}, {"text", "What are your hours?"}});
    const json::object second = rig.run("conversations.message", {{"from", kPatient}, {"channel", channel}, {"text", "Thanks"}});
    CHECK(second.at("conversation_id") == first.at("conversation_id"));
  }
}
