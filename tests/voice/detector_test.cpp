// Speech is found in noise, and nothing else is taken for it.
#include <catch2/catch.hpp>

#include "tests/voice/sounds.hpp"
#include "voice/voice_detector.hpp"

using namespace callwell::voice;
using namespace callwell::voice::sounds;

namespace {

struct Shares { double before = 0, during = 0, after = 0; };

/// Share of frames taken for speech before, during and (from 200 ms) after the sound.
Shares shares_of(const std::vector<Sample> &sound, int ms, double background) {
  std::vector<Sample> all = silence(2000);
  all += sound;
  all += silence(2000);
  if (background > 0) all = mixed(all, noise(4000 + ms, background));
  Spectrum spectrum;
  VoiceDetector detector;
  Shares shares;
  int frame = 0;
  const int begin = 100, end = 100 + ms / 20;
  in_frames(all, [&](Samples samples) {
    spectrum.take(samples);
    detector.hear(spectrum);
    const double voiced = detector.voiced() ? 1 : 0;
    if (frame < begin) shares.before += voiced / begin;
    if (frame >= begin && frame < end) shares.during += voiced / (end - begin);
    if (frame >= end + 10) shares.after += voiced / 90;
    ++frame;
  });
  return shares;
}

}  // namespace

TEST_CASE("a voice is heard in a quiet line, in noise, and faintly") {
  struct Row { const char *what; double level, background; };
  const Row row = GENERATE(Row{"quiet line", 6000, 0}, Row{"line noise", 6000, 20}, Row{"a loud room", 6000, 150}, Row{"faint", 800, 10}, Row{"loud", 20000, 50});
  INFO(row.what);
  const Shares shares = shares_of(spoken(3000, row.level), 3000, row.background);
  CHECK(shares.before < 0.03);
  CHECK(shares.during > 0.9);
  CHECK(shares.after < 0.05);
}

TEST_CASE("noise, hum, a tone and music on hold are no speech") {
  struct Row { const char *what; std::vector<Sample> sound; double most; };
  std::vector<Sample> chord = mixed(mixed(tones(5000, 262, 2000, 330, 2000), tones(5000, 392, 2000)), noise(5000, 20));
  const auto rows = {Row{"hiss", noise(5000, 300), 0.4}, Row{"mains hum", tones(5000, 60, 3000, 120, 1500), 0.4}, Row{"a held chord", chord, 0.4},
                     Row{"a tone", tones(5000, 1000, 5000), 0.4}};
  for (const Row &row : rows) {
    INFO(row.what);
    CHECK(shares_of(row.sound, 5000, 15).during < row.most);  // its begin may pass for speech, until it is known
  }
}

TEST_CASE("a room that becomes louder is learnt within two seconds") {
  std::vector<Sample> all = noise(4000, 10);
  all += noise(6000, 200, 2);
  Spectrum spectrum;
  VoiceDetector detector;
  int frame = 0, late = 0;
  in_frames(all, [&](Samples samples) {
    spectrum.take(samples);
    detector.hear(spectrum);
    late += frame++ > 310 && detector.voiced();
  });
  CHECK(late == 0);
}

TEST_CASE("our own voice coming back is no speech, a caller above it is") {
  Spectrum spectrum;
  VoiceDetector detector;
  const auto echoed = [&](const std::vector<Sample> &sound, float echo) {
    int voiced = 0;
    in_frames(sound, [&](Samples samples) {
      spectrum.take(samples);
      detector.hear(spectrum, echo);
      voiced += detector.voiced();
    });
    return voiced;
  };
  echoed(noise(2000, 10), 0);
  CHECK(echoed(spoken(2000, 600), 600.0F * 600) < 8);
  CHECK(echoed(spoken(2000, 8000), 600.0F * 600) > 70);
}

TEST_CASE("the spectrum puts a tone's power where the tone is") {
  Spectrum spectrum;
  const double hertz = GENERATE(250.0, 500.0, 1000.0, 2100.0, 3400.0);
  in_frames(tones(100, hertz, 8000), [&](Samples samples) { spectrum.take(samples); });
  const auto power = spectrum.power();
  double all = 0;
  for (const float p : power) all += p;
  CHECK(all == Approx(8000.0 * 8000 / 2).epsilon(0.05));
  CHECK(std::abs(spectrum.single_tone() - hertz) < 12);
}
