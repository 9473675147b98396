// The chain of a practice's voices, each played by hand, and then by the real adapters over a network played by hand.
#include "runtime/speaker.hpp"

#include <catch2/catch.hpp>
#include <thread>

#include "adapters/text_to_speech/voices.hpp"
#include "base/crypto.hpp"
#include "tests/adapters/hand_network.hpp"

using namespace callwell;
using namespace callwell::voice;
using base::Status;
using runtime::Speaker;

namespace {

SpeechPiece piece(std::size_t samples, bool last = false) { return {std::make_shared<const std::vector<Sample>>(samples, Sample{1}), {{static_cast<std::int64_t>(samples), 1}}, last}; }
base::Error gone() { return {Status::unavailable, "gone", "text_to_speech"}; }

/// Says what the test lets it say, when it lets it.
struct HandVoice : Synthesiser {
  explicit HandVoice(std::string name) : name_(std::move(name)) {}
  std::string_view name() const override { return name_; }
  base::Result<std::unique_ptr<SpeechHandle>> speak(const SpeechRequest &request, OnSpeech on_speech) override {
    requests.push_back(request);
    speeches.push_back(std::move(on_speech));
    if (within) within(speeches.back());
    if (refuses) return gone();
    struct Handle : SpeechHandle {
      explicit Handle(int &count) : abandoned(count) {}
      ~Handle() override { ++abandoned; }
      int &abandoned;
    };
    return std::unique_ptr<SpeechHandle>(std::make_unique<Handle>(abandoned));
  }
  std::vector<SpeechRequest> requests;
  std::vector<OnSpeech> speeches;
  std::function<void(const OnSpeech &)> within;
  bool refuses = false;
  int abandoned = 0;

 private:
  std::string name_;
};

struct Stage {
  std::shared_ptr<HandVoice> first = std::make_shared<HandVoice>("first"), second = std::make_shared<HandVoice>("second");
  std::int64_t now_ms = 1'000;
  std::unique_ptr<Speaker> speaker = std::make_unique<Speaker>(Speaker::Synthesisers{first, second}, 1 << 20, [this] { return now_ms; });
  std::vector<base::Result<SpeechPiece>> heard;
  std::vector<std::string> went_to;

  std::shared_ptr<runtime::Speaking> speak(const std::string &text = "Hello.") {
    heard.clear();
    return speaker->speak({text, "en", "anna", 8000}, [this](base::Result<SpeechPiece> made) { heard.push_back(std::move(made)); },
                          [this](std::string_view name) { went_to.emplace_back(name); });
  }
  bool ended_well() const { return !heard.empty() && heard.back() && heard.back()->last; }
};

}  // namespace

TEST_CASE("a voice that fails before its first sample is replaced, whichever way it says so") {
  struct Row { const char *what; std::function<void(HandVoice &)> fails; };
  for (const Row &row : {Row{"it refuses", [](HandVoice &voice) { voice.refuses = true; }},
                         Row{"it says so while it is asked", [](HandVoice &voice) { voice.within = [](const OnSpeech &tell) { tell(gone()); }; }},
                         Row{"it says so in both ways", [](HandVoice &voice) { voice.refuses = true; voice.within = [](const OnSpeech &tell) { tell(gone()); }; }}}) {
    INFO(row.what);
    Stage stage;
    row.fails(*stage.first);
    const auto speaking = stage.speak();
    REQUIRE(stage.second->speeches.size() == 1);
    CHECK(stage.second->abandoned == 0);             // by the handle of the first, which came when it had failed already
    CHECK(stage.second->requests[0].voice.empty());  // the first one's name of a voice is nobody else's
    stage.second->speeches[0](piece(80, true));
    CHECK(stage.ended_well());
    CHECK(stage.went_to == std::vector<std::string>{"second"});
  }
  Stage later;
  const auto speaking = later.speak();
  CHECK(later.second->speeches.empty());
  later.first->speeches[0](gone());
  later.first->speeches[0](piece(80, true));  // what it says after its end is not heard
  REQUIRE(later.second->speeches.size() == 1);
  CHECK(later.heard.empty());
  CHECK(later.first->abandoned == 1);
  CHECK(later.second->abandoned == 0);
}

TEST_CASE("a sentence that breaks off ends where it is, and the next goes to the next voice") {
  Stage stage;
  const auto speaking = stage.speak();
  stage.first->speeches[0](piece(80));
  stage.first->speeches[0](gone());
  CHECK(stage.heard.size() == 2);
  CHECK(stage.ended_well());
  CHECK(stage.second->speeches.empty());
  CHECK(stage.went_to == std::vector<std::string>{"second"});
  CHECK(stage.speaker->ready({"Hello.", "en", "anna", 8000}) == nullptr);  // half a prompt is none

  const auto next = stage.speak("And you?");
  CHECK(stage.first->speeches.size() == 1);
  REQUIRE(stage.second->speeches.size() == 1);
  stage.now_ms += 30'001;  // it has rested: one sentence tries
  const auto probe = stage.speak("Again."), other = stage.speak("Once more.");
  CHECK(stage.first->speeches.size() == 2);
  CHECK(stage.second->speeches.size() == 2);
  stage.first->speeches[1](piece(80, true));
  const auto after = stage.speak("Well.");
  CHECK(stage.first->speeches.size() == 3);
}

TEST_CASE("a silent voice is given up within the caller's patience, the last one later, and one that has begun when it stalls") {
  Stage stage;
  const auto speaking = stage.speak();
  const auto look = [&](std::int64_t ms) { Speaker::look_at_time(*speaking, ms * 1000); };
  look(5'000);
  look(6'999);
  CHECK(stage.second->speeches.empty());
  look(7'000);
  REQUIRE(stage.second->speeches.size() == 1);
  CHECK(stage.first->abandoned == 1);
  look(7'010);
  look(12'000);
  CHECK(stage.heard.empty());
  stage.second->speeches[0](piece(80));
  look(12'010);
  look(16'000);
  CHECK_FALSE(stage.ended_well());
  look(16'010);
  CHECK(stage.ended_well());
  CHECK(stage.second->abandoned == 1);
  look(99'000);
  CHECK(stage.heard.size() == 2);
}

TEST_CASE("when no voice is left the listener hears of an error, once; the last is asked even when it should rest") {
  Stage stage;
  stage.first->refuses = stage.second->refuses = true;
  for (int sentence = 1; sentence <= 2; ++sentence) {
    const auto speaking = stage.speak();
    REQUIRE(stage.heard.size() == 1);
    CHECK(stage.heard[0].error().status == Status::unavailable);
    CHECK(stage.second->speeches.size() == static_cast<std::size_t>(sentence));
  }
  CHECK(stage.first->speeches.size() == 1);
  Speaker nobody({});
  nobody.speak({"Hello."}, [&](base::Result<SpeechPiece> made) { stage.heard.push_back(std::move(made)); }, nullptr);
  CHECK(stage.heard.back().error().message == "no voice is configured");
}

TEST_CASE("a text that a voice does not like is no reason for a rest") {
  Stage stage;
  const auto speaking = stage.speak();
  stage.first->speeches[0](base::Error{Status::unsupported, "no such language"});
  CHECK(stage.second->speeches.size() == 1);
  const auto next = stage.speak("Another.");
  CHECK(stage.first->speeches.size() == 2);
}

TEST_CASE("prompts of the preferred voice are kept, those of one that stood in are not") {
  Stage stage;
  const SpeechRequest request{"Hello.", "en", "anna", 8000};
  auto speaking = stage.speak();
  stage.first->speeches[0](gone());
  stage.second->speeches[0](piece(80, true));
  CHECK(stage.speaker->ready(request) == nullptr);
  stage.now_ms += 30'001;
  speaking = stage.speak();
  stage.first->speeches[1](piece(80));
  stage.first->speeches[1](piece(40, true));
  const auto prompt = stage.speaker->ready(request);
  REQUIRE(prompt);
  CHECK(prompt->samples->size() == 120);
  CHECK(prompt->marks.size() == 2);
}

TEST_CASE("a speech that its listener drops in mid-word tells nothing more") {
  Stage stage;
  std::shared_ptr<runtime::Speaking> speaking;
  int pieces = 0;
  speaking = stage.speaker->speak({"Hello."}, [&](const auto &) { ++pieces; speaking.reset(); }, nullptr);
  stage.first->speeches[0](piece(80));
  stage.first->speeches[0](piece(80));
  stage.first->speeches[0](gone());
  CHECK(pieces == 1);
  CHECK(stage.first->abandoned == 1);
  CHECK(stage.second->speeches.empty());
}

TEST_CASE("voices that fail on threads of their own while the call looks at the time are each given up once") {
  struct Failing : Synthesiser {
    std::string_view name() const override { return "failing"; }
    base::Result<std::unique_ptr<SpeechHandle>> speak(const SpeechRequest &, OnSpeech on_speech) override {
      ++asked;
      threads.emplace_back([tell = std::move(on_speech)] { tell(gone()); });
      return std::make_unique<SpeechHandle>();
    }
    std::atomic<int> asked = 0;
    std::vector<std::jthread> threads;
  };
  for (int round = 0; round < 50; ++round) {
    const auto failing = std::make_shared<Failing>();
    const auto good = std::make_shared<HandVoice>("good");
    good->within = [](const OnSpeech &tell) { tell(piece(80, true)); };
    Speaker speaker({failing, good}, 1 << 20, [] { return 0; });
    std::atomic<int> lasts = 0;
    std::atomic<int> failovers = 0;
    const auto speaking = speaker.speak({"Hello."}, [&](const base::Result<SpeechPiece> &made) { lasts += made && made->last; }, [&](std::string_view) { ++failovers; });
    for (std::int64_t now_us = 0; now_us <= 3'000'000; now_us += 1'000'000) Speaker::look_at_time(*speaking, now_us);
    failing->threads.clear();
    CHECK(lasts == 1);
    CHECK(failovers == 1);
    CHECK(good->requests.size() == 1);
  }
}

TEST_CASE("a dying ElevenLabs is replaced by Polly, and Polly by the last voice, each announced") {
  const auto network = std::make_shared<testing::HandNetwork>();
  const auto elevenlabs = *adapters::make_voice({"elevenlabs", {{"api_key", "k"}, {"voice", "v"}}}, network);
  const auto polly = *adapters::make_voice({"polly", {{"region", "us-east-1"}, {"access_key_id", "a"}, {"secret_access_key", "s"}, {"word_times", "false"}}}, network);
  const auto last = std::make_shared<HandVoice>("last");
  last->within = [](const OnSpeech &tell) { tell(piece(160, true)); };
  Speaker speaker({elevenlabs, polly, last}, 1 << 20, [] { return 0; });
  std::vector<std::string> went_to;
  std::size_t samples = 0;
  int lasts = 0;
  const auto say = [&](const char *text) {
    return speaker.speak({text, "en", "", 8000},
                         [&](const base::Result<SpeechPiece> &made) {
                           REQUIRE(made.has_value());
                           samples += made->samples ? made->samples->size() : 0;
                           lasts += made->last;
                         },
                         [&](std::string_view name) { went_to.emplace_back(name); });
  };
  auto first = say("It dies in mid-sentence.");
  network->exchanges[0]->head(200);
  network->exchanges[0]->body(R"({"audio_base64":")" + base::base64(std::string(800, '\0')) + "\"}\n");
  network->exchanges[0]->end(base::Error{Status::corrupt, "cut"});
  CHECK((lasts == 1 && samples == 400));
  CHECK(went_to == std::vector<std::string>{"polly"});

  auto second = say("Polly speaks.");
  REQUIRE(network->exchanges.size() == 2);
  CHECK(network->exchanges[1]->request.url.find("polly") != std::string::npos);
  network->exchanges[1]->head(200);
  network->exchanges[1]->body(std::string(800, '\0'));
  network->exchanges[1]->end();
  CHECK((lasts == 2 && samples == 800));

  auto third = say("Polly is throttled.");
  REQUIRE(network->exchanges.size() == 3);
  network->exchanges[2]->head(400, {{"x-amzn-errortype", "ThrottlingException"}});
  CHECK((lasts == 3 && samples == 960));
  CHECK(went_to == std::vector<std::string>{"polly", "last"});

  auto fourth = say("Nobody is asked in vain.");
  CHECK(network->exchanges.size() == 3);
  CHECK(lasts == 4);
}
