// What is told about the sound that arrives (RTCP): two sides whose packets are lost, late and repeated between them.
#include "examples/sip_agent/rtcp.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <random>
#include <vector>

using namespace sip_agent;

namespace {

constexpr std::int64_t kFrameUs = 20'000;
using Packet = std::vector<std::uint8_t>;

Packet rtp(std::uint32_t count, std::uint8_t source, std::uint16_t first) {
  const std::uint32_t sequence = first + count, timestamp = count * 160;
  Packet packet(172);
  packet[0] = 0x80;
  packet[2] = static_cast<std::uint8_t>(sequence >> 8);
  packet[3] = static_cast<std::uint8_t>(sequence);
  for (int i = 0; i < 4; ++i) packet[4 + static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(timestamp >> (24 - 8 * i));
  packet[11] = source;
  return packet;
}

/// Ten seconds of one frame after the other; `arrives` says whether and how late the packet of a frame reaches the far side.
struct Line {
  Reports near{8000, 0}, far{8000, 1};
  Packet last_report;
  template <class Arrives>
  void run(int frames, Arrives arrives, std::int64_t one_way_us = 30'000) {
    std::array<std::uint8_t, Reports::kLongest> out;
    for (int i = 0; i < frames; ++i) {
      const std::int64_t now = 1'000'000 + i * kFrameUs;
      const Packet ours = rtp(static_cast<std::uint32_t>(i), 1, 65'400), theirs = rtp(static_cast<std::uint32_t>(i), 2, 5);
      near.sent(ours, now);
      far.sent(theirs, now);
      if (const std::optional<std::int64_t> late = arrives(i)) far.received(ours, now + one_way_us + *late);
      near.received(theirs, now + one_way_us);
      if (const std::size_t size = near.write(now, out)) far.read({out.data(), size}, now + one_way_us);
      if (const std::size_t size = far.write(now, out)) {
        last_report.assign(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(size));
        near.read(last_report, now + one_way_us);
      }
    }
  }
};

}  // namespace

TEST_CASE("a clean line is reported as one, with the time it takes there and back") {
  Line line;
  line.run(1000, [](int) { return std::optional<std::int64_t>(0); });
  REQUIRE(line.near.arrival());
  CHECK(line.near.arrival()->lost == 0);
  CHECK(line.near.arrival()->jitter_ms == 0);
  CHECK(line.near.arrival()->round_trip_ms == Approx(60).margin(1));
}

TEST_CASE("lost packets are counted across the wrap of their numbers, and jitter is told") {
  Line line;
  line.run(1000, [](int i) { return i % 20 == 7 ? std::nullopt : std::optional<std::int64_t>(i % 2 * 10'000); });
  REQUIRE(line.near.arrival());
  CHECK(line.near.arrival()->lost == Approx(45).margin(5));
  CHECK(line.near.arrival()->jitter_ms == Approx(10).margin(2));
  CHECK(line.last_report[0] == 0x81);      // one block
  CHECK(line.last_report[1] == 200);       // of a sender
  CHECK(line.last_report[32] == Approx(256 / 20).margin(2));
  CHECK(line.last_report.size() == 72);
}

TEST_CASE("a side that hears nothing still says that it sends, and one that is silent says nothing before it has a source") {
  Reports silent(8000, 0);
  std::array<std::uint8_t, Reports::kLongest> out;
  for (int i = 0; i < 500; ++i) CHECK(silent.write(i * kFrameUs, out) == 0);
  Reports lonely(8000, 0);
  std::size_t size = 0;
  for (int i = 0; i < 400 && size == 0; ++i) {
    lonely.sent(rtp(static_cast<std::uint32_t>(i), 1, 5), 1 + i * kFrameUs);
    size = lonely.write(1 + i * kFrameUs, out);
  }
  CHECK(size == 48);
  CHECK(out[0] == 0x80);
}

TEST_CASE("whatever bytes come as a report, the next good one counts") {
  Line line;
  line.run(400, [](int) { return std::optional<std::int64_t>(0); });
  std::mt19937 random(1);
  for (int round = 0; round < 50'000; ++round) {
    Packet bytes = line.last_report;
    for (int change = 0; change < 3; ++change) bytes[random() % bytes.size()] = static_cast<std::uint8_t>(random());
    bytes.resize(random() % (bytes.size() + 1));
    line.near.read(bytes, 9'000'000);
  }
  line.near.read(line.last_report, 9'030'000);
  REQUIRE(line.near.arrival());
  CHECK(line.near.arrival()->lost == 0);
}
