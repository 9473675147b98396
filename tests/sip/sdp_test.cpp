// Session descriptions: what is read, what is answered, and that nothing a peer sends is worse than refused.
#include "examples/sip_agent/sdp.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>

using namespace sip_agent;
using namespace sip_agent::sdp;

namespace {

const std::string kDesk =
    "v=0\r\no=desk 1 1 IN IP4 192.0.2.4\r\ns=-\r\nc=IN IP4 192.0.2.4\r\nt=0 0\r\n"
    "m=audio 40000 RTP/AVP 9 8 0 101\r\na=rtpmap:9 G722/8000\r\na=rtpmap:101 telephone-event/8000\r\na=ptime:20\r\na=sendrecv\r\n"
    "m=video 40002 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\n";

const Local kOurs = [] {
  Local local;
  local.address = "192.0.2.9";
  local.port = 20'000;
  local.session = 7;
  local.version = 3;
  return local;
}();

std::string replaced(std::string text, const std::string &what, const std::string &with) {
  const std::size_t at = text.find(what);
  REQUIRE(at != std::string::npos);
  return text.replace(at, what.size(), with);
}

std::string answered(const std::string &offer) {
  const auto read = parse(offer);
  REQUIRE(read);
  const auto choice = choose(read->stream);
  REQUIRE(choice);
  return answer(*read, *choice, kOurs);
}

std::size_t media_lines(const std::string &text) {
  std::size_t count = 0;
  for (std::size_t at = text.find("m="); at != std::string::npos; at = text.find("m=", at + 1)) count += at == 0 || text[at - 1] == '\n';
  return count;
}

}  // namespace

TEST_CASE("an offer is answered with the first format known here, and every other stream refused") {
  CHECK(answered(kDesk) ==
        "v=0\r\no=- 7 3 IN IP4 192.0.2.9\r\ns=-\r\nc=IN IP4 192.0.2.9\r\nt=0 0\r\nm=audio 20000 RTP/AVP 8 101\r\na=rtpmap:8 PCMA/8000\r\n"
        "a=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-15\r\na=ptime:20\r\na=sendrecv\r\nm=video 0 RTP/AVP 96\r\n");
}

TEST_CASE("a direction is mirrored, and an old telephone's hold is one") {
  const std::pair<std::string, std::string> mirrors[] = {{"sendonly", "recvonly"}, {"recvonly", "sendonly"}, {"inactive", "inactive"}, {"sendrecv", "sendrecv"}};
  for (const auto &[theirs, ours] : mirrors) {
    const std::string offer = replaced(kDesk, "a=sendrecv", "a=" + theirs);
    CHECK(answered(offer).find("a=" + ours + "\r\n") != std::string::npos);
    CHECK(parse(offer)->stream.holds() == (theirs == "sendonly" || theirs == "inactive"));
  }
  const std::string old = replaced(kDesk, "c=IN IP4 192.0.2.4", "c=IN IP4 0.0.0.0");
  CHECK(parse(old)->stream.holds());
  CHECK(answered(old).find("a=recvonly") != std::string::npos);
}

TEST_CASE("a direction of the whole description holds where a stream has none") {
  const std::string offer = replaced(replaced(kDesk, "a=sendrecv\r\n", ""), "t=0 0\r\n", "t=0 0\r\na=sendonly\r\n");
  CHECK(parse(offer)->stream.direction == Direction::sendonly);
}

TEST_CASE("keypad events must count by the clock of the sound") {
  const std::string opus = "v=0\no=- 1 1 IN IP6 2001:db8::4\ns=-\nc=IN IP6 2001:db8::4\nt=0 0\nm=audio 40000 RTP/AVP 111 101 110\n"
                           "a=rtpmap:111 opus/48000/2\na=rtpmap:101 telephone-event/8000\na=rtpmap:110 telephone-event/48000\n";
  const auto choice = choose(parse(opus)->stream);
  REQUIRE(choice);
  CHECK(choice->format.codec == Codec::opus);
  CHECK(choice->keypad == 110);
  CHECK_FALSE(choose(parse(replaced(opus, "a=rtpmap:110 telephone-event/48000\n", ""))->stream)->keypad);
}

TEST_CASE("a call goes on only with the format it began with") {
  const auto choice = choose(parse(kDesk)->stream);
  CHECK(still_offers(parse(kDesk)->stream, *choice));
  CHECK_FALSE(still_offers(parse(replaced(kDesk, "9 8 0 101", "0 101"))->stream, *choice));
}

TEST_CASE("a key is read and answered with ours under the same number; suites and options that are not known here are passed over") {
  const std::string key = "4fl6DT4Bi+DWT6MsBt5BOQ7Gda1Jiv7rtpYLOqvm";
  const auto offered = [&](const std::string &lines) { return replaced(replaced(kDesk, "RTP/AVP 9", "RTP/SAVP 9"), "a=ptime:20\r\n", lines); };
  const auto read = parse(offered("a=crypto:1 AES_256_CM_HMAC_SHA1_80 inline:" + key + key + "\r\na=crypto:2 AES_CM_128_HMAC_SHA1_80 inline:" + key + "|2^20\r\n"));
  REQUIRE(read);
  CHECK(read->stream.secure);
  REQUIRE(read->stream.crypto);
  CHECK(read->stream.crypto->tag == 2);
  CHECK(read->stream.crypto->key.front() == 0xe1);
  CHECK(read->stream.crypto->key.back() == 0xe6);
  Local local = kOurs;
  local.crypto = Crypto{2, read->stream.crypto->key};
  const std::string text = answer(*read, *choose(read->stream), local);
  CHECK(text.find("m=audio 20000 RTP/SAVP 8 101") != std::string::npos);
  CHECK(text.find("a=crypto:2 AES_CM_128_HMAC_SHA1_80 inline:" + key + "\r\n") != std::string::npos);
  for (const std::string &line : {"a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:" + key + "|1:4\r\n", "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:" + key + " UNENCRYPTED_SRTP\r\n",
                                 "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:" + key.substr(1) + "\r\n", "a=crypto:x AES_CM_128_HMAC_SHA1_80 inline:" + key + "\r\n",
                                 "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:" + replaced(key, "4f", "4*") + "\r\n", std::string("a=crypto:\r\n")}) {
    const auto other = parse(offered(line));
    REQUIRE(other);
    CHECK_FALSE(other->stream.crypto);
  }
}

TEST_CASE("reports share the port where the other side wants that") {
  CHECK(answered(kDesk).find("rtcp-mux") == std::string::npos);
  CHECK(answered(replaced(kDesk, "a=ptime:20", "a=rtcp-mux")).find("a=rtcp-mux\r\n") != std::string::npos);
}

TEST_CASE("our own offer can be read back") {
  const auto read = parse(offer({{0, Codec::pcmu}, 101}, kOurs));
  REQUIRE(read);
  CHECK(read->stream.address == "192.0.2.9");
  CHECK(read->stream.port == 20'000);
  CHECK(choose(read->stream)->keypad == 101);
}

TEST_CASE("what cannot be read or answered is refused") {
  const std::string faults[] = {"", "v=1\r\n", "v=0\r\nm=audio x RTP/AVP 0\r\n", replaced(kDesk, "c=IN IP4 192.0.2.4\r\n", ""), replaced(kDesk, "m=audio 40000", "m=audio 0"),
                                replaced(kDesk, "RTP/AVP 9", "RTP/SAVPF 9"), replaced(kDesk, "m=audio 40000", "m=audio 70000"), replaced(kDesk, "rtpmap:9 ", "rtpmap:900 "),
                                kDesk + std::string(20'000, 'x')};
  for (const std::string &fault : faults) CHECK_FALSE(parse(fault));
  CHECK_FALSE(choose(parse(replaced(replaced(kDesk, "9 8 0 101", "9 101"), "sendrecv", "sendrecv"))->stream));
}

TEST_CASE("whatever bytes come, an answer has as many streams as the offer") {
  std::mt19937 random(1);
  for (int round = 0; round < 20'000; ++round) {
    std::string text = kDesk;
    for (int change = 0; change < 4; ++change) {
      const std::size_t at = random() % text.size();
      switch (random() % 3) {
        case 0: text[at] = static_cast<char>(random() % 256); break;
        case 1: text.erase(at, random() % 8); break;
        default: text.insert(at, text.substr(random() % text.size(), random() % 24)); break;
      }
    }
    const auto read = parse(text);
    const auto choice = read ? choose(read->stream) : std::nullopt;
    if (choice) REQUIRE(media_lines(answer(*read, *choice, kOurs)) == read->media.size());
  }
}
