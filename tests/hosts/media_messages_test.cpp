// What carriers' stream messages say, as their documentation shows them, and what becomes of those that are not as documented.
#include "examples/server/media_messages.hpp"

#include <catch2/catch.hpp>

#include "tests/hosts/media_rig.hpp"

using namespace server;
using Kind = MediaMessage::Kind;

TEST_CASE("a start message tells the call, its format and our own parameters, in both dialects") {
  for (const Dialect dialect : {Dialect::twilio, Dialect::telnyx}) {
    const auto start = read_media_message(dialect, testing::start_message(dialect));
    REQUIRE(start.has_value());
    CHECK(start->kind == Kind::start);
    CHECK(start->stream_id == (dialect == Dialect::twilio ? "MZ1" : "S1"));
    CHECK(start->call_id == (dialect == Dialect::twilio ? "CA1" : "v3:c"));
    CHECK(start->session_id == (dialect == Dialect::twilio ? "CA1" : "s"));
    CHECK(start->rate == 8000);
    CHECK(start->channels == 1);
    CHECK(start->parameters.at("token") == "pass");
    CHECK(start->parameters.at("contact") == "+13125550177");
  }
}

TEST_CASE("media, keys and marks are read whether their numbers come as text or as numbers") {
  const auto media =
      read_media_message(Dialect::telnyx, R"({"event":"media","stream_id":"S1","media":{"track":"inbound","chunk":7,"payload":"//7+"}})");
  REQUIRE(media.has_value());
  CHECK(media->audio == "\xFF\xFE\xFE");
  CHECK(media->chunk == 7);
  CHECK(read_media_message(Dialect::twilio, testing::caller_says(12, "abc"))->chunk == 12);
  CHECK_FALSE(read_media_message(Dialect::twilio, testing::caller_says(1, "abc", "outbound"))->inbound);
  CHECK(read_media_message(Dialect::twilio, R"({"event":"dtmf","streamSid":"MZ1","dtmf":{"track":"inbound_track","digit":"#"}})")->digit ==
        '#');
  CHECK(read_media_message(Dialect::twilio, R"({"event":"mark","streamSid":"MZ1","mark":{"name":"40"}})")->name == "40");
  CHECK(read_media_message(Dialect::telnyx, R"({"event":"error","stream_id":"S1","payload":{"code":100003,"title":"malformed_frame"}})")
            ->kind == Kind::error);
  CHECK(read_media_message(Dialect::twilio, R"({"event":"brand_new","x":1})")->kind == Kind::other);
}

TEST_CASE("what does not read is an error, never a guess") {
  for (const char *text :
       {"", "[]", "{", "null", R"({"event":"media","media":{"payload":"a"}})", R"({"event":"media","media":{"payload":"a==="}})",
        R"({"event":"media","media":{"payload":"ab c"}})", R"({"event":"dtmf","dtmf":{"digit":"12"}})",
        R"({"event":"dtmf","dtmf":{"digit":"x"}})", R"({"event":"dtmf"})", R"({"event":"start"})", R"({"event":"start","start":[]})",
        R"({"event":"start","streamSid":"MZ1","start":{"callSid":7}})"}) {
    INFO(text);
    CHECK_FALSE(read_media_message(Dialect::twilio, text).has_value());
  }
  CHECK_FALSE(read_media_message(Dialect::twilio, R"({"a":")" + std::string(kMaxMediaMessageBytes, 'x') + "\"}").has_value());
  CHECK_FALSE(
      read_media_message(Dialect::twilio, R"({"event":"start","streamSid":"MZ1","start":{"callSid":"CA1","customParameters":{"token":")" +
                                              std::string(600, 'x') + "\"}}}")
          .has_value());
}

TEST_CASE("what we send has the shape each carrier asks for") {
  CHECK(media_message(Dialect::twilio, "MZ1", "\xFF\xFE") == R"({"event":"media","streamSid":"MZ1","media":{"payload":"//4="}})");
  CHECK(media_message(Dialect::telnyx, "S1", "\xFF\xFE") == R"({"event":"media","media":{"payload":"//4="}})");
  CHECK(mark_message(Dialect::twilio, "MZ1", "10") == R"({"event":"mark","streamSid":"MZ1","mark":{"name":"10"}})");
  CHECK(clear_message(Dialect::twilio, "MZ1") == R"({"event":"clear","streamSid":"MZ1"})");
  CHECK(clear_message(Dialect::telnyx, "S1") == R"({"event":"clear"})");
}

TEST_CASE("base64 gives back every string") {
  std::string bytes;
  for (int i = 0; i < 300; ++i) {
    CHECK(unbase64(base64(bytes)) == bytes);
    bytes += static_cast<char>(i * 37);
  }
  CHECK(base64("foobar") == "Zm9vYmFy");
  CHECK(base64("fooba") == "Zm9vYmE=");
  CHECK(base64("foob") == "Zm9vYg==");
}
