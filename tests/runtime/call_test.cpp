// Whole calls with sound: a caller of synthetic speech, a recogniser and a voice of the tests' own, and everything real between.
#include "runtime/call_loop.hpp"

#include <atomic>
#include <future>

#include "tests/operations/rig.hpp"
#include "tests/voice/sounds.hpp"

using namespace callwell;
using namespace callwell::testing;
using namespace callwell::voice;

namespace {

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
  explicit QuickVoice(std::string name, bool broken = false) : name_(std::move(name)), broken_(broken) {}
  std::string_view name() const override { return name_; }
  base::Result<std::unique_ptr<SpeechHandle>> speak(const SpeechRequest &request, OnSpeech on_speech) override {
    {
      const std::lock_guard lock(mutex);
      said.push_back(request.text);
    }
    if (broken_) {
      on_speech(base::Error{base::Status::unavailable, "no voice", "text_to_speech"});
    } else {
      on_speech(SpeechPiece{std::make_shared<const std::vector<Sample>>(sounds::spoken(static_cast<int>(request.text.size()) * 10, 5000, request.rate)), {}, true});
    }
    return std::make_unique<SpeechHandle>();
  }
  std::mutex mutex;
  std::vector<std::string> said;

 private:
  std::string name_;
  bool broken_;
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

  void frame(Samples speech) {
    std::array<std::uint8_t, 160> bytes{};
    std::array<Sample, 160> mixed{};
    for (std::size_t i = 0; i < 160; ++i) mixed[i] = static_cast<Sample>((i < speech.size() ? speech[i] : 0) + room[at++ % room.size()]);
    encode_g711(Encoding::mulaw, mixed, bytes);
    call->line().push(bytes);
    call->line().pull(bytes);
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
  Rig rig;
  std::shared_ptr<Script> script = std::make_shared<Script>();
  std::shared_ptr<QuickVoice> voice = std::make_shared<QuickVoice>("quick");
  std::vector<std::shared_ptr<Synthesiser>> voices{voice};
  std::vector<std::shared_ptr<Recogniser>> ears{std::make_shared<ScriptedRecogniser>(script)};
  std::unique_ptr<runtime::CallLoop> loop;

  Phone call(runtime::CallOptions options = {}) {
    runtime::VoiceServices services{ears, std::make_shared<runtime::Speaker>(voices), {}};
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

}  // namespace

TEST_CASE("a caller books by voice: greeted, asked, offered, confirmed, and the call ends after the farewell") {
  Stage stage;
  const std::pair<std::string_view, std::string_view> answers[] = {{"nything else", "No, that's all, goodbye."}, {"help", "Hi, I'd like to book a cleaning."}, {"name", "Maria Lopez."}, {"email", "maria at example dot com"},
                                                                   {"Goodbye", ""}, {"been", "Yes, I have."}, {"birth", "March third nineteen eighty five"}, {"book that", "Yes."},
                                                                   {"Which", "The first one please."}, {"When", "Any time next week."}, {"day", "Any time next week."}, {"correct", "Yes."},
                                                                   {"Shall", "Yes."}, {"work for you", "Yes."}};
  Phone phone = stage.call();
  phone.listen();
  for (int turn = 0; turn < 14 && !phone.ended(); ++turn) {
    const std::string asked = stage.last_said();
    const auto answer = std::find_if(std::begin(answers), std::end(answers), [&](const auto &a) { return asked.find(a.first) != std::string::npos; });
    INFO("asked: " << asked);
    REQUIRE(answer != std::end(answers));
    stage.script->lines = {std::string(answer->second)};
    phone.speak(900);
    phone.listen();
  }
  INFO(stage.said());
  REQUIRE(phone.ended());
  CHECK(phone.events.back().text == "booked");
  CHECK(stage.script->heard_frames > 100);
}

TEST_CASE("a voice that fails is replaced by the next one in the same call") {
  Stage stage;
  stage.voices.insert(stage.voices.begin(), std::make_shared<QuickVoice>("first", true));
  Phone phone = stage.call();
  phone.listen();
  CHECK(phone.agent_frames > 20);
  REQUIRE_FALSE(phone.events.empty());
  CHECK(phone.events.front().kind == runtime::CallEvent::Kind::failover);
  CHECK(phone.events.front().text == "quick");
}

TEST_CASE("without any recogniser the call goes on by text") {
  Stage stage;
  stage.ears = {std::make_shared<ScriptedRecogniser>(stage.script, true)};
  Phone phone = stage.call();
  for (int i = 0; i < 1500 && !phone.ended(); ++i) phone.frame({});
  REQUIRE(phone.ended());
  CHECK(phone.events.back().text == "continued_by_text");
}

TEST_CASE("a caller who says nothing is asked, and then written to") {
  Stage stage;
  Phone phone = stage.call();
  for (int i = 0; i < 3000 && !phone.ended(); ++i) phone.frame({});
  REQUIRE(phone.ended());
  CHECK(phone.events.back().text == "continued_by_text");
  CHECK(stage.said().find("still there") != std::string::npos);
}

TEST_CASE("a caller who wants a person is put through after the announcement, and taken back when nobody answers") {
  Stage stage;
  stage.script->lines = {"I want to talk to a real person."};
  Phone phone = stage.call();
  phone.listen();
  phone.speak(800);
  phone.listen();
  for (int i = 0; i < 200 && phone.events.empty(); ++i) phone.frame({});
  REQUIRE_FALSE(phone.events.empty());
  CHECK(phone.events.front().kind == runtime::CallEvent::Kind::transfer);
  CHECK(phone.events.front().json.find(R"("reason":"asked")") != std::string::npos);
  CHECK(phone.events.front().json.find("They asked for a person.") != std::string::npos);
  phone.call->transferred(base::Status::unavailable);
  const std::int64_t before = phone.agent_frames;
  phone.listen();
  CHECK(phone.agent_frames > before);
}

TEST_CASE("in an emergency the numbers are said and the caller is put through at once, with nothing in between") {
  Stage stage;
  write_file(stage.rig.folder.file("practices/oak.yaml"), practice_yaml(kOak, kOakNumber, kOakToken) + "\nemergency: {transfer_to: \"+13125550177\"}\n");
  stage.rig.agent = stage.rig.open();
  stage.script->lines = {"My dad can't breathe and his lips are blue."};
  Phone phone = stage.call();
  phone.listen();
  phone.speak(800);
  phone.listen();
  for (int i = 0; i < 200 && phone.events.empty(); ++i) phone.frame({});
  REQUIRE(phone.events.size() == 1);
  CHECK(phone.events[0].kind == runtime::CallEvent::Kind::transfer);
  CHECK(phone.events[0].text == "+13125550177");
  CHECK(phone.events[0].json.find(R"("reason":"emergency")") != std::string::npos);
  CHECK(stage.said().find("911") != std::string::npos);
  phone.call->transferred(base::Status::unavailable);
  phone.listen();
  CHECK(stage.last_said().find("room right now") != std::string::npos);  // the numbers again, and no message is taken
  CHECK_FALSE(phone.ended());
}

TEST_CASE("an announcement is said whole to whoever answered, and nothing else happens") {
  Stage stage;
  stage.script->lines = {"Hello?"};
  runtime::CallOptions options;
  options.announcement = "Maria Lopez wants to book a visit. They asked for a person.";
  Phone phone = stage.call(options);
  phone.speak(600);
  for (int i = 0; i < 1000 && !phone.ended(); ++i) phone.frame({});
  REQUIRE(phone.events.size() == 1);
  CHECK(phone.events[0].text == "announced");
  CHECK(stage.said() == "Maria Lopez wants to book a visit. They asked for a person. ");
  CHECK(phone.agent_frames > 20);
  CHECK(stage.rig.conversations() == 0);
}

TEST_CASE("an announcement that nobody hears out ends with the call") {
  Stage stage;
  runtime::CallOptions options;
  options.announcement = "Maria Lopez wants to book a visit.";
  Phone phone = stage.call(options);
  phone.frame({});
  phone.call->hung_up();
  for (int i = 0; i < 500 && !phone.ended(); ++i) {
    while (auto event = phone.call->next()) phone.events.push_back(*event);
    phone.settle();
  }
  CHECK(phone.ended());
  CHECK(stage.rig.conversations() == 0);
}

TEST_CASE("calls that are hung up at any moment leave nothing behind") {
  Stage stage;
  stage.script->lines = {"I'd like to book a cleaning.", "Tomorrow morning."};
  for (int moment = 0; moment < 6; ++moment) {
    Phone phone = stage.call();
    for (int i = 0; i < moment * 25; ++i) phone.frame({});
    if (moment % 2 == 1) phone.speak(600);
    phone.call->hung_up();
    for (int i = 0; i < 500 && !phone.ended(); ++i) {
      while (auto event = phone.call->next()) phone.events.push_back(*event);
      phone.settle();
    }
    CHECK(phone.ended());
  }
}

TEST_CASE("of a reply that was cut only what was heard stays in the record") {
  Stage stage;
  Phone phone = stage.call();
  for (int i = 0; i < 40; ++i) phone.frame({});  // into the greeting
  stage.script->lines = {"I'd like to book a cleaning."};
  phone.speak(1200);
  phone.listen();
  const json::object listed = stage.rig.run("conversations.list");
  const std::string id(listed.at("items").as_array().at(0).at("conversation_id").as_string());
  const json::object seen = stage.rig.run("conversations.view", {{"conversation_id", id}});
  const std::string greeting(seen.at("messages").as_array().at(0).at("text").as_string());
  INFO(greeting);
  CHECK(greeting.starts_with("Thanks for calling"));
  CHECK(greeting.find("help") == std::string::npos);
  const auto cut = std::find_if(phone.events.begin(), phone.events.end(), [](const auto &e) { return e.kind == runtime::CallEvent::Kind::interrupted; });
  REQUIRE(cut != phone.events.end());
  CHECK(cut->text == greeting);
}
