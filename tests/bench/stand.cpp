#include "tests/bench/stand.hpp"

#include <malloc.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <numeric>

#include "tests/bench/allocations.hpp"
#include "tests/voice/sounds.hpp"
#include "voice/g711.hpp"

namespace callwell::bench {

using namespace voice;

namespace {

class ScriptedStream : public RecogniserStream {
 public:
  ScriptedStream(Hearing hearing, Script script, OnRecognised on_recognised) : hearing_(std::move(hearing)), script_(std::move(script)), on_recognised_(std::move(on_recognised)) {}
  void hear(Samples) override {}
  void expect(const Hearing &hearing) override { hearing_ = hearing; }
  void end_of_turn() override {
    const std::string words = script_(hearing_, turn_);
    if (words.empty()) return;
    ++turn_;
    on_recognised_(Recognised{words, 0.9F, true, false});
  }

 private:
  Hearing hearing_;
  Script script_;
  OnRecognised on_recognised_;
  std::size_t turn_ = 0;
};

class ScriptedRecogniser : public Recogniser {
 public:
  explicit ScriptedRecogniser(Script script) : script_(std::move(script)) {}
  std::string_view name() const override { return "scripted"; }
  base::Result<std::unique_ptr<RecogniserStream>> open(std::int32_t, const Hearing &hearing, OnRecognised on_recognised) override {
    return std::unique_ptr<RecogniserStream>(std::make_unique<ScriptedStream>(hearing, script_, std::move(on_recognised)));
  }

 private:
  Script script_;
};

class QuickVoice : public Synthesiser {
 public:
  explicit QuickVoice(int ms_per_character) : ms_per_character_(ms_per_character) {}
  std::string_view name() const override { return "quick"; }
  base::Result<std::unique_ptr<SpeechHandle>> speak(const SpeechRequest &request, OnSpeech on_speech) override {
    static const std::vector<Sample> kVoice = sounds::spoken(2000, 5000);
    std::vector<Sample> speech(request.text.size() * static_cast<std::size_t>(ms_per_character_ * request.rate / 1000));
    for (std::size_t i = 0; i < speech.size(); ++i) speech[i] = kVoice[i % kVoice.size()];
    on_speech(SpeechPiece{std::make_shared<const std::vector<Sample>>(std::move(speech)), {}, true});
    return std::make_unique<SpeechHandle>();
  }

 private:
  int ms_per_character_;
};

}  // namespace

runtime::VoiceServices stand_in(Script script, int ms_per_character) {
  return {{std::make_shared<ScriptedRecogniser>(std::move(script))},
          std::make_shared<runtime::Speaker>(runtime::Speaker::Synthesisers{std::make_shared<QuickVoice>(ms_per_character)}), {}};
}

const std::vector<std::uint8_t> &caller_sound() {
  static const std::vector<std::uint8_t> kCoded = [] {
    std::vector<Sample> sound = sounds::spoken(1000, 7000);
    sounds::operator+=(sound, sounds::silence(5000));
    sound = sounds::mixed(sound, sounds::noise(6000, 10));
    std::vector<std::uint8_t> coded(sound.size());
    encode_g711(Encoding::mulaw, sound, coded);
    return coded;
  }();
  return kCoded;
}

Memory memory() {
  std::int64_t pages = 0, resident = 0;
  std::ifstream("/proc/self/statm") >> pages >> resident;
  const struct mallinfo2 heap = mallinfo2();
  return {allocations().bytes_live, static_cast<std::int64_t>(heap.uordblks + heap.hblkhd), resident * sysconf(_SC_PAGESIZE)};
}

double slope(const std::vector<double> &x, const std::vector<double> &y) {
  const double n = static_cast<double>(x.size()), mx = std::accumulate(x.begin(), x.end(), 0.0) / n, my = std::accumulate(y.begin(), y.end(), 0.0) / n;
  double up = 0, down = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    up += (x[i] - mx) * (y[i] - my);
    down += (x[i] - mx) * (x[i] - mx);
  }
  return down > 0 ? up / down : 0;
}

double at_share(std::vector<double> values, double share) {
  std::sort(values.begin(), values.end());
  return values.empty() ? 0 : values[std::min(values.size() - 1, static_cast<std::size_t>(share * static_cast<double>(values.size())))];
}

}  // namespace callwell::bench
