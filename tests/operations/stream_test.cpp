// Calls whose sound a host of ours takes: what carriers are told before, after and in between, and which streams are believed.
#include "tests/operations/rig.hpp"

using namespace callwell;
using namespace callwell::testing;

namespace {

const char *const kUrl = "wss://line.example.com/media/twilio";

std::string voice(Rig &rig, std::string_view path, json::object stream, Fields fields = {}, json::object *whole = nullptr) {
  fields.insert(fields.end(), {{"CallSid", "CA1"}, {"From", kPatient}, {"To", kOakNumber}, {"Direction", "inbound"}});
  rig.pass(1);
  json::object request = twilio("/voice" + std::string(path), fields);
  stream["url"] = kUrl;
  request["stream"] = std::move(stream);
  json::object reply = rig.run("inbound.twilio_voice", request);
  if (whole) *whole = reply;
  return std::string(reply.at("body").as_string());
}

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

std::string parameter(const std::string &twiml, const std::string &name) {
  const std::string before = "<Parameter name=\"" + name + "\" value=\"";
  const std::size_t at = twiml.find(before);
  return at == std::string::npos ? std::string()
                                 : twiml.substr(at + before.size(), twiml.find('"', at + before.size()) - at - before.size());
}

json::object start_of(const std::string &twiml) {
  return {{"carrier", "twilio"},
          {"call_id", "CA1"},
          {"token", parameter(twiml, "token")},
          {"contact", parameter(twiml, "contact")},
          {"dialled", parameter(twiml, "dialled")}};
}

}  // namespace

TEST_CASE("a call is handed to the stream without a word, and its stream is believed") {
  Rig rig;
  const std::string twiml = voice(rig, "", {}, {{"CallStatus", "ringing"}});
  CHECK(contains(twiml, "<Connect action="));
  CHECK(contains(twiml, "/voice/after-stream"));
  CHECK(contains(twiml, std::string("<Stream url=\"") + kUrl + "\""));
  CHECK_FALSE(contains(twiml, "<Say"));
  CHECK(parameter(twiml, "contact") == kPatient);
  CHECK(rig.conversations() == 0);
  const json::object known = rig.run("inbound.stream_start", start_of(twiml));
  CHECK(known.at("tenant").as_string() == kOak);
  CHECK(known.at("conversation_id").as_string().size() == 36);
}

TEST_CASE("a stream that is not of a call we answered is turned away and noted") {
  Rig rig({.two_practices = true});
  const std::string twiml = voice(rig, "", {}, {{"CallStatus", "ringing"}});
  for (const auto &[key, value] : {std::pair{"token", "1.00"},
                                   {"token", ""},
                                   {"call_id", "CA2"},
                                   {"contact", "+13125550178"},
                                   {"dialled", kElmNumber},
                                   {"dialled", ""}}) {
    INFO(key << " " << value);
    json::object forged = start_of(twiml);
    forged[key] = value;
    const auto answer = rig.try_run("inbound.stream_start", forged);
    REQUIRE_FALSE(answer.has_value());
    CHECK(answer.error().status == base::Status::unauthenticated);
  }
  rig.pass(120);
  CHECK_FALSE(rig.try_run("inbound.stream_start", start_of(twiml)).has_value());
  CHECK(contains(json::serialize(rig.run("security.list")), "media_stream"));
}

TEST_CASE("after a stream Twilio is told where the caller goes") {
  Rig rig;
  const std::string dial =
      voice(rig, "/after-stream", {{"ended", "transfer"}, {"transfer_to", "+13125550188"}}, {{"CallStatus", "in-progress"}});
  CHECK(contains(dial, "<Number>+13125550188</Number>"));
  CHECK(contains(dial, "/voice/after-dial"));
  CHECK(
      contains(voice(rig, "/after-stream", {{"ended", "transfer"}}, {{"CallStatus", "in-progress"}}), "+13125550199"));  // whoever is there
  CHECK(contains(voice(rig, "/after-stream", {{"ended", "hang_up"}}, {{"CallStatus", "in-progress"}}), "<Hangup/>"));
  CHECK(contains(voice(rig, "/after-stream", {}, {{"CallStatus", "completed"}}), "<Hangup/>"));
  CHECK(rig.conversations() == 0);
}

TEST_CASE("a stream that never came up leaves the caller with a turn-by-turn call") {
  Rig rig;
  const std::string twiml = voice(rig, "/after-stream", {}, {{"CallStatus", "in-progress"}});
  CHECK(contains(twiml, "<Gather"));
  CHECK(contains(twiml, "Oak Clinic"));
  CHECK(contains(
      voice(rig, "/ai-gather", {}, {{"CallStatus", "in-progress"}, {"SpeechResult", "What are your hours?"}, {"Confidence", "0.9"}}),
      "<Gather"));
  CHECK(rig.conversations() == 1);
}

TEST_CASE("after a Dial the caller is done, or comes back to the agent that waits") {
  Rig rig;
  json::object whole;
  CHECK(contains(voice(rig, "/after-dial", {{"held", true}}, {{"CallStatus", "in-progress"}, {"DialCallStatus", "completed"}}, &whole),
                 "<Hangup/>"));
  CHECK(whole.at("transfer") == "taken");
  CHECK(whole.at("call_id") == "CA1");
  CHECK(contains(voice(rig, "/after-dial", {{"held", true}}, {{"CallStatus", "in-progress"}, {"DialCallStatus", "no-answer"}}, &whole),
                 "<Connect"));
  CHECK(whole.at("transfer") == "refused");
  CHECK(contains(voice(rig, "/after-dial", {}, {{"CallStatus", "in-progress"}, {"DialCallStatus", "busy"}}),
                 "<Gather"));  // nobody waits any more
}

TEST_CASE("a completed call that streamed is not ended twice") {
  Rig rig;
  voice(rig, "", {}, {{"CallStatus", "ringing"}});
  const json::object status =
      twilio("/voice/call-status",
             {{"CallSid", "CA1"}, {"From", kPatient}, {"To", kOakNumber}, {"CallStatus", "completed"}, {"Direction", "inbound"}});
  CHECK(rig.run("inbound.twilio_status", status).at("status") == 204);
  CHECK(rig.conversations() == 0);
}

TEST_CASE("the agent's end of a call is told where Telnyx is configured, and nowhere else") {
  Rig rig;
  const json::object end{{"carrier", "telnyx"}, {"call_id", "v3:c"}, {"dialled", kOakNumber}, {"how", "hang_up"}};
  CHECK(rig.try_run("inbound.stream_end", end).error().status == base::Status::unauthenticated);
  json::object nobody = end;
  nobody["dialled"] = "+13125550100";
  CHECK(rig.try_run("inbound.stream_end", nobody).error().status == base::Status::not_found);
}
