// How long a caller waits: from the last sample of their speech to the first of the agent's, in real time through the whole call path,
// with services that take as long as the requirements' baseline says. Everything of ours is real; the services are timers.
// usage: call_latency PRACTICE.yaml [TURNS]
#include <time.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <thread>

#include "base/text.hpp"
#include "operations/agent.hpp"
#include "runtime/call_loop.hpp"
#include "tests/voice/sounds.hpp"
#include "voice/g711.hpp"

using namespace callwell;
using namespace callwell::voice;

namespace {

// Milliseconds: the baseline stage times of the voice requirements. A kept connection saves half of the network's share.
constexpr int kRecogniserMs = 50, kModelMs = 400, kVoiceMs = 200, kNewConnectionMs = 100, kKeptConnectionMs = 50;
constexpr int kTokenMs = 20;
constexpr const char *kQuestion = "Do you take Aetna insurance?", *kRiddle = "my cousin said you folks were on the radio once";
constexpr const char *kAnswer = "We are glad you told us. Please tell me more.";

std::int64_t now_ms() {
  timespec t{};
  clock_gettime(CLOCK_MONOTONIC, &t);
  return static_cast<std::int64_t>(t.tv_sec) * 1000 + t.tv_nsec / 1'000'000;
}

/// Runs things later, on one thread.
class Later {
 public:
  void in(std::int64_t ms, std::function<void()> body) {
    const std::lock_guard lock(mutex_);
    due_.emplace(now_ms() + ms, std::move(body));
    woken_.notify_one();
  }

 private:
  void run(const std::stop_token &stop) {
    std::unique_lock lock(mutex_);
    while (!stop.stop_requested()) {
      if (due_.empty()) {
        woken_.wait(lock, stop, [this] { return !due_.empty(); });
      } else if (due_.begin()->first > now_ms()) {
        woken_.wait_for(lock, std::chrono::milliseconds(due_.begin()->first - now_ms()));
      } else {
        const auto body = std::move(due_.begin()->second);
        due_.erase(due_.begin());
        lock.unlock();
        body();
        lock.lock();
      }
    }
  }
  std::mutex mutex_;
  std::condition_variable_any woken_;
  std::multimap<std::int64_t, std::function<void()>> due_;
  std::jthread thread_{[this](const std::stop_token &stop) { run(stop); }};
};

/// When things happened in the turn that is measured.
struct Stamps {
  std::atomic<std::int64_t> pause{0}, final{0}, model_asked{0}, sentence{0}, voice_asked{0}, voice_began{0};
  void clear() { pause = final = model_asked = sentence = voice_asked = voice_began = 0; }
};

struct Services {
  Later later;
  Stamps stamps;
  std::atomic<const char *> line{kQuestion};
  std::atomic<int> spoken_frames{0}, all_frames{1};
  int network_ms = kNewConnectionMs;
};

/// A word is known a while after it was said; what is final a while after the pause.
class Ears : public RecogniserStream {
 public:
  Ears(Services &services, OnRecognised on_recognised) : services_(services), tell_(std::make_shared<OnRecognised>(std::move(on_recognised))) {}
  void hear(Samples) override {
    const std::string_view line = services_.line.load();
    const std::size_t shown = std::min(line.size(), line.size() * static_cast<std::size_t>(services_.spoken_frames) / static_cast<std::size_t>(services_.all_frames));
    const std::size_t end = shown >= line.size() ? line.size() : line.substr(0, shown).rfind(' ');
    if (shown == 0 || end == std::string_view::npos || end == told_) return;
    told_ = end;
    say(std::string(line.substr(0, end)), false);
  }
  void expect(const Hearing &) override {}
  void end_of_turn() override {
    if (services_.stamps.pause == 0) services_.stamps.pause = now_ms();
    told_ = 0;
    say(services_.line.load(), true);
  }

 private:
  void say(std::string text, bool final) {
    services_.later.in(kRecogniserMs + services_.network_ms / 2, [tell = tell_, text = std::move(text), final, &stamps = services_.stamps] {
      if (final) stamps.final = now_ms();
      (*tell)(Recognised{text, 0.95F, final, false});
    });
  }
  Services &services_;
  std::shared_ptr<OnRecognised> tell_;
  std::size_t told_ = 0;
};

class Recognises : public Recogniser {
 public:
  explicit Recognises(Services &services) : services_(services) {}
  std::string_view name() const override { return "timed"; }
  base::Result<std::unique_ptr<RecogniserStream>> open(std::int32_t, const Hearing &, OnRecognised on_recognised) override {
    return std::unique_ptr<RecogniserStream>(std::make_unique<Ears>(services_, std::move(on_recognised)));
  }

 private:
  Services &services_;
};

class Speaks : public Synthesiser {
 public:
  explicit Speaks(Services &services) : services_(services) {}
  std::string_view name() const override { return "timed"; }
  base::Result<std::unique_ptr<SpeechHandle>> speak(const SpeechRequest &request, OnSpeech on_speech) override {
    services_.stamps.voice_asked = now_ms();
    const int loud = request.text.find("glad") != std::string::npos ? 14'000 : 4'000;  // told apart by ear
    auto sound = std::make_shared<const std::vector<Sample>>(sounds::spoken(static_cast<int>(request.text.size()) * 30, loud, request.rate));
    services_.later.in(kVoiceMs + services_.network_ms / 2, [on_speech = std::move(on_speech), sound, &stamps = services_.stamps] {
      stamps.voice_began = now_ms();
      on_speech(SpeechPiece{sound, {}, true});
    });
    return std::make_unique<SpeechHandle>();
  }

 private:
  Services &services_;
};

class Model : public dialog::LanguageModel {
 public:
  explicit Model(Services &services) : services_(services) {}
  std::string_view name() const override { return "timed"; }
  void warm() override {}
  base::Result<std::unique_ptr<dialog::ModelAnswer>> ask(const dialog::ModelRequest &, dialog::OnModel on_model) override {
    services_.stamps.model_asked = now_ms();
    const auto tell = std::make_shared<dialog::OnModel>(std::move(on_model));
    std::int64_t at = kModelMs + services_.network_ms / 2;
    for (const std::string_view word : base::split(kAnswer, ' ')) {
      services_.later.in(at, [tell, word = std::string(word) + " ", &stamps = services_.stamps] {
        if (word == "Please ") stamps.sentence = now_ms();
        (*tell)(dialog::ModelPiece{word, {}, false});
      });
      at += kTokenMs;
    }
    services_.later.in(at, [tell] { (*tell)(dialog::ModelPiece{{}, {}, true}); });
    return std::make_unique<dialog::ModelAnswer>();
  }

 private:
  Services &services_;
};

struct Waits { std::vector<double> first_sound, answer, pause, final, model_asked, sentence, voice_asked, voice_began; };

double middle(std::vector<double> &values, double share = 0.5) {
  std::sort(values.begin(), values.end());
  return values.empty() ? -1 : values[std::min(values.size() - 1, static_cast<std::size_t>(share * static_cast<double>(values.size())))];
}

/// One caller in real time: a frame every 20 ms.
class Caller {
 public:
  Caller(runtime::CallLoop &loop, Services &services) : services_(services), next_us_(now_ms() * 1000) {
    runtime::CallOptions options;
    options.contact = "+13125550177";
    call_ = *loop.open(options);
  }
  ~Caller() { call_->hung_up(); }

  int frame(Samples speech) {
    std::array<std::uint8_t, 160> bytes{};
    std::array<Sample, 160> mixed{};
    for (std::size_t i = 0; i < mixed.size(); ++i) mixed[i] = static_cast<Sample>((i < speech.size() ? speech[i] : 0) + room_[at_++ % room_.size()]);
    encode_g711(Encoding::mulaw, mixed, bytes);
    next_us_ += 20'000;
    const timespec until{next_us_ / 1'000'000, (next_us_ % 1'000'000) * 1000};
    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, nullptr);
    call_->line().push(bytes);
    call_->line().pull(bytes);
    int loudest = 0;
    for (const std::uint8_t code : bytes) loudest = std::max(loudest, std::abs(static_cast<int>(mulaw_decode(code))));
    while (call_->next()) {}
    return loudest;
  }
  void wait_until_quiet() {
    for (int silent = 0, frames = 0; silent < 60 && frames < 1500; ++frames) silent = frame({}) > 500 ? 0 : silent + 1;
  }
  void turn(Waits &waits, bool asks_model) {
    const std::vector<Sample> speech = sounds::spoken(1200, 8000);
    services_.stamps.clear();
    services_.all_frames = static_cast<int>(speech.size() / 160);
    services_.spoken_frames = 0;
    sounds::in_frames(speech, [this](Samples samples) {
      ++services_.spoken_frames;
      frame(samples);
    });
    services_.spoken_frames = services_.all_frames.load();
    const std::int64_t end = now_ms();
    std::int64_t first = 0, answer = 0;
    for (int i = 0; i < 400 && answer == 0; ++i) {
      const int loudest = frame({});
      if (loudest > 500 && first == 0) first = now_ms();
      if (first != 0 && (!asks_model || loudest > 8'000)) answer = now_ms();
    }
    const auto keep = [end](std::vector<double> &list, std::int64_t at) { if (at != 0) list.push_back(static_cast<double>(at - end)); };
    keep(waits.first_sound, first);
    keep(waits.answer, answer);
    keep(waits.pause, services_.stamps.pause);
    keep(waits.final, services_.stamps.final);
    keep(waits.model_asked, services_.stamps.model_asked);
    keep(waits.sentence, services_.stamps.sentence);
    keep(waits.voice_asked, services_.stamps.voice_asked);
    keep(waits.voice_began, services_.stamps.voice_began);
    wait_until_quiet();
  }

 private:
  Services &services_;
  std::shared_ptr<runtime::Call> call_;
  std::vector<Sample> room_ = sounds::noise(20'000, 8);
  std::size_t at_ = 0;
  std::int64_t next_us_;
};

void measure(const std::string &practices, bool foresee, bool asks_model, int turns) {
  Services services;
  services.network_ms = foresee ? kKeptConnectionMs : kNewConnectionMs;
  services.line = asks_model ? kRiddle : kQuestion;
  auto agent = operations::Agent::open({practices, {}}, base::system_now());
  if (!agent) {
    std::fprintf(stderr, "%s\n", agent.error().message.c_str());
    std::exit(1);
  }
  (*agent)->find_tenant({})->use_language_model(std::make_shared<Model>(services));
  Waits waits;
  {
    // Each turn has a call of its own, and no prompt is cached from one to the next: every answer is new to the voice.
    runtime::CallLoop loop(*agent, [&](const operations::Tenant &) {
      return runtime::VoiceServices{{std::make_shared<Recognises>(services)}, std::make_shared<runtime::Speaker>(runtime::Speaker::Synthesisers{std::make_shared<Speaks>(services)}), {}, foresee};
    });
    for (int i = 0; i < turns; ++i) {
      Caller caller(loop, services);
      caller.wait_until_quiet();
      caller.turn(waits, asks_model);
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
  }
  std::printf("%-22s %-15s first sound %4.0f (p95 %4.0f), answer %4.0f (p95 %4.0f) | pause found %4.0f, words final %4.0f", asks_model ? "a model answers" : "built-in answer",
              foresee ? "foreseen" : "one by one", middle(waits.first_sound), middle(waits.first_sound, 0.95), middle(waits.answer), middle(waits.answer, 0.95), middle(waits.pause), middle(waits.final));
  if (asks_model) std::printf(", model asked %4.0f, its sentence %4.0f", middle(waits.model_asked), middle(waits.sentence));
  std::printf(", voice asked %4.0f, voice began %4.0f\n", middle(waits.voice_asked), middle(waits.voice_began));
  std::fflush(stdout);
}

}  // namespace

int main(int argc, char **argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: call_latency PRACTICE.yaml [TURNS]\n");
    return 2;
  }
  const int turns = argc > 2 ? std::atoi(argv[2]) : 10;
  // The demo practice, with a model that answers where the built-in policy is at a loss.
  const std::filesystem::path file = std::filesystem::temp_directory_path() / ("call_latency_" + std::to_string(getpid()) + ".yaml");
  std::ofstream(file) << std::ifstream(argv[1]).rdbuf() << "\nlanguage_model:\n  - adapter: anthropic\n    settings: {api_key: none, model: none}\n";
  std::printf("milliseconds from the end of speech, median of %d turns; recogniser %d, model %d, voice %d, network %d (kept connections %d)\n", turns, kRecogniserMs, kModelMs, kVoiceMs,
              kNewConnectionMs, kKeptConnectionMs);
  for (const bool asks_model : {false, true}) {
    for (const bool foresee : {false, true}) measure(file.string(), foresee, asks_model, turns);
  }
  std::filesystem::remove(file);
}
