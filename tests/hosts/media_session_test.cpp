// A media stream from its first message to its last: in order, out of order, and cut off anywhere.
#include "tests/hosts/media_rig.hpp"

using namespace server;
using namespace server::testing;
using News = LineNews::Kind;

TEST_CASE("a call comes, speaks and goes, in both dialects") {
  for (const Dialect dialect : {Dialect::twilio, Dialect::telnyx}) {
    Stream stream(dialect);
    stream.begin();
    REQUIRE(stream.desk->asked.size() == 1);
    CHECK(stream.desk->asked[0].token == "pass");
    CHECK(stream.desk->asked[0].contact == "+13125550177");
    CHECK(stream.desk->asked[0].dialled == "+13125550110");
    stream.talk(10);
    CHECK(stream.desk->line->heard.size() == 1600);
    CHECK(stream.said().size() == 1600);
    CHECK(stream.count("mark") == 1);
    stream.receive(R"({"event":"dtmf","streamSid":"MZ1","dtmf":{"digit":"5"}})");
    CHECK(stream.desk->line->keys == "5");
    stream.receive(R"({"event":"stop","streamSid":"MZ1","stop":{"accountSid":"AC1","callSid":"CA1"}})");
    CHECK(stream.peer.closed == CloseCode::normal);
    CHECK(stream.desk->line.use_count() == 1);  // the agent was told that the caller is gone
    stream.talk(1);
    CHECK(stream.desk->line->heard.size() == 1600);
  }
}

TEST_CASE("whatever comes before start is harmless, and a start must come within five seconds") {
  Stream stream;
  stream.receive(caller_says(1, std::string(160, 'x')));
  stream.receive(R"({"event":"dtmf","dtmf":{"digit":"5"}})");
  stream.receive(R"({"event":"mark","mark":{"name":"3"}})");
  stream.receive(R"({"event":"connected"})");
  stream.pass(4'980);
  CHECK_FALSE(stream.peer.closed);
  stream.pass(40);
  CHECK(stream.peer.closed == CloseCode::policy);
  CHECK(stream.desk->asked.empty());
}

TEST_CASE("a stop before start ends it quietly") {
  Stream stream;
  stream.receive(R"({"event":"stop","stop":{}})");
  CHECK(stream.peer.closed == CloseCode::normal);
}

TEST_CASE("each fault has its close code") {
  struct Row {
    const char *what;
    std::string message;
    CloseCode code;
  };
  const Row rows[] = {
      {"not JSON", "hello", CloseCode::invalid},
      {"not base64", R"({"event":"media","media":{"payload":"%%%%"}})", CloseCode::invalid},
      {"a rate of 16000", start_message(Dialect::twilio, R"({"encoding":"audio/x-mulaw","sampleRate":16000,"channels":1})"),
       CloseCode::unsupported},
      {"an encoding we did not ask for", start_message(Dialect::twilio, R"({"encoding":"audio/opus","sampleRate":8000,"channels":1})"),
       CloseCode::unsupported},
      {"two channels", start_message(Dialect::twilio, R"({"encoding":"audio/x-mulaw","sampleRate":8000,"channels":2})"),
       CloseCode::unsupported},
      {"no format at all", start_message(Dialect::twilio, "{}"), CloseCode::unsupported}};
  for (const Row &row : rows) {
    INFO(row.what);
    Stream stream;
    stream.receive(row.message);
    CHECK(stream.peer.closed == row.code);
    CHECK(stream.desk->asked.empty());
  }
}

TEST_CASE("a second start is a fault") {
  Stream stream;
  stream.begin();
  stream.receive(start_message(Dialect::twilio));
  CHECK(stream.peer.closed == CloseCode::policy);
}

TEST_CASE("a stream without a pass, and an agent that does not answer, are told apart") {
  for (const auto &[status, code] : {std::pair{CW_E_UNAUTHENTICATED, CloseCode::policy}, {CW_E_UNAVAILABLE, CloseCode::try_again_later}}) {
    Stream stream;
    stream.desk->refusal = status;
    stream.begin();
    CHECK(stream.peer.closed == code);
  }
}

TEST_CASE("a caller who hangs up while the call is being opened leaves nothing open") {
  Stream stream;
  stream.peer.later = true;
  stream.begin();
  stream.talk(3);
  stream.receive(R"({"event":"stop","stop":{}})");
  for (const auto &then : stream.peer.waiting) then();
  stream.peer.waiting.clear();
  CHECK(stream.peer.closed == CloseCode::normal);
  CHECK(stream.said().empty());
  CHECK(stream.desk->line.use_count() == 1);
}

TEST_CASE("Telnyx may speak A-law") {
  Stream stream(Dialect::telnyx);
  stream.receive(start_message(Dialect::telnyx, R"({"encoding":"PCMA","sample_rate":8000,"channels":1})"));
  REQUIRE(stream.desk->asked.size() == 1);
  CHECK(stream.desk->asked[0].alaw);
}

TEST_CASE("sound that overtook other sound is heard in its order; what is lost is not waited for long") {
  Stream stream;
  stream.begin();
  for (const int chunk : {1, 3, 2, 5, 4, 4, 1}) stream.receive(caller_says(chunk, std::string(1, static_cast<char>('0' + chunk))));
  CHECK(stream.desk->line->heard == "12345");
  for (const int chunk : {7, 8, 9}) stream.receive(caller_says(chunk, std::string(1, static_cast<char>('0' + chunk))));
  CHECK(stream.desk->line->heard == "12345");
  stream.receive(caller_says(10, "x"));
  stream.receive(caller_says(6, "6"));
  CHECK(stream.desk->line->heard == "12345789x");
  stream.receive(caller_says(11, "y", "outbound"));
  CHECK(stream.desk->line->heard == "12345789x");
}

TEST_CASE("the agent speaks on when the network is silent, and not twice when it comes back") {
  Stream stream;
  stream.begin();
  stream.talk(5);
  stream.pass(400);
  const std::size_t alone = stream.said().size();
  CHECK(alone >= 5 * 160 + 16 * 160);
  CHECK(alone <= 25 * 160);
  CHECK(stream.desk->line->heard.size() == 5 * 160);  // late sound is not silence
  for (int i = 0; i < 20; ++i) stream.receive(caller_says(++stream.chunk, std::string(160, '\x11')));
  CHECK(stream.desk->line->heard.size() == 25 * 160);
  CHECK(stream.said().size() <= 26 * 160);
  CHECK(stream.said().size() >= 24 * 160);
}

TEST_CASE("a far end that sends nothing hears the agent, and its silence is what the caller says") {
  Stream stream;
  stream.begin();
  stream.pass(5'000);
  CHECK(stream.said().size() / 160 >= 240);
  CHECK(stream.said().size() / 160 <= 250);
  const std::string &heard = stream.desk->line->heard;
  CHECK(heard.size() / 160 >= 190);
  CHECK(heard.find_first_not_of('\xFF') == std::string::npos);
}

TEST_CASE("an interruption clears what the carrier still holds") {
  Stream stream;
  stream.begin();
  stream.desk->line->news.push_back({News::interrupted, {}});
  stream.talk(1);
  CHECK(stream.count("clear") == 1);
  CHECK_FALSE(stream.peer.closed);
}

TEST_CASE("a carrier that is behind is not sent mere silence") {
  Stream stream;
  stream.begin();
  stream.talk(50);
  stream.receive(R"({"event":"mark","streamSid":"MZ1","mark":{"name":"10"}})");
  const std::size_t before = stream.count("media");
  stream.desk->line->silent = true;
  stream.talk(20);
  CHECK(stream.count("media") == before);
  stream.receive(R"({"event":"mark","streamSid":"MZ1","mark":{"name":"50"}})");
  stream.talk(20);
  CHECK(stream.count("media") == before + 20);
}

TEST_CASE("marks of nobody change nothing") {
  Stream stream;
  stream.begin();
  stream.talk(50);
  for (const char *name : {"", "x", "-1", "99999999999999999999", "end", "51"}) stream.receive(mark_message(Dialect::twilio, "MZ1", name));
  stream.desk->line->silent = true;
  stream.talk(20);
  CHECK(stream.count("media") == 70);
  CHECK_FALSE(stream.peer.closed);
}

TEST_CASE("the farewell is heard to its end before the call ends") {
  Stream stream;
  stream.begin();
  stream.talk(10);
  stream.desk->line->news.push_back({News::hang_up, {}});
  stream.talk(1);
  CHECK(stream.peer.sent.back().find("\"end\"") != std::string::npos);
  CHECK(stream.desk->left.empty());
  SECTION("by its mark") { stream.receive(mark_message(Dialect::twilio, "MZ1", "end")); }
  SECTION("or for as long as a mark may take") { stream.pass(2'020); }
  CHECK(stream.desk->left.size() == 1);
  CHECK(stream.peer.closed == CloseCode::normal);
}

TEST_CASE("at Telnyx the stream goes on until somebody took the caller") {
  Stream stream(Dialect::telnyx);
  stream.desk->parting = Parting::carrier_first;
  stream.begin();
  stream.desk->line->news.push_back({News::transfer, "+13125550199"});
  stream.talk(1);
  stream.receive(mark_message(Dialect::telnyx, "S1", "end"));
  REQUIRE(stream.desk->left.size() == 1);
  CHECK(stream.desk->left[0].number == "+13125550199");
  CHECK_FALSE(stream.peer.closed);
  SECTION("somebody did") {
    stream.desk->is_taken = true;
    stream.pass(20);
    CHECK(stream.peer.closed == CloseCode::normal);
  }
  SECTION("nobody did: the caller is ours again") {
    stream.pass(41'000);
    CHECK_FALSE(stream.peer.closed);
    CHECK(stream.desk->line->results == std::vector<bool>{false});
    stream.desk->line->news.push_back({News::transfer, {}});
    stream.talk(1);
    stream.pass(2'020);
    CHECK(stream.desk->left.size() == 2);
  }
}

TEST_CASE("a carrier that refuses a transfer leaves the caller with the agent") {
  Stream stream(Dialect::telnyx);
  stream.begin();
  stream.desk->refusal = CW_E_UNAVAILABLE;
  stream.desk->line->news.push_back({News::transfer, {}});
  stream.talk(1);
  stream.pass(2'020);
  CHECK(stream.desk->line->results == std::vector<bool>{false});
  CHECK_FALSE(stream.peer.closed);
}

TEST_CASE("a call ends cleanly wherever the caller hangs up") {
  for (int at = 0; at < 8; ++at) {
    INFO(at);
    Stream stream;
    stream.peer.later = at == 1;
    if (at >= 1) stream.begin();
    if (at >= 2) stream.talk(3);
    if (at >= 3) stream.pass(200);
    if (at >= 4) stream.desk->line->news.push_back({at % 2 == 0 ? News::transfer : News::hang_up, {}});
    if (at >= 6) stream.desk->parting = Parting::carrier_first;
    if (at >= 5) stream.talk(1);
    if (at >= 6) stream.receive(mark_message(Dialect::twilio, "MZ1", "end"));
    stream.receive(R"({"event":"stop","stop":{}})");
    for (const auto &then : stream.peer.waiting) then();
    stream.pass(10'000);
    CHECK(stream.peer.closed == CloseCode::normal);
    stream.peer.waiting.clear();
    CHECK(stream.desk->line.use_count() == 1);
  }
}
