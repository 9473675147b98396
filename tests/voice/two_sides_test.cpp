// Both sides of a recording on one time line: exact in length and place, whatever order frames come in.
#include "voice/two_sides.hpp"

#include <catch2/catch.hpp>

#include "voice/g711.hpp"

using namespace callwell::voice;

namespace {

const Sample kClick = mulaw_decode(0x90);  // µ-law gives it back as it was

struct Recorder {
  explicit Recorder(std::int32_t given = 8000) : rate(given), sides(given) {}
  std::int32_t rate;
  TwoSides sides;
  std::array<std::int64_t, 2> moved{};
  std::string codes;
  bool paused = false;

  /// A frame of silence with a click at `at`.
  void move(Side side, int at = -1) {
    RecordedFrame frame{moved[static_cast<std::size_t>(side)]++, side, paused, static_cast<std::uint16_t>(frame_samples(rate)), {}};
    if (at >= 0) frame.samples[static_cast<std::size_t>(at)] = kClick;
    sides.put(frame);
    while (auto second = sides.next()) {
      CHECK(second->size() == static_cast<std::size_t>(rate) * 2);
      codes += *second;
    }
  }
  void both(int frames) {
    for (int i = 0; i < frames; ++i) {
      move(Side::caller);
      move(Side::agent);
    }
  }
  /// Ends the call: where each side clicked.
  std::vector<std::int64_t> clicks(Side side) {
    const std::int64_t samples = sides.samples();
    codes += sides.rest();
    CHECK(static_cast<std::int64_t>(codes.size()) == samples * 2);
    std::vector<std::int64_t> found;
    for (std::size_t i = static_cast<std::size_t>(side); i < codes.size(); i += 2) {
      const Sample sample = mulaw_decode(static_cast<std::uint8_t>(codes[i]));
      CHECK((sample == 0 || sample == kClick));
      if (sample == kClick) found.push_back(static_cast<std::int64_t>(i / 2));
    }
    return found;
  }
};

using Places = std::vector<std::int64_t>;

}  // namespace

TEST_CASE("a recording has the length of the call to the sample, and each click where it was") {
  const std::int32_t rate = GENERATE(8000, 16'000);
  const auto frame = static_cast<std::int64_t>(frame_samples(rate));
  Recorder recorder(rate);
  recorder.both(3);
  recorder.move(Side::caller, 5);
  recorder.move(Side::agent, 7);
  recorder.both(200);
  recorder.move(Side::caller, 11);
  recorder.move(Side::agent);
  CHECK(recorder.sides.samples() == 205 * frame);
  CHECK(recorder.clicks(Side::caller) == Places{3 * frame + 5, 204 * frame + 11});
  Recorder other(rate);
  other.both(60);
  other.move(Side::caller);
  other.move(Side::agent, 7);
  CHECK(other.clicks(Side::agent) == Places{60 * frame + 7});
}

TEST_CASE("frames that come in bursts stand where they belong") {
  Recorder recorder;
  for (int burst = 0; burst < 4; ++burst) {
    for (int i = 0; i < 40; ++i) recorder.move(Side::agent, i == 0 ? 1 : -1);
    for (int i = 0; i < 40; ++i) recorder.move(Side::caller, i == 0 ? 2 : -1);
  }
  CHECK(recorder.sides.samples() == 160 * 160);
  CHECK(recorder.clicks(Side::caller) == Places{2, 40 * 160 + 2, 80 * 160 + 2, 120 * 160 + 2});
}

TEST_CASE("a side that has stopped is silent, and stands at the present when it goes on") {
  const Side gone = GENERATE(Side::caller, Side::agent);
  const Side other = gone == Side::caller ? Side::agent : Side::caller;
  Recorder recorder;
  recorder.both(10);
  for (int i = 0; i < 51; ++i) recorder.move(other);  // one more than may be late
  recorder.move(gone, 3);
  recorder.move(other, 4);
  CHECK(recorder.sides.samples() == 62 * 160);
  const std::int64_t began = recorder.sides.position(0);
  CHECK(began == (gone == Side::caller ? 51 * 160 : 0));
  CHECK(recorder.clicks(gone) == Places{61 * 160 + 3});
}

TEST_CASE("frames that were lost on the way are silence of their length") {
  Recorder recorder;
  recorder.both(10);
  recorder.moved[0] += 5;
  recorder.move(Side::caller, 9);
  for (int i = 0; i < 6; ++i) recorder.move(Side::agent);
  CHECK(recorder.sides.samples() == 16 * 160);
  CHECK(recorder.sides.lost_frames() == 5);
  CHECK(recorder.clicks(Side::caller) == Places{15 * 160 + 9});
}

TEST_CASE("what is moved while paused is silence of the same length, on both sides") {
  Recorder recorder;
  recorder.both(10);
  recorder.paused = true;
  for (int i = 0; i < 20; ++i) {
    recorder.move(Side::caller, 1);
    recorder.move(Side::agent, 1);
  }
  recorder.paused = false;
  recorder.move(Side::caller, 1);
  recorder.both(100);
  recorder.paused = true;
  recorder.both(3);
  CHECK(recorder.sides.paused() == std::vector<SampleSpan>{{10 * 160, 30 * 160}, {130 * 160 + 160, 134 * 160}});
  CHECK(recorder.clicks(Side::caller) == Places{30 * 160 + 1});
}

TEST_CASE("what is blanked before it was handed out is silence to the sample") {
  Recorder recorder;
  for (int i = 0; i < 20; ++i) {
    recorder.move(Side::caller, 8);
    recorder.move(Side::agent, 8);
  }
  recorder.sides.blank({2 * 160 + 8, 18 * 160 + 8});
  CHECK(recorder.clicks(Side::agent) == Places{8, 160 + 8, 18 * 160 + 8, 19 * 160 + 8});
}
