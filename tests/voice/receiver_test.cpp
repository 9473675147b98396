// What the network does to packets, and what the caller's frames are after it.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <vector>

#include "base/ids.hpp"
#include "voice/g711.hpp"
#include "voice/receiver.hpp"
#include "voice/sender.hpp"

using namespace callwell;
using namespace callwell::voice;

namespace {

constexpr double kPi = 3.14159265358979;

/// A voiced sound: 120 Hz and its overtones.
std::vector<Sample> vowel(std::size_t count) {
  std::vector<Sample> samples(count);
  for (std::size_t i = 0; i < count; ++i) {
    double value = 0;
    for (int k = 1; k <= 8; ++k) value += std::sin(2 * kPi * 120 * k * static_cast<double>(i) / 8000) / k;
    samples[i] = static_cast<Sample>(4000 * value);
  }
  return samples;
}

double rms(Samples samples) {
  double sum = 0;
  for (const Sample s : samples) sum += static_cast<double>(s) * s;
  return samples.empty() ? 0 : std::sqrt(sum / static_cast<double>(samples.size()));
}

struct Network {
  double loss = 0, duplicates = 0;
  std::int64_t delay_us = 20'000, jitter_us = 0;
  double drift = 1;  ///< the sender's clock against ours
};

/// Sends `frames` of `sound` through the network and gives what is heard, and how many of its frames were silent.
struct Heard { std::vector<Sample> sound; JitterBuffer::Counts counts; };
Heard carry(const std::vector<Sample> &sound, const Network &network, std::uint64_t seed) {
  base::Random random(seed);
  const auto chance = [&random] { return static_cast<double>(random.next() >> 11) / 9007199254740992.0; };
  Sender sender({}, 8000, seed);
  Receiver receiver({}, 8000);
  std::multimap<CallTime, std::vector<std::uint8_t>> under_way;
  Heard heard;
  const std::size_t frames = sound.size() / 160;
  std::size_t sent = 0;
  for (CallTime now = 0; now < static_cast<CallTime>(frames + 30) * kFrameUs; now += kFrameUs / 4) {
    while (sent < frames && static_cast<double>(sent) * kFrameUs * network.drift <= static_cast<double>(now)) {
      std::vector<std::uint8_t> packet(300);
      packet.resize(sender.send(Samples(sound).subspan(sent++ * 160, 160), packet));
      const CallTime arrival = now + network.delay_us + static_cast<CallTime>(chance() * static_cast<double>(network.jitter_us));
      if (chance() < network.loss) continue;
      if (chance() < network.duplicates) under_way.emplace(arrival + 3000, packet);
      under_way.emplace(arrival, std::move(packet));
    }
    while (!under_way.empty() && under_way.begin()->first <= now) {
      receiver.put(under_way.begin()->second, now);
      under_way.erase(under_way.begin());
    }
    if (now % kFrameUs == 0) {
      std::array<Sample, 160> frame{};
      receiver.pull(now, frame);
      heard.sound.insert(heard.sound.end(), frame.begin(), frame.end());
    }
  }
  heard.counts = receiver.counts();
  return heard;
}

std::size_t silent_frames(const std::vector<Sample> &sound) {
  std::size_t silent = 0;
  for (std::size_t i = 20 * 160; i + 40 * 160 < sound.size(); i += 160) silent += rms(Samples(sound).subspan(i, 160)) < 500;
  return silent;
}

}  // namespace

TEST_CASE("over a quiet network the sound comes through unchanged, 40 to 80 ms late") {
  const auto sound = vowel(160 * 200);
  const Heard heard = carry(sound, {}, 1);
  CHECK(heard.counts.lost == 0);
  CHECK(heard.counts.late == 0);
  std::size_t begin = 0;
  while (begin < heard.sound.size() && std::abs(heard.sound[begin]) < 300) ++begin;
  CHECK(begin / 160 >= 2);
  CHECK(begin / 160 <= 5);
  const double loudness = rms(Samples(heard.sound).subspan(160 * 50, 160 * 100));
  CHECK(loudness == Approx(rms(Samples(sound).subspan(160 * 50, 160 * 100))).epsilon(0.02));
}

TEST_CASE("loss, jitter, reordering, duplication and drift leave no gap in a voice") {
  struct Row { const char *what; Network network; std::size_t silent; };
  const Row row = GENERATE(Row{"5 % loss", {.loss = 0.05}, 0}, Row{"20 % loss", {.loss = 0.2}, 12}, Row{"60 ms of jitter", {.jitter_us = 60'000}, 6},
                           Row{"every tenth twice", {.duplicates = 0.1}, 0}, Row{"everything", {.loss = 0.03, .duplicates = 0.05, .jitter_us = 40'000}, 6},
                           Row{"the sender's clock 0.2 % fast", {.drift = 0.998}, 0}, Row{"the sender's clock 0.2 % slow", {.drift = 1.002}, 2});
  const std::uint64_t seed = GENERATE(1, 2, 3);
  INFO(row.what << ", seed " << seed);
  const Heard heard = carry(vowel(160 * 500), row.network, seed);
  CHECK(silent_frames(heard.sound) <= row.silent);
}

TEST_CASE("the delay shrinks again after the network has calmed") {
  JitterBuffer jitter(8000);
  base::Random random(5);
  std::array<std::uint8_t, 160> payload{};
  RtpPacket packet;
  packet.payload = payload;
  std::int64_t worst = 0;
  for (int i = 0; i < 3000; ++i) {
    packet.sequence = static_cast<std::uint16_t>(i);
    packet.timestamp = static_cast<std::uint32_t>(i) * 160;
    const bool rough = i < 300;
    jitter.put(packet, i * kFrameUs + (rough ? static_cast<CallTime>(random.next() % 120'000) : 0));
    jitter.take(i * kFrameUs);
    worst = std::max(worst, jitter.target_us());
  }
  CHECK(worst >= 100'000);
  CHECK(jitter.target_us() <= 60'000);
}

TEST_CASE("a new source, a jump of its clock and a wrapped sequence do not end the sound") {
  struct Row { const char *what; std::uint16_t sequence_jump; std::uint32_t timestamp_jump; bool new_source; std::uint16_t first; };
  const Row row = GENERATE(Row{"new source", 0, 0, true, 10}, Row{"timestamp jump", 0, 800'000'000U, false, 10}, Row{"sequence jump", 5000, 0, false, 10},
                           Row{"sequence wraps", 0, 0, false, 65'480});
  INFO(row.what);
  Receiver receiver({}, 8000);
  const auto sound = vowel(160 * 200);
  std::vector<Sample> heard;
  for (int i = 0; i < 200; ++i) {
    std::array<std::uint8_t, 160> payload{};
    encode_g711(Encoding::mulaw, Samples(sound).subspan(static_cast<std::size_t>(i) * 160, 160), payload);
    RtpPacket packet;
    packet.payload = payload;
    packet.sequence = static_cast<std::uint16_t>(row.first + i + (i >= 100 ? row.sequence_jump : 0));
    packet.timestamp = static_cast<std::uint32_t>(i) * 160 + (i >= 100 ? row.timestamp_jump : 0);
    packet.ssrc = i >= 100 && row.new_source ? 2 : 1;
    std::array<std::uint8_t, 200> datagram{};
    receiver.put({datagram.data(), write_rtp(packet, datagram)}, i * kFrameUs);
    std::array<Sample, 160> frame{};
    receiver.pull(i * kFrameUs, frame);
    heard.insert(heard.end(), frame.begin(), frame.end());
  }
  std::size_t silent = 0;
  for (std::size_t i = 115; i < 195; ++i) silent += rms(Samples(heard).subspan(i * 160, 160)) < 500;
  CHECK(silent <= 5);
}

TEST_CASE("a pressed digit is told once, whatever happens to its packets") {
  struct Row { const char *what; bool (*lost)(int); };
  const Row row = GENERATE(Row{"all arrive", [](int) { return false; }}, Row{"all ends lost", [](int i) { return i >= 5; }}, Row{"the first lost", [](int i) { return i == 0; }},
                           Row{"only one end arrives", [](int i) { return i != 6; }});
  INFO(row.what);
  Sender sender({}, 8000, 7);
  Receiver receiver({}, 8000);
  std::string heard;
  const std::array<Sample, 160> quiet{};
  int of_digit = 0;
  for (const char digit : std::string("5#0")) REQUIRE(sender.press(digit));
  for (int i = 0; i < 60; ++i) {
    std::array<std::uint8_t, 300> packet{};
    const std::size_t size = sender.send(quiet, packet);
    const bool event = (packet[1] & 0x7F) == 101;
    of_digit = event ? of_digit + 1 : 0;
    if (event && row.lost(of_digit - 1)) continue;
    for (int copy = 0; copy < 2; ++copy) {
      if (const auto key = receiver.put({packet.data(), size}, i * kFrameUs)) heard += *key;
    }
  }
  CHECK(heard == "5#0");
}

TEST_CASE("datagrams that are no RTP are counted and change nothing") {
  Receiver receiver({}, 8000);
  base::Random random(3);
  for (int i = 0; i < 2000; ++i) {
    std::vector<std::uint8_t> bytes(random.next() % 40);
    for (std::uint8_t &byte : bytes) byte = static_cast<std::uint8_t>(random.next());
    receiver.put(bytes, i * kFrameUs);
    std::array<Sample, 160> frame{};
    receiver.pull(i * kFrameUs, frame);
  }
  CHECK(receiver.foreign() > 1500);
}

TEST_CASE("an RTP header is read back as it was written; extension, sources and padding are skipped") {
  std::array<std::uint8_t, 4> payload{1, 2, 3, 4};
  RtpPacket packet{111, true, 65535, 4'000'000'000U, 77, payload};
  std::array<std::uint8_t, 64> bytes{};
  const std::size_t size = write_rtp(packet, bytes);
  const auto back = parse_rtp({bytes.data(), size});
  REQUIRE(back);
  CHECK(back->type == 111);
  CHECK(back->marker);
  CHECK(back->sequence == 65535);
  CHECK(back->timestamp == 4'000'000'000U);
  CHECK(back->payload.size() == 4);
  const std::array<std::uint8_t, 28> full{0xB1, 0x00, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 9, 9, 9, 9, 0xBE, 0xDE, 0, 1, 5, 5, 5, 5, 42, 43, 0, 2};
  const auto skipped = parse_rtp(full);
  REQUIRE(skipped);
  CHECK(skipped->payload.size() == 2);
  CHECK(skipped->payload[0] == 42);
  CHECK_FALSE(parse_rtp({full.data(), 20}));
}
