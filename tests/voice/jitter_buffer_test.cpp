// What holds of the jitter buffer whatever the network does: seeds decide what is lost, late, doubled, and where a clock jumps.
#include <catch2/catch.hpp>

#include <map>
#include <vector>

#include "base/ids.hpp"
#include "voice/jitter_buffer.hpp"

using namespace callwell;
using namespace callwell::voice;

namespace {

using Packet = std::array<std::uint8_t, 160>;

/// The payload of a packet says which it is.
Packet packet_of(std::uint32_t number) {
  Packet payload{};
  for (std::size_t i = 0; i < 4; ++i) payload[i] = static_cast<std::uint8_t>(number >> (8 * i));
  return payload;
}
std::uint32_t number_of(Bytes payload) {
  return static_cast<std::uint32_t>(payload[0]) | static_cast<std::uint32_t>(payload[1]) << 8 | static_cast<std::uint32_t>(payload[2]) << 16;
}

/// What happens to the stream's own numbers at a packet, and to its packets on the way.
struct Weather {
  int lost_percent = 0, doubled_percent = 0;
  std::int64_t jitter_us = 0;
  std::int64_t drift_ppm = 0;             ///< positive: the sender's clock is slow
  std::uint16_t first_sequence = 100;
  std::uint32_t first_timestamp = 1000;
  std::uint32_t disturbed_at = 0;         ///< number of the packet from which the rest holds; 0: none
  std::int64_t sequence_jump = 0, timestamp_jump = 0;
  bool new_source = false;
};

struct Outcome {
  std::vector<std::int64_t> played;       ///< packet by frame; -1 where none was
  JitterBuffer::Counts counts;
  std::int64_t puts = 0, most_target_us = 0, most_waiting_us = 0;
  bool in_order = true;
};

class Stream {
 public:
  Stream(const Weather &weather, std::uint64_t seed) : weather_(weather), random_(seed) {}

  Outcome run(std::uint32_t packets) {
    JitterBuffer jitter(8000);
    Outcome out;
    std::int64_t last = -1;
    std::uint32_t sent = 0;
    for (std::int64_t frame = 0; frame < packets; ++frame) {
      const std::int64_t now = frame * kFrameUs;
      while (due(sent) <= now && sent < packets) send(sent++);
      deliver(jitter, now, out);
      const JitterBuffer::Taken taken = jitter.take(now);
      const bool some = taken.what == JitterBuffer::Take::packet;
      out.played.push_back(some ? number_of(taken.payload) : -1);
      if (some) out.in_order = out.in_order && out.played.back() > std::exchange(last, out.played.back());
      out.most_target_us = std::max(out.most_target_us, jitter.target_us());
      out.most_waiting_us = std::max(out.most_waiting_us, jitter.waiting_us());
      CHECK_FALSE(jitter.target_us() < 40'000);
      CHECK_FALSE(jitter.target_us() > 200'000);
    }
    out.counts = jitter.counts();
    return out;
  }

 private:
  struct Way { RtpPacket header; std::uint32_t number; };
  int percent() { return static_cast<int>(random_.next() % 100); }
  std::int64_t due(std::uint32_t number) const { return number * (kFrameUs + kFrameUs * weather_.drift_ppm / 1'000'000); }

  void send(std::uint32_t number) {
    const bool disturbed = weather_.disturbed_at != 0 && number >= weather_.disturbed_at;
    RtpPacket header;
    header.sequence = static_cast<std::uint16_t>(weather_.first_sequence + number + (disturbed ? weather_.sequence_jump : 0));
    header.timestamp = static_cast<std::uint32_t>(weather_.first_timestamp + number * 160 + (disturbed ? weather_.timestamp_jump : 0));
    header.ssrc = disturbed && weather_.new_source ? 2 : 1;
    const bool lost = percent() < weather_.lost_percent, doubled = percent() < weather_.doubled_percent;
    const std::int64_t late = weather_.jitter_us > 0 ? static_cast<std::int64_t>(random_.next() % static_cast<std::uint64_t>(weather_.jitter_us)) : 0;
    if (!lost) under_way_.insert({due(number) + late, {header, number}});
    if (!lost && doubled) under_way_.insert({due(number) + late + 5000, {header, number}});
  }

  void deliver(JitterBuffer &jitter, std::int64_t now, Outcome &out) {
    while (!under_way_.empty() && under_way_.begin()->first <= now) {
      auto &[arrival, way] = *under_way_.begin();
      const Packet payload = packet_of(way.number);
      way.header.payload = payload;
      jitter.put(way.header, arrival);
      ++out.puts;
      under_way_.erase(under_way_.begin());
    }
  }

  Weather weather_;
  base::Random random_;
  std::multimap<std::int64_t, Way> under_way_;
};

/// Of the packets from `first` on, how many were played.
double share_played(const Outcome &outcome, std::int64_t first, std::int64_t end) {
  std::int64_t played = 0;
  for (const std::int64_t number : outcome.played) played += number >= first && number < end;
  return static_cast<double>(played) / static_cast<double>(end - first);
}

/// Frames until sound comes again, and comes steadily, after the frame.
std::int64_t frames_of_silence(const Outcome &outcome, std::size_t from) {
  std::int64_t silent = 0;
  for (std::size_t i = from; i < outcome.played.size(); ++i) silent += outcome.played[i] < 0;
  return silent;
}

}  // namespace

TEST_CASE("whatever the network does, packets are played once and in their order, and every one is accounted for") {
  const auto seed = GENERATE(range(1, 41));
  base::Random random(static_cast<std::uint64_t>(seed) * 77);
  const auto up_to = [&random](std::int64_t most) { return static_cast<std::int64_t>(random.next() % static_cast<std::uint64_t>(most + 1)); };
  Weather weather;
  weather.lost_percent = static_cast<int>(up_to(30));
  weather.doubled_percent = static_cast<int>(up_to(30));
  weather.jitter_us = up_to(150'000);
  weather.drift_ppm = up_to(10'000) - 5000;
  weather.first_sequence = static_cast<std::uint16_t>(random.next());
  weather.first_timestamp = static_cast<std::uint32_t>(random.next());
  CAPTURE(seed, weather.lost_percent, weather.doubled_percent, weather.jitter_us, weather.drift_ppm);
  const Outcome outcome = Stream(weather, static_cast<std::uint64_t>(seed)).run(1500);
  CHECK(outcome.in_order);
  const JitterBuffer::Counts &c = outcome.counts;
  CHECK(c.kept + c.duplicate + c.late + c.refused == outcome.puts);
  CHECK(c.refused == 0);
  CHECK(share_played(outcome, 50, 1400) > (100.0 - weather.lost_percent) / 100 * 0.85);
}

TEST_CASE("without loss, of packets that are at most 100 ms late nearly all are played, doubled or not") {
  const auto seed = GENERATE(range(1, 11));
  const Outcome outcome = Stream({.doubled_percent = 20, .jitter_us = 100'000}, static_cast<std::uint64_t>(seed)).run(3000);
  CHECK(share_played(outcome, 200, 2900) > 0.95);
}

TEST_CASE("a wrapped sequence or timestamp is no event") {
  struct Row { const char *what; std::uint16_t sequence; std::uint32_t timestamp; };
  const Row row = GENERATE(Row{"sequence", 65'400, 1000}, Row{"timestamp", 100, 0xFFFFFFFFU - 160 * 200}, Row{"both", 65'400, 0xFFFFFFFFU - 160 * 130});
  const auto seed = GENERATE(1, 2, 3);
  CAPTURE(row.what, seed);
  const Outcome outcome = Stream({.jitter_us = 30'000, .first_sequence = row.sequence, .first_timestamp = row.timestamp}, static_cast<std::uint64_t>(seed)).run(1000);
  CHECK(outcome.counts.restarts == 0);
  CHECK(share_played(outcome, 30, 980) > 0.99);
  CHECK(outcome.in_order);
}

TEST_CASE("after a jump of the sender's clock or numbers, or a new source, there is at most half a second without sound") {
  struct Row { const char *what; std::int64_t sequence, timestamp; bool new_source; };
  const Row row = GENERATE(Row{"new source", 0, 0, true}, Row{"new source and numbers", 30'000, -9'000'000, true}, Row{"timestamp 0.5 s on", 0, 4000, false},
                           Row{"timestamp 4 s on", 0, 32'000, false}, Row{"timestamp a minute on", 0, 480'000, false}, Row{"timestamp 0.5 s back", 0, -4000, false},
                           Row{"timestamp 4 s back", 0, -32'000, false}, Row{"timestamp a minute back", 0, -480'000, false}, Row{"sequence 100 on", 100, 0, false},
                           Row{"sequence 100 back", -100, 0, false}, Row{"sequence 5000 on", 5000, 0, false}, Row{"sequence 5000 back", -5000, 0, false},
                           Row{"everything on", 20'000, 800'000'000, false});
  const auto seed = GENERATE(1, 2, 3);
  CAPTURE(row.what, seed);
  Weather weather{.jitter_us = 30'000, .disturbed_at = 300, .sequence_jump = row.sequence, .timestamp_jump = row.timestamp, .new_source = row.new_source};
  const Outcome outcome = Stream(weather, static_cast<std::uint64_t>(seed)).run(1000);
  CHECK(frames_of_silence(outcome, 300) <= 25);
  CHECK(outcome.in_order);
  CHECK(outcome.played.back() > 980);  // and what waits is no more than a network of this kind asks for
}

TEST_CASE("clocks that drift apart for ten minutes cost neither sound nor delay") {
  const std::int64_t ppm = GENERATE(-2000, -200, 200, 2000);
  CAPTURE(ppm);
  Weather weather{.jitter_us = 20'000, .drift_ppm = ppm};
  const Outcome outcome = Stream(weather, 4).run(30'000);
  CHECK(frames_of_silence(outcome, 50) <= 30'000 * std::abs(ppm) / 1'000'000 + 30);
  CHECK(outcome.in_order);
}

TEST_CASE("packets of any numbers at any time, thousands of them, never stop the sound of those that come after") {
  const auto seed = GENERATE(range(1, 9));
  base::Random random(static_cast<std::uint64_t>(seed));
  JitterBuffer jitter(8000);
  const Packet payload = packet_of(7);
  std::int64_t now = 0;
  for (int i = 0; i < 5000; ++i) {
    now += static_cast<std::int64_t>(random.next() % 30'000);
    RtpPacket packet{0, false, static_cast<std::uint16_t>(random.next()), static_cast<std::uint32_t>(random.next()), static_cast<std::uint32_t>(random.next() % 2), payload};
    jitter.put(packet, now);
    jitter.take(now);
  }
  int played = 0;
  for (int i = 0; i < 100; ++i) {
    now += kFrameUs;
    jitter.put({0, false, static_cast<std::uint16_t>(i), static_cast<std::uint32_t>(i) * 160, 1, payload}, now);
    played += jitter.take(now).what == JitterBuffer::Take::packet;
  }
  CHECK(played >= 70);
}
