// Encrypted sound: keys in descriptions (RFC 4568), and packets that only their key opens (RFC 3711).
#include "examples/sip_agent/srtp.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <numeric>
#include <vector>

using namespace sip_agent;

namespace {

using Packet = std::vector<std::uint8_t>;

Packet rtp(std::uint16_t sequence, std::uint8_t fill) {
  Packet packet(172 + Srtp::kGrowth, fill);
  const std::uint8_t head[12] = {0x80, 0, static_cast<std::uint8_t>(sequence >> 8), static_cast<std::uint8_t>(sequence), 0, 0, 0, 160, 1, 2, 3, 4};
  std::copy(std::begin(head), std::end(head), packet.begin());
  return packet;
}

Packet sealed(Srtp &srtp, std::uint16_t sequence) {
  Packet packet = rtp(sequence, 0x55);
  packet.resize(srtp.protect(packet, 172, false));
  return packet;
}

}  // namespace

TEST_CASE("what one side seals only the same key opens, once, and unchanged") {
  const sdp::Crypto key = Srtp::draw_key();
  const auto out = Srtp::make(Srtp::Direction::outbound, key), in = Srtp::make(Srtp::Direction::inbound, key), other = Srtp::make(Srtp::Direction::inbound, Srtp::draw_key());
  Packet packet = sealed(*out, 7);
  REQUIRE(packet.size() == 182);
  CHECK(std::count(packet.begin() + 12, packet.end(), 0x55) < 20);
  Packet copy = packet, changed = packet;
  CHECK(other->unprotect(copy, false) == 0);
  changed[20] ^= 1;
  CHECK(in->unprotect(changed, false) == 0);
  copy = packet;
  REQUIRE(in->unprotect(copy, false) == 172);
  CHECK(std::count(copy.begin() + 12, copy.begin() + 172, 0x55) == 160);
  copy = packet;
  CHECK(in->unprotect(copy, false) == 0);  // played again by somebody
  Packet plain = rtp(8, 0);
  CHECK(in->unprotect(std::span(plain).first(172), false) == 0);
}

TEST_CASE("sequence numbers that go round, losses and disorder close no door") {
  const sdp::Crypto key = Srtp::draw_key();
  const auto out = Srtp::make(Srtp::Direction::outbound, key), in = Srtp::make(Srtp::Direction::inbound, key);
  std::vector<Packet> packets;
  for (std::uint32_t i = 65'500; i < 65'600; ++i) packets.push_back(sealed(*out, static_cast<std::uint16_t>(i)));
  std::swap(packets[30], packets[40]);
  int opened = 0;
  for (std::size_t i = 0; i < packets.size(); ++i) opened += i % 10 != 5 && in->unprotect(packets[i], false) == 172;
  CHECK(opened == 90);
}

TEST_CASE("reports are sealed with the same key") {
  const sdp::Crypto key = Srtp::draw_key();
  const auto out = Srtp::make(Srtp::Direction::outbound, key), in = Srtp::make(Srtp::Direction::inbound, key);
  Packet report(8 + Srtp::kGrowth);
  report[0] = 0x80;
  report[1] = 201;
  report[3] = 1;
  report.resize(out->protect(report, 8, true));
  REQUIRE(report.size() == 22);
  CHECK(in->unprotect(report, true) == 8);
}

TEST_CASE("keys are drawn anew for every call") { CHECK(Srtp::draw_key().key != Srtp::draw_key().key); }
