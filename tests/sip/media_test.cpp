// Who a call listens to, and how numbers of callers are read.
#include "examples/sip_agent/leg.hpp"

#include <arpa/inet.h>
#include <catch2/catch.hpp>
#include <netinet/in.h>

#include <cstring>

#include "examples/sip_agent/options.hpp"

using namespace sip_agent;

namespace {

sockaddr_storage at(const char *host, std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  inet_pton(AF_INET, host, &address.sin_addr);
  sockaddr_storage out{};
  std::memcpy(&out, &address, sizeof address);
  return out;
}

std::uint16_t port_of(const Peer &peer) { return ntohs(reinterpret_cast<const sockaddr_in &>(peer.address()).sin_port); }

constexpr std::int64_t kFrameUs = 20'000;

}  // namespace

TEST_CASE("packets go where the description says until some come from elsewhere, and then there") {
  Peer peer;
  peer.announce(at("192.0.2.4", 40'000), 0);
  CHECK(port_of(peer) == 40'000);
  CHECK(peer.hear(at("198.51.100.7", 1234), kFrameUs));
  CHECK(port_of(peer) == 1234);
}

TEST_CASE("the announced sender comes before one that was quicker, but not late in the call") {
  Peer peer;
  peer.announce(at("192.0.2.4", 40'000), 0);
  CHECK(peer.hear(at("198.51.100.7", 1234), kFrameUs));
  CHECK(peer.hear(at("192.0.2.4", 40'000), 2 * kFrameUs));
  CHECK(port_of(peer) == 40'000);
  for (int i = 3; i < 20; ++i) CHECK(peer.hear(at("192.0.2.4", 40'000), i * kFrameUs));
  CHECK_FALSE(peer.hear(at("198.51.100.7", 1234), 20 * kFrameUs));
  CHECK(port_of(peer) == 40'000);
}

TEST_CASE("a sender that moved is followed when the old one is silent for a second") {
  Peer peer;
  peer.announce(at("192.0.2.4", 40'000), 0);
  for (int i = 1; i < 20; ++i) CHECK(peer.hear(at("192.0.2.4", 40'000), i * kFrameUs));
  CHECK_FALSE(peer.hear(at("192.0.2.4", 40'010), 30 * kFrameUs));
  CHECK(peer.hear(at("192.0.2.4", 40'010), 80 * kFrameUs));
  CHECK(port_of(peer) == 40'010);
}

TEST_CASE("a new description moves the sound at once; the same one again does not") {
  Peer peer;
  peer.announce(at("192.0.2.4", 40'000), 0);
  CHECK(peer.hear(at("198.51.100.7", 1234), kFrameUs));
  peer.announce(at("192.0.2.4", 40'000), 2 * kFrameUs);
  CHECK(port_of(peer) == 1234);
  peer.announce(at("192.0.2.4", 40'020), 3 * kFrameUs);
  CHECK(port_of(peer) == 40'020);
}

TEST_CASE("numbers are read as E.164, and extensions are not") {
  CHECK(e164("+442079460123", "1") == "+442079460123");
  CHECK(e164("9145550123", "1") == "+19145550123");
  CHECK(e164("19145550123", "1") == "+19145550123");
  for (const char *none : {"", "100", "callwell", "+", "anonymous", "+1914555012345678", "914555o123"}) CHECK(e164(none, "1").empty());
}

TEST_CASE("a leg takes an even port of its range, and none when all are taken") {
  const PortRange two{31'000, 31'003};
  const auto first = Leg::open("127.0.0.1", two), second = Leg::open("127.0.0.1", two);
  REQUIRE(first);
  REQUIRE(second);
  CHECK(first->port() % 2 == 0);
  CHECK(first->port() != second->port());
  CHECK_FALSE(Leg::open("127.0.0.1", two));
}
