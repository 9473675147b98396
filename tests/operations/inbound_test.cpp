// What carriers post: believed only when signed, taken once, answered in their form.
#include <set>

#include "records/messages.hpp"
#include "tests/operations/rig.hpp"

using namespace callwell;
using namespace callwell::testing;

namespace {

json::object post(Rig &rig, const json::object &request, std::string_view operation = "inbound.twilio_message") {
  rig.pass(1);
  return rig.run(operation, request);
}
std::int64_t status_of(const json::object &reply) { return reply.at("status").as_int64(); }
std::string body_of(const json::object &reply) { return std::string(reply.at("body").as_string()); }

/// Nothing of a refused request may stay but the note that it came.
void check_nothing_stored(Rig &rig) {
  CHECK(rig.conversations() == 0);
  CHECK(rig.pending() == 0);
  CHECK(rig.count("leads.list", "leads") == 0);
  const std::string trail = json::serialize(rig.run("audit.list"));
  CHECK(trail.find("conversation/") == std::string::npos);
}

json::object voice(Rig &rig, std::string_view path, Fields fields) {
  fields.insert(fields.end(), {{"CallSid", "CA1"}, {"From", kPatient}, {"To", kOakNumber}, {"Direction", "inbound"}});
  return post(rig, twilio("/voice" + std::string(path), fields), path == "/call-status" ? "inbound.twilio_status" : "inbound.twilio_voice");
}

json::object missed(Rig &rig, const std::string &call = "CA1", const std::string &status = "no-answer",
                    const std::string &from = kPatient) {
  return post(rig,
              twilio("/voice/call-status",
                     {{"CallSid", call}, {"From", from}, {"To", kOakNumber}, {"CallStatus", status}, {"Direction", "inbound"}}),
              "inbound.twilio_status");
}

/// Gives the last message of a conversation the carrier's name, as Twilio's adapter would: the host's own port is not Twilio.
void carry_by_twilio(Rig &rig, const std::string &conversation, std::string_view provider_id) {
  operations::Tenant &oak = *rig.agent->find_tenant(kOak);
  need(records::in_write(oak.store(), oak.id(), [&](records::Transaction &tx) -> base::Result<bool> {
    const auto stored = records::list_messages(tx, conversation);
    if (!stored) return stored.error();
    if (auto marked = records::mark_message_sent(tx, stored->back().id, "twilio", provider_id, rig.now); !marked) return marked.error();
    return true;
  }));
}

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

}  // namespace

TEST_CASE("a signed text is answered once however often it is delivered") {
  Rig rig;
  for (int i = 0; i < 3; ++i) {
    const json::object reply = post(rig, twilio_text("SM100", "What are your hours?"));
    CHECK(status_of(reply) == 200);
    CHECK(contains(body_of(reply), "<Response"));
  }
  CHECK(rig.messages(rig.only_conversation()).size() == 2);
  rig.work();
  CHECK(rig.carrier.texts_to(kPatient).size() == 1);
}

TEST_CASE("a text delivered again after a restart is still the same") {
  Rig rig({.on_disk = true});
  post(rig, twilio_text("SM100", "What are your hours?"));
  rig.agent = nullptr;
  rig.agent = rig.open();
  post(rig, twilio_text("SM100", "What are your hours?"));
  CHECK(rig.messages(rig.only_conversation()).size() == 2);
}

TEST_CASE("what is not signed rightly is turned away, noted, and leaves nothing else") {
  struct Row {
    const char *what;
    std::function<json::object()> request;
    std::int64_t status;
    const char *kind;
  };
  const Row rows[] = {
      {"another's token",
       [] {
         return twilio("/messages", {{"MessageSid", "SM1"}, {"From", kPatient}, {"To", kOakNumber}, {"Body", "hi"}}, "guessed");
       },
       403, "bad_signature"},
      {"a changed body",
       [] {
         json::object request = twilio_text("SM1", "hi");
         request["body"] = std::string(request.at("body").as_string()) + "+there";
         return request;
       },
       403, "bad_signature"},
      {"another address",
       [] {
         json::object request = twilio_text("SM1", "hi");
         request["url"] = "https://line.example.com/webhooks/twilio/voice";
         return request;
       },
       403, "bad_signature"},
      {"no signature",
       [] {
         json::object request = twilio_text("SM1", "hi");
         request.at("headers").as_object().erase("x-twilio-signature");
         return request;
       },
       400, "malformed_webhook"},
  };
  for (const Row &row : rows) {
    INFO(row.what);
    Rig rig;
    CHECK(status_of(post(rig, row.request())) == row.status);
    const json::array events = rig.run("security.list").at("items").as_array();
    REQUIRE(events.size() == 1);
    CHECK(events[0].at("kind") == row.kind);
    CHECK(events[0].at("source") == "twilio_message");
    check_nothing_stored(rig);
  }
}

TEST_CASE("one practice's token opens no other practice's door") {
  Rig rig({.two_practices = true});
  const Fields fields{{"MessageSid", "SM1"}, {"From", kPatient}, {"To", kElmNumber}, {"Body", "hi"}};
  CHECK(status_of(post(rig, twilio("/messages", fields, kOakToken))) == 403);
  CHECK(rig.security_events(kElm) == 1);
  CHECK(rig.security_events(kOak) == 0);
  CHECK(status_of(post(rig, twilio("/messages", fields, kElmToken))) == 200);
  CHECK(rig.conversations(kElm) == 1);
  CHECK(rig.conversations(kOak) == 0);
}

TEST_CASE("requests that are for nobody or of no size are refused") {
  Rig rig;
  CHECK(status_of(post(rig, twilio("/messages", {{"MessageSid", "SM1"}, {"From", kPatient}, {"To", "+13125550999"}, {"Body", "hi"}}))) ==
        404);
  CHECK(status_of(post(rig, twilio_text("SM2", std::string(70'000, 'a')))) == 413);
  CHECK(status_of(post(rig, twilio("/messages", Fields(300, {"To", kOakNumber})))) == 413);
  CHECK(status_of(post(rig, twilio("/messages", {{"To", kOakNumber}, {"Body", "no id, no sender"}}))) == 400);
  CHECK(status_of(post(rig, {{"url", "https://line.example.com/webhooks/twilio/messages"}, {"body", ""}})) == 404);
  check_nothing_stored(rig);
}

TEST_CASE("delivery reports move a message on and never back") {
  Rig rig;
  post(rig, twilio_text("SM100", "What are your hours?"));
  rig.work();
  const std::string conversation = rig.only_conversation();
  carry_by_twilio(rig, conversation, "SM900");
  const auto report = [&](const char *status) {
    CHECK(status_of(post(
              rig, twilio("/messages", {{"MessageSid", "SM900"}, {"From", kOakNumber}, {"To", kPatient}, {"MessageStatus", status}}))) ==
          200);
    return std::string(rig.messages(conversation).back().at("status").as_string());
  };
  CHECK(report("queued") == "sent");
  CHECK(report("sending") == "sent");
  CHECK(report("delivered") == "delivered");
  CHECK(report("sent") == "delivered");
  CHECK(report("failed") == "delivered");
  CHECK(report("read") == "delivered");
  CHECK(rig.messages(conversation).size() == 2);
  CHECK(status_of(post(
            rig, twilio("/messages", {{"MessageSid", "SM900"}, {"From", kOakNumber}, {"To", kPatient}, {"MessageStatus", "exploded"}}))) ==
        400);
}

TEST_CASE("whatever a carrier calls a message that did not arrive, it is known to have failed") {
  for (const char *status : {"undelivered", "failed", "canceled"}) {
    CAPTURE(status);
    Rig rig;
    post(rig, twilio_text("SM100", "What are your hours?"));
    rig.work();
    const std::string conversation = rig.only_conversation();
    carry_by_twilio(rig, conversation, "SM900");
    post(rig, twilio("/messages",
                     {{"MessageSid", "SM900"}, {"From", kOakNumber}, {"To", kPatient}, {"MessageStatus", status}, {"ErrorCode", "30003"}}));
    CHECK(rig.messages(conversation).back().at("status") == "failed");
  }
}

TEST_CASE("WhatsApp is its own conversation and is answered on WhatsApp") {
  Rig rig;
  post(rig, twilio_text("SM1", "What are your hours?"));
  post(rig, twilio("/messages", {{"MessageSid", "SM2"},
                                 {"From", std::string("whatsapp:") + kPatient},
                                 {"To", std::string("whatsapp:") + kOakNumber},
                                 {"Body", "¿A qué hora abren?"}}));
  CHECK(rig.conversations() == 2);
  rig.work();
  const auto tried = rig.carrier.tried();
  REQUIRE(tried.size() == 2);
  std::set<std::string> channels;
  for (const auto &request : tried) channels.insert(std::string(base::parse_json(request.json)->at("channel").as_string()));
  CHECK(channels == std::set<std::string>{"sms", "whatsapp"});
}

TEST_CASE("a picture without words is answered, an empty text is not") {
  Rig rig;
  post(rig, twilio("/messages", {{"MessageSid", "SM1"}, {"From", kPatient}, {"To", kOakNumber}, {"Body", ""}, {"NumMedia", "1"}}));
  CHECK(rig.conversations() == 1);
  Rig other;
  CHECK(status_of(post(other, twilio_text("SM1", ""))) == 200);
  CHECK(other.conversations() == 0);
}

TEST_CASE("a call is spoken turn by turn until it ends") {
  Rig rig;
  const std::string greeting = body_of(voice(rig, "", {{"CallStatus", "ringing"}}));
  CHECK(contains(greeting, "<Gather"));
  CHECK(contains(greeting, "Oak Clinic"));
  CHECK(contains(greeting, "/voice/ai-gather"));
  const std::string asked = body_of(
      voice(rig, "/ai-gather", {{"CallStatus", "in-progress"}, {"SpeechResult", "I'd like to book a cleaning"}, {"Confidence", "0.93"}}));
  CHECK(contains(asked, "<Gather"));
  CHECK(contains(asked, "name"));
  const std::string prompt = body_of(voice(rig, "/ai-gather", {{"CallStatus", "in-progress"}}));  // nothing heard
  CHECK(contains(prompt, "<Response"));
  CHECK(rig.conversations() == 1);
  CHECK(status_of(voice(rig, "/call-status", {{"CallStatus", "completed"}})) == 204);
  CHECK(rig.run("conversations.list").at("items").at(0).at("status") == "closed");
  CHECK(status_of(voice(rig, "/call-status", {{"CallStatus", "completed"}})) == 204);
}

TEST_CASE("a silent caller is asked again aloud, also where the runtime looks after the line") {
  Rig rig;
  voice(rig, "", {{"CallStatus", "ringing"}});
  for (int i = 0; i < 20; ++i) {  // the runtime's rounds while the caller's fifteen seconds pass
    rig.work();
    rig.pass(1);
  }
  const std::string asked = body_of(voice(rig, "/ai-gather", {{"CallStatus", "in-progress"}}));
  CAPTURE(asked);
  CHECK(contains(asked, "<Say"));
}

TEST_CASE("a call that nobody brings news of any more is taken on by text") {
  Rig rig;
  voice(rig, "", {{"CallStatus", "ringing"}});
  for (int i = 0; i < 60; ++i) {
    rig.work();
    rig.pass(10);
  }
  CHECK(rig.carrier.texts_to(kPatient).size() == 1);
  CHECK(rig.run("conversations.list").at("items").at(0).at("status") == "closed");
}

TEST_CASE("who asks for a person on a call is connected, and told when nobody answers") {
  Rig rig;
  voice(rig, "", {{"CallStatus", "ringing"}});
  const std::string connected = body_of(voice(
      rig, "/ai-gather", {{"CallStatus", "in-progress"}, {"SpeechResult", "let me speak to a person please"}, {"Confidence", "0.95"}}));
  CHECK(contains(connected, "<Dial"));
  CHECK(contains(connected, "+13125550199"));
  const std::string back = body_of(voice(rig, "/ai-gather", {{"CallStatus", "in-progress"}, {"DialCallStatus", "no-answer"}}));
  CHECK(contains(back, "<Say"));
  CHECK_FALSE(contains(back, "<Dial"));
}

TEST_CASE("a missed call is answered by text once, even when the news comes twice") {
  Rig rig;
  for (int i = 0; i < 2; ++i) CHECK(status_of(missed(rig)) == 204);
  rig.work();
  CHECK(rig.carrier.texts_to(kPatient).size() == 1);
  missed(rig, "CA2", "busy");  // the same person tries again: they have our text
  rig.work();
  CHECK(rig.carrier.texts_to(kPatient).size() == 1);
  missed(rig, "CA3", "no-answer", "anonymous");
  rig.work();
  CHECK(rig.carrier.tried().size() == 1);
}

TEST_CASE("a missed call of somebody who has opted out is not answered") {
  Rig rig;
  rig.run("consents.record", {{"phone", kPatient}, {"channel", "sms"}, {"state", "opted_out"}});
  CHECK(status_of(missed(rig)) == 204);
  rig.work();
  CHECK(rig.carrier.tried().empty());
  CHECK(rig.given_up() == 1);
}

TEST_CASE("Telnyx is not believed where it is not configured") {
  Rig rig;
  for (const char *operation : {"inbound.telnyx_message", "inbound.telnyx_voice"}) {
    CAPTURE(operation);
    CHECK(status_of(rig.run(operation, {{"url", "https://line.example.com/webhooks/telnyx/x"}, {"body", "{}"}})) == 403);
  }
  check_nothing_stored(rig);
}
