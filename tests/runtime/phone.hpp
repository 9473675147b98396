// A telephone, a caller of synthetic speech, a recogniser and a voice of the tests' own: everything real between.
#pragma once

#include "runtime/call_loop.hpp"

#include <atomic>
#include <deque>
#include <future>

#include "tests/operations/rig.hpp"
#include "tests/voice/sounds.hpp"

namespace callwell::testing {

using namespace callwell::voice;

/// What the caller says, turn by turn, whatever the sound is.
struct Script {
  std::mutex mutex;
  std::deque<std::string> lines;
  int heard_frames = 0;
};

class ScriptedStream : public RecogniserStream {
 public:
  ScriptedStream(std::shared_ptr<Script> script, OnRecognised on_recognised) : script_(std::move(script)), on_recognised_(std::move(on_recognised)) {}
  void hear(Samples) override { ++script_->heard_frames; }
  void expect(const Hearing &) override {}
  void end_of_turn() override {
    const std::lock_guard lock(script_->mutex);
    if (script_->lines.empty()) return;
    on_recognised_(Recognised{script_->lines.front(), 0.9F, true, false});
    script_->lines.pop_front();
  }

 private:
  std::shared_ptr<Script> script_;
  OnRecognised on_recognised_;
};

class ScriptedRecogniser : public Recogniser {
 public:
  explicit ScriptedRecogniser(std::shared_ptr<Script> script, bool broken = false) : script_(std::move(script)), broken_(broken) {}
  std::string_view name() const override { return broken_ ? "broken" : "scripted"; }
  base::Result<std::unique_ptr<RecogniserStream>> open(std::int32_t, const Hearing &, OnRecognised on_recognised) override {
    if (broken_) return base::Error{base::Status::unavailable, "nobody listens", "speech_to_text"};
    return std::unique_ptr<RecogniserStream>(std::make_unique<ScriptedStream>(script_, std::move(on_recognised)));
  }

 private:
  std::shared_ptr<Script> script_;
  bool broken_;
};

/// Speaks every text at once, 40 ms a character's width of a voice, or fails.
class QuickVoice : public Synthesiser {
 public:
  explicit QuickVoice(std::string name, bool fails = false) : broken(fails), name_(std::move(name)) {}
  std::string_view name() const override { return name_; }
  base::Result<std::unique_ptr<SpeechHandle>> speak(const SpeechRequest &request, OnSpeech on_speech) override {
    {
      const std::lock_guard lock(mutex);
      said.push_back(request.text);
    }
    if (broken) {
      on_speech(base::Error{base::Status::unavailable, "no voice", "text_to_speech"});
    } else {
      on_speech(SpeechPiece{std::make_shared<const std::vector<Sample>>(sounds::spoken(static_cast<int>(request.text.size()) * 10, 5000, request.rate)), {}, true});
    }
    return std::make_unique<SpeechHandle>();
  }
  std::atomic<bool> broken;
  std::mutex mutex;
  std::vector<std::string> said;

 private:
  std::string name_;
};

/// A telephone line whose time passes frame by frame: however slow the machine, the agent has thought before the next frame comes.
struct Phone {
  runtime::CallLoop *loop = nullptr;
  std::shared_ptr<std::atomic<std::int64_t>> clock_us;
  std::shared_ptr<runtime::Call> call;
  std::vector<Sample> room = sounds::noise(20'000, 8);
  std::size_t at = 0;
  std::int64_t agent_frames = 0;
  std::vector<runtime::CallEvent> events;
  std::vector<Sample> said, heard;       ///< what went over the wire, both ways

  void frame(Samples speech) {
    std::array<std::uint8_t, 160> bytes{};
    std::array<Sample, 160> mixed{};
    for (std::size_t i = 0; i < 160; ++i) mixed[i] = static_cast<Sample>((i < speech.size() ? speech[i] : 0) + room[at++ % room.size()]);
    encode_g711(Encoding::mulaw, mixed, bytes);
    for (const std::uint8_t code : bytes) said.push_back(mulaw_decode(code));
    call->line().push(bytes);
    call->line().pull(bytes);
    for (const std::uint8_t code : bytes) heard.push_back(mulaw_decode(code));
    int loud = 0;
    for (const std::uint8_t code : bytes) loud = std::max(loud, std::abs(static_cast<int>(mulaw_decode(code))));
    agent_frames += loud > 500;
    *clock_us += kFrameUs;
    settle();
    while (auto event = call->next()) events.push_back(*event);
  }
  void settle() {
    do {
      std::promise<void> passed;
      loop->post([&passed] { passed.set_value(); });
      passed.get_future().wait();
    } while (call->thinking() || !rested());
  }
  /// Two rounds of the loop in which nothing was asked for.
  bool rested() {
    for (int round = 0; round < 2; ++round) {
      std::promise<void> passed;
      loop->post([&passed] { passed.set_value(); });
      passed.get_future().wait();
      if (call->thinking()) return false;
    }
    return true;
  }
  bool ended() const { return std::any_of(events.begin(), events.end(), [](const auto &e) { return e.kind == runtime::CallEvent::Kind::hang_up; }); }
  void speak(int ms) { sounds::in_frames(sounds::spoken(ms, 8000), [this](Samples samples) { frame(samples); }); }
  /// Listens until the agent has spoken and then been silent for a while.
  void listen(int longest_ms = 30'000) {
    const std::int64_t before = agent_frames;
    int silent = 0;
    for (int ms = 0; ms < longest_ms && !ended() && (agent_frames == before || silent < 800); ms += 20) {
      const std::int64_t then = agent_frames;
      frame({});
      silent = agent_frames == then ? silent + 20 : 0;
    }
  }
};

struct Stage {
  explicit Stage(RigOptions options = {}) : rig(std::move(options)) {}

  Rig rig;
  bool foresee = false;
  std::shared_ptr<Script> script = std::make_shared<Script>();
  std::shared_ptr<QuickVoice> voice = std::make_shared<QuickVoice>("quick");
  std::vector<std::shared_ptr<Synthesiser>> voices{voice};
  std::vector<std::shared_ptr<Recogniser>> ears{std::make_shared<ScriptedRecogniser>(script)};
  std::unique_ptr<runtime::CallLoop> loop;

  Phone call(runtime::CallOptions options = {}) {
    const runtime::VoiceServices services{ears, std::make_shared<runtime::Speaker>(voices), {}, foresee};
    auto clock = std::make_shared<std::atomic<std::int64_t>>(rig.now.us);
    loop = std::make_unique<runtime::CallLoop>(rig.agent, [services](const operations::Tenant &) { return services; }, [clock] { return base::Instant{clock->load()}; });
    options.contact = kPatient;
    Phone phone;
    phone.loop = loop.get();
    phone.clock_us = clock;
    phone.call = need(loop->open(options));
    return phone;
  }
  std::string last_said() {
    const std::lock_guard lock(voice->mutex);
    return voice->said.empty() ? std::string() : voice->said.back();
  }
  std::string said() {
    const std::lock_guard lock(voice->mutex);
    std::string all;
    for (const std::string &text : voice->said) all += text + " ";
    return all;
  }
};

}  // namespace callwell::testing
