// What the caller heard of the agent, to the word.
#include <catch2/catch.hpp>

#include <sstream>
#include <string>

#include "base/ids.hpp"
#include "tests/voice/sounds.hpp"
#include "voice/playout.hpp"

using namespace callwell;
using namespace callwell::voice;
using namespace callwell::voice::sounds;

namespace {

SharedSamples shared(std::vector<Sample> samples) { return std::make_shared<const std::vector<Sample>>(std::move(samples)); }

std::vector<Sample> pull(Playout &playout, int frames) {
  std::vector<Sample> all;
  std::array<Sample, 160> frame;
  for (int i = 0; i < frames; ++i) {
    playout.pull(frame);
    all.insert(all.end(), frame.begin(), frame.end());
  }
  return all;
}

std::size_t count_words(const std::string &text) {
  std::istringstream in(text);
  std::string word;
  std::size_t words = 0;
  while (in >> word) ++words;
  return words;
}

}  // namespace

TEST_CASE("speeches come out one after the other, whole, with silence after them") {
  Playout playout(8000);
  playout.begin(1, "one", {});
  playout.add(1, shared(std::vector<Sample>(400, 11)));
  playout.begin(2, "two", {});
  playout.add(2, shared(std::vector<Sample>(100, 22)));
  playout.add(1, shared(std::vector<Sample>(80, 12)));
  playout.finish(1);
  playout.finish(2);
  std::vector<SpeechId> ended;
  std::array<Sample, 160> frame;
  std::vector<Sample> all;
  for (int i = 0; i < 6; ++i) {
    if (const auto id = playout.pull(frame)) ended.push_back(*id);
    all.insert(all.end(), frame.begin(), frame.end());
  }
  CHECK(ended == std::vector<SpeechId>{1, 2});
  CHECK(std::count(all.begin(), all.end(), 11) == 400);
  CHECK(std::count(all.begin(), all.end(), 12) == 80);
  CHECK(std::count(all.begin(), all.end(), 22) == 100);
  CHECK(playout.empty());
}

TEST_CASE("a thousand cuts at any moment: the recorded words are those that were played, within one") {
  base::Random random(4);
  std::size_t worst = 0;
  for (int trial = 0; trial < 1000; ++trial) {
    const bool marked = trial % 2 == 0;
    std::string text;
    std::vector<std::int64_t> ends;  // of each word, in samples
    std::int64_t length = 0;
    const std::size_t words = 3 + random.next() % 30;
    std::vector<WordMark> marks;
    for (std::size_t w = 0; w < words; ++w) {
      const std::size_t letters = 1 + random.next() % 9;
      if (w > 0) text += ' ';
      text += std::string(letters, 'a');
      length += static_cast<std::int64_t>(letters + 1) * 533;
      ends.push_back(length);
      marks.push_back({length, text.size()});
    }
    Playout playout(8000);
    playout.begin(1, text, {});
    playout.add(1, shared(std::vector<Sample>(static_cast<std::size_t>(length), 100)));
    if (marked) {
      for (const WordMark &mark : marks) playout.mark(1, mark);
    }
    playout.finish(1);
    const auto frames = static_cast<std::int64_t>(random.next()) & 0x7FFFFFFF;
    const std::int64_t cut = frames % (length / 160 + 1);
    pull(playout, static_cast<int>(cut));
    const auto heard = static_cast<std::int64_t>(count_words(playout.heard()));
    std::int64_t played = 0;
    for (const std::int64_t end : ends) played += end <= cut * 160;
    if (playout.empty()) continue;  // played to its end
    worst = std::max(worst, static_cast<std::size_t>(std::abs(heard - played)));
  }
  CHECK(worst <= 1);
}

TEST_CASE("a pause fades within one frame; going on begins the broken word anew") {
  Playout playout(8000);
  playout.begin(1, "first second third", {});
  playout.add(1, shared(std::vector<Sample>(8000 * 3, 1000)));
  for (int word = 1; word <= 3; ++word) playout.mark(1, {8000 * word, static_cast<std::size_t>(word == 1 ? 5 : word == 2 ? 12 : 18)});
  playout.finish(1);
  pull(playout, 60);  // 1.2 s: in the second word
  playout.pause();
  const auto faded = pull(playout, 1);
  CHECK(faded.front() > 900);
  CHECK(faded.back() == 0);
  CHECK(pull(playout, 20) == std::vector<Sample>(20 * 160, 0));
  CHECK(playout.heard() == "first");
  playout.resume();
  const auto rest = pull(playout, 200);
  const auto sounding = std::count_if(rest.begin(), rest.end(), [](Sample s) { return s != 0; });
  CHECK(sounding > 2 * 8000 - 320);  // two whole words
  CHECK(sounding <= 2 * 8000);
  CHECK(playout.empty());
}

TEST_CASE("natural pacing is silence before the first sample, and late samples are counted") {
  Playout playout(8000);
  playout.begin(1, "well", {true, 100});
  playout.add(1, shared(std::vector<Sample>(160, 500)));
  CHECK(pull(playout, 5) == std::vector<Sample>(5 * 160, 0));
  CHECK(pull(playout, 1) == std::vector<Sample>(160, 500));
  CHECK(playout.starved_frames() == 0);
  pull(playout, 3);
  CHECK(playout.starved_frames() == 3);
  playout.finish(1);
  pull(playout, 1);
  CHECK(playout.empty());
}

TEST_CASE("after a cut nothing of the old speeches comes, and their late samples are forgotten") {
  Playout playout(8000);
  playout.begin(1, "one two", {});
  playout.begin(2, "three", {});
  playout.add(1, shared(std::vector<Sample>(1600, 9)));
  pull(playout, 2);
  playout.cut();
  playout.add(1, shared(std::vector<Sample>(1600, 9)));
  playout.add(2, shared(std::vector<Sample>(1600, 9)));
  CHECK(pull(playout, 5) == std::vector<Sample>(5 * 160, 0));
}
