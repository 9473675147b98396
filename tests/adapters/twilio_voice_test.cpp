#include "adapters/telephony/twilio_voice.hpp"

#include <catch2/catch.hpp>

using namespace callwell::adapters;

TEST_CASE("a voice webhook tells who calls, what was heard and which keys were pressed") {
  const auto call = twilio_call({{"CallSid", "CA1"},
                                 {"From", "+13055550123"},
                                 {"To", "+13055550100"},
                                 {"CallStatus", "in-progress"},
                                 {"Direction", "inbound"},
                                 {"SpeechResult", "quiero una cita mañana"},
                                 {"Confidence", "0.87"},
                                 {"Digits", "12#x"}});
  REQUIRE(call.has_value());
  CHECK(call->call_id == "CA1");
  CHECK(call->from == "+13055550123");
  CHECK(call->speech == "quiero una cita mañana");
  CHECK(call->confidence == Approx(0.87));
  CHECK(call->digits == "12#");
  CHECK_FALSE(is_missed(*call));
}

TEST_CASE("a withheld number is no number") {
  for (const char *from : {"+266696687", "266696687", "anonymous", "client:front-desk", "sip:desk@example.com", ""}) {
    INFO(from);
    CHECK(twilio_call({{"CallSid", "CA1"}, {"From", from}})->from.empty());
  }
}

TEST_CASE("odd values are bounded, not believed") {
  CHECK(twilio_call({{"CallSid", "CA1"}, {"Confidence", "nan"}})->confidence == 0);
  CHECK(twilio_call({{"CallSid", "CA1"}, {"Confidence", "17"}})->confidence == 1);
  CHECK(twilio_call({{"CallSid", "CA1"}, {"Digits", std::string(1000, '1')}})->digits.size() == 64);
  CHECK(twilio_call({{"CallStatus", "ringing"}}).error().field == "CallSid");
  CHECK(twilio_call({{"CallSid", "CA1"}, {"CallStatus", "exploded"}}).error().field == "CallStatus");
}

TEST_CASE("an incoming call nobody answered is missed, one that was answered is not") {
  struct Row {
    const char *status, *direction, *dial;
    bool missed;
  };
  const Row rows[] = {{"no-answer", "inbound", "", true},
                      {"busy", "inbound", "", true},
                      {"canceled", "inbound", "", true},
                      {"completed", "inbound", "", false},
                      {"no-answer", "outbound-api", "", false},
                      {"in-progress", "inbound", "no-answer", true},
                      {"in-progress", "inbound", "completed", false},
                      {"ringing", "inbound", "", false}};
  for (const Row &row : rows) {
    INFO(row.status << " " << row.direction << " " << row.dial);
    const auto call =
        twilio_call({{"CallSid", "CA1"}, {"CallStatus", row.status}, {"Direction", row.direction}, {"DialCallStatus", row.dial}});
    CHECK(is_missed(*call) == row.missed);
  }
}

TEST_CASE("TwiML is well formed whatever is said") {
  Twiml twiml;
  twiml
      .gather({.action = "https://example.com/webhooks/twilio/voice/ai-gather?a=1&b=2",
               .prompt = "Tom & \"Jerry\" <b>'s</b>",
               .language = "es",
               .hints = "Botox, \"filler\""})
      .say("bad \xff\x01 bytes", "en")
      .redirect("https://example.com/x?y&z");
  CHECK(twiml.document() ==
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response>"
        "<Gather input=\"speech dtmf\" action=\"https://example.com/webhooks/twilio/voice/ai-gather?a=1&amp;b=2\" method=\"POST\""
        " language=\"es-US\" hints=\"Botox, &quot;filler&quot;\" timeout=\"5\" speechTimeout=\"auto\" actionOnEmptyResult=\"true\">"
        "<Say language=\"es-US\">Tom &amp; &quot;Jerry&quot; &lt;b&gt;&apos;s&lt;/b&gt;</Say></Gather>"
        "<Say language=\"en-US\">bad \xef\xbf\xbd bytes</Say>"
        "<Redirect method=\"POST\">https://example.com/x?y&amp;z</Redirect></Response>");
}

TEST_CASE("each verb stands in the order given") {
  Twiml twiml;
  twiml.say("Please hold.", "en")
      .dial({.number = "+13055550177", .action = "/after", .caller_id = "+13055550100"})
      .record({.action = "/voicemail"})
      .pause(2)
      .hangup();
  CHECK(twiml.document() ==
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response><Say language=\"en-US\">Please hold.</Say>"
        "<Dial action=\"/after\" callerId=\"+13055550100\" timeout=\"25\"><Number>+13055550177</Number></Dial>"
        "<Record action=\"/voicemail\" maxLength=\"180\" playBeep=\"true\"/><Pause length=\"2\"/><Hangup/></Response>");
  CHECK(Twiml().document() == "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response></Response>");
  CHECK(Twiml().message("a<b").reply().content_type == "text/xml; charset=utf-8");
}
