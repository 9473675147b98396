// The voice front end in figures: what a frame costs, how soon the agent stops for a caller and answers one, and how often a cough stops it.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

#include "runtime/media_line.hpp"
#include "tests/bench/allocations.hpp"
#include "tests/voice/sounds.hpp"
#include "voice/line.hpp"
#include "voice/receiver.hpp"
#include "voice/sender.hpp"

using namespace callwell;
using namespace callwell::voice;

namespace {

double at_share(std::vector<double> &values, double share) {
  std::sort(values.begin(), values.end());
  return values.empty() ? 0 : values[std::min(values.size() - 1, static_cast<std::size_t>(share * static_cast<double>(values.size())))];
}

SharedSamples shared(std::vector<Sample> samples) { return std::make_shared<const std::vector<Sample>>(std::move(samples)); }

/// Ten minutes of a call in which both speak in turn: packet in, jitter buffer, decoding, detection, tones, turn logic, play-out, packet out.
void cost_of_a_frame() {
  std::vector<Sample> caller = sounds::spoken(3000, 6000);
  sounds::operator+=(caller, sounds::silence(3000));
  caller = sounds::mixed(caller, sounds::noise(6000, 15));
  const SharedSamples agent = shared(sounds::spoken(2000, 5000));
  Sender phone({}, 8000, 1), sender({}, 8000, 2);
  Receiver receiver({}, 8000);
  Line line({.keypad_tones = true});
  std::array<std::uint8_t, 300> datagram{};
  std::array<Sample, 160> frame{};
  std::vector<double> costs;
  constexpr int kWarm = 1500, kFrames = 30'000;
  std::uint64_t allocated = 0, frames_with_events = 0;
  costs.reserve(kFrames);
  for (int i = 0; i < kWarm + kFrames; ++i) {
    const std::size_t place = static_cast<std::size_t>(i) * 160 % caller.size();
    const std::size_t size = phone.send(Samples(caller).subspan(place, 160), datagram);
    if (i % 300 == 160) {
      line.say(static_cast<SpeechId>(i), "We have an opening on Monday at nine.", {});
      line.speech(static_cast<SpeechId>(i), agent);
      line.speech_ends(static_cast<SpeechId>(i));
    }
    const auto before = bench::allocations().count;
    const auto begin = std::chrono::steady_clock::now();
    receiver.put({datagram.data(), size}, i * kFrameUs);
    receiver.pull(i * kFrameUs, frame);
    line.hear(frame);
    line.play(frame);
    sender.send(frame, datagram);
    const double cost = std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - begin).count();
    const std::uint64_t more = bench::allocations().count - before;
    bool told = false;
    while (line.next()) told = true;
    if (i < kWarm) continue;
    costs.push_back(cost);
    frames_with_events += told;
    if (!told) allocated += more;
  }
  std::printf("a frame of 20 ms, all of it        p50 %5.2f us   p99 %5.2f us\n", at_share(costs, 0.5), at_share(costs, 0.99));
  std::printf("allocations in %d frames         %llu (frames that told an event: %llu, not counted)\n", kFrames, static_cast<unsigned long long>(allocated),
              static_cast<unsigned long long>(frames_with_events));
}

/// What a recording costs the media thread: the same frames through a line that hands both sides to a loop, and one that does not.
void cost_of_recording() {
  const std::vector<Sample> sound = sounds::mixed(sounds::silence(2000), sounds::noise(2000, 15));
  for (const bool recorded : {false, true}) {
    runtime::MediaLine line({}, {}, [] {});
    if (recorded) line.record(std::make_shared<const std::atomic<bool>>(false));
    std::array<std::uint8_t, 160> bytes{};
    RecordedFrame kept;
    LineEvent event;
    std::vector<double> costs;
    constexpr int kWarm = 1500, kFrames = 30'000;
    costs.reserve(kFrames);
    std::uint64_t allocated = 0;
    for (int i = 0; i < kWarm + kFrames; ++i) {
      encode_g711(Encoding::mulaw, Samples(sound).subspan(static_cast<std::size_t>(i) * 160 % sound.size(), 160), bytes);
      const auto before = bench::allocations().count;
      const auto begin = std::chrono::steady_clock::now();
      line.push(bytes);
      line.pull(bytes);
      const double cost = std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - begin).count();
      const std::uint64_t more = bench::allocations().count - before;
      line.heard([](Samples) {});
      while (line.next(kept) || line.next(event)) {}
      if (i < kWarm) continue;
      costs.push_back(cost);
      allocated += more;
    }
    std::printf("a frame through a line, %s  p50 %5.2f us   p99 %5.2f us   allocations in %d frames: %llu\n", recorded ? "recorded    " : "not recorded", at_share(costs, 0.5),
                at_share(costs, 0.99), kFrames, static_cast<unsigned long long>(allocated));
  }
}

struct Talk {
  Talk() : room(sounds::noise(20'000, 10)) {}
  LineEventKind hear(const std::vector<Sample> &sound, LineEventKind until, bool &found) {
    LineEventKind last = LineEventKind::caller_started;
    sounds::in_frames(sound, [&](Samples samples) {
      if (found) return;
      std::array<Sample, 160> mixed{};
      for (std::size_t i = 0; i < 160; ++i) mixed[i] = static_cast<Sample>(std::clamp(samples[i] + room[at++ % room.size()], -32'767, 32'767));
      line.hear(mixed);
      line.play(mixed);
      loud = std::any_of(mixed.begin(), mixed.end(), [](Sample s) { return std::abs(s) > 100; });
      if (loud) last_loud = line.now();
      while (auto event = line.next()) {
        last = event->kind;
        found = found || event->kind == until;
      }
    });
    return last;
  }
  Line line{LineOptions{}};
  std::vector<Sample> room;
  std::size_t at = 0;
  bool loud = false;
  CallTime last_loud = 0;
};

void barge_in() {
  std::vector<double> pauses;
  int false_cuts = 0, coughs = 0;
  base::Random random(5);
  for (int trial = 0; trial < 200; ++trial) {
    for (const bool cough : {false, true}) {
      Talk talk;
      bool found = false;
      talk.hear(sounds::silence(1000), LineEventKind::fax, found);
      talk.line.say(1, "We have openings on Monday at nine, on Tuesday at ten, and on Friday at noon.", {});
      talk.line.speech(1, shared(sounds::spoken(6000, 5000)));
      talk.line.speech_ends(1);
      talk.hear(sounds::silence(1000 + static_cast<int>(random.next() % 50) * 20), LineEventKind::fax, found);
      const CallTime onset = talk.line.now();
      const double level = 3000 + static_cast<double>(random.next() % 9000);
      if (cough) {
        ++coughs;
        std::vector<Sample> sound = trial % 2 == 0 ? sounds::noise(200 + static_cast<int>(random.next() % 200), level / 3, random.next()) : sounds::spoken(250 + static_cast<int>(random.next() % 200), level);
        talk.hear(sound, LineEventKind::interrupted, found);
        if (trial % 2 == 1) talk.line.transcript({"mm-hm", 0.8F, true});
        talk.hear(sounds::silence(1500), LineEventKind::interrupted, found);
        false_cuts += found;
      } else {
        talk.hear(sounds::spoken(600, level), LineEventKind::caller_stopped, found);
        pauses.push_back(static_cast<double>(talk.last_loud - onset) / 1000);
      }
    }
  }
  std::printf("speech onset to the last agent sample  p50 %4.0f ms   p95 %4.0f ms\n", at_share(pauses, 0.5), at_share(pauses, 0.95));
  std::printf("coughs and murmurs that interrupted    %.1f %% of %d\n", 100.0 * false_cuts / coughs, coughs);
}

void end_of_turn() {
  struct Case { const char *what, *field, *said; };
  for (const Case &one : {Case{"yes to a yes-or-no", "boolean", "yes"}, Case{"a whole telephone number", "phone", "305 555 0142"}, Case{"a whole request", "", "I would like to book a cleaning for next Tuesday."},
                          Case{"half a telephone number", "phone", "305 555"}, Case{"a trailing and", "", "I would like to come on Tuesday and"}}) {
    Talk talk;
    bool found = false;
    talk.line.expect({one.field, {}}, 0);
    talk.hear(sounds::silence(1000), LineEventKind::fax, found);
    talk.hear(sounds::spoken(1000), LineEventKind::turn, found);
    const CallTime end = talk.line.now();
    talk.line.transcript({one.said, 0.9F, false});
    talk.hear(sounds::silence(80), LineEventKind::turn, found);
    talk.line.transcript({one.said, 0.9F, true});
    for (int i = 0; i < 300 && !found; ++i) talk.hear(sounds::silence(20), LineEventKind::turn, found);
    std::printf("end of speech to the turn, %-26s %4lld ms\n", one.what, static_cast<long long>((talk.line.now() - end) / 1000));
  }
}

}  // namespace

int main() {
  cost_of_a_frame();
  cost_of_recording();
  barge_in();
  end_of_turn();
  return 0;
}
