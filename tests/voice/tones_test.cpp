// Keypad digits in the sound, by the limits the standard sets; and tones that say who is on the line.
#include <catch2/catch.hpp>

#include <string>

#include "tests/voice/sounds.hpp"
#include "voice/call_tones.hpp"
#include "voice/g711.hpp"
#include "voice/keypad_tones.hpp"

using namespace callwell::voice;
using namespace callwell::voice::sounds;

namespace {

constexpr std::string_view kLayout = "123A456B789C*0#D";
constexpr double kRows[] = {697, 770, 852, 941}, kColumns[] = {1209, 1336, 1477, 1633};

std::vector<Sample> digit(char key, int ms, double low = 4000, double high = 4000, double shift = 1) {
  const std::size_t at = kLayout.find(key);
  return tones(ms, kRows[at / 4] * shift, low, kColumns[at % 4] * shift, high);
}

/// All sixteen digits under the same conditions; what was heard of them, through µ-law, from every phase of a block.
std::string heard(int ms, int pause_ms, double twist_db = 0, double shift = 1, double level = 4000, double background = 0, int phase = 0) {
  std::vector<Sample> all = silence(100 + phase);
  const double high = level * std::pow(10, twist_db / 20);
  for (const char key : kLayout) {
    all += digit(key, ms, level, high, shift);
    all += silence(pause_ms);
  }
  all += silence(100);
  if (background > 0) all = mixed(all, noise(static_cast<int>(all.size() / 8), background));
  for (Sample &sample : all) sample = mulaw_decode(mulaw_encode(sample));
  KeypadTones keypad;
  std::string found;
  in_frames(all, [&](Samples samples) {
    if (const auto key = keypad.hear(samples)) found += *key;
  });
  return found;
}

}  // namespace

TEST_CASE("every digit of 40 ms and more is heard once, however it lies in the frames") {
  const int phase = GENERATE(0, 3, 7, 11, 16);
  CHECK(heard(40, 50, 0, 1, 4000, 0, phase) == kLayout);
  CHECK(heard(100, 60, 0, 1, 4000, 0, phase) == kLayout);
  CHECK(heard(800, 100, 0, 1, 4000, 0, phase) == kLayout);
}

TEST_CASE("what the standard accepts is accepted, what it refuses is refused") {
  struct Row { const char *what; int ms; double twist_db, shift, level, background; bool accepted; };
  const Row row = GENERATE(Row{"high tone 4 dB louder", 60, 4, 1, 3000, 0, true}, Row{"high tone 6 dB quieter", 60, -6, 1, 4000, 0, true}, Row{"1.5 % too high", 80, 0, 1.015, 4000, 0, true},
                           Row{"1.5 % too low", 80, 0, 0.985, 4000, 0, true}, Row{"quiet", 60, 0, 1, 350, 0, true}, Row{"noise 15 dB below", 80, 0, 1, 4000, 1000, true},
                           Row{"20 ms", 20, 0, 1, 4000, 0, false}, Row{"high tone 12 dB louder", 60, 12, 1, 1500, 0, false}, Row{"high tone 14 dB quieter", 60, -14, 1, 6000, 0, false},
                           Row{"3.5 % too high", 80, 0, 1.035, 4000, 0, false}, Row{"3.5 % too low", 80, 0, 0.965, 4000, 0, false}, Row{"a whisper", 60, 0, 1, 40, 0, false});
  INFO(row.what);
  const std::string found = heard(row.ms, 60, row.twist_db, row.shift, row.level, row.background);
  if (row.accepted) {
    CHECK(found == kLayout);
  } else {
    CHECK(found.size() <= 2);
  }
}

TEST_CASE("a voice and noise press no key") {
  KeypadTones keypad;
  int pressed = 0;
  const auto listen = [&](const std::vector<Sample> &sound) {
    in_frames(sound, [&](Samples samples) { pressed += keypad.hear(samples).has_value(); });
  };
  listen(spoken(60'000, 12000));
  listen(noise(30'000, 2000));
  CHECK(pressed == 0);
}

TEST_CASE("a fax, a beep and the three notes are told once; speech and keypad digits are none of them") {
  std::vector<Sample> fax;
  for (int i = 0; i < 2; ++i) {
    fax += tones(500, 1100, 5000);
    fax += silence(3000);
  }
  std::vector<Sample> notes = tones(330, 950, 5000);
  notes += tones(330, 1400, 5000);
  notes += tones(330, 1800, 5000);
  notes += silence(500);
  std::vector<Sample> beep = spoken(3000);
  beep += silence(200);
  beep += tones(400, 1000, 6000);
  beep += silence(500);
  std::vector<Sample> keys;
  for (const char key : std::string("5512")) {
    keys += digit(key, 400);
    keys += silence(100);
  }
  const auto told = [](const std::vector<Sample> &sound) {
    Spectrum spectrum;
    CallTones call_tones;
    std::vector<CallTone> all;
    in_frames(sound, [&](Samples samples) {
      spectrum.take(samples);
      if (const auto tone = call_tones.hear(spectrum)) all.push_back(*tone);
    });
    return all;
  };
  CHECK(told(fax) == std::vector{CallTone::fax});
  CHECK(told(notes) == std::vector{CallTone::not_in_service});
  CHECK(told(beep) == std::vector{CallTone::beep});
  CHECK(told(keys).empty());
  CHECK(told(spoken(20'000)).empty());
}
