// What a call prepares before the caller has finished, what a language model adds to it, and what cannot wait.
#include "tests/operations/scripted_model.hpp"
#include "tests/runtime/phone.hpp"

using namespace callwell;
using namespace callwell::testing;

namespace {

constexpr std::string_view kRiddle = "it goes up and down like that mostly";

struct ModelStage : Stage {
  explicit ModelStage(bool looks_ahead = false) : Stage(RigOptions{.more = kModelInFile}) {
    foresee = looks_ahead;
    rig.agent->find_tenant(kOak)->use_language_model(model);
  }
  std::shared_ptr<ScriptedModel> model = std::make_shared<ScriptedModel>();
};

}  // namespace

TEST_CASE("a language model's words are spoken sentence by sentence, and nobody is asked anew") {
  ModelStage stage;
  stage.script->lines = {std::string(kRiddle)};
  Phone phone = stage.call();
  phone.listen();
  phone.speak(900);
  for (int i = 0; i < 60 && stage.model->asked() == 0; ++i) phone.frame({});
  REQUIRE(stage.model->asked() == 1);
  CHECK(stage.model->moment().find("up and down") != std::string::npos);
  stage.model->answers({words("We are glad you tol"), words("d us. Please tell me"), words(" more."), words("", true)});
  phone.listen();
  CHECK(stage.said().find("We are glad you told us. ") != std::string::npos);
  CHECK(stage.last_said() == "Please tell me more.");
}

TEST_CASE("a language model may start what a caller meant") {
  ModelStage stage;
  stage.model->answers({tool("start_flow", {{"flow", "book"}}), words("", true)});
  stage.script->lines = {std::string(kRiddle)};
  Phone phone = stage.call();
  phone.listen();
  phone.speak(900);
  phone.listen();
  INFO(stage.said());
  CHECK(stage.last_said().find("name") != std::string::npos);
}

TEST_CASE("while a model thinks the caller hears a sign of life, and what the caller says then counts") {
  ModelStage stage;
  stage.script->lines = {std::string(kRiddle)};
  Phone phone = stage.call();
  phone.listen();
  phone.speak(900);
  for (int i = 0; i < 100; ++i) phone.frame({});
  CHECK(stage.said().find("Let me see.") != std::string::npos);
  stage.script->lines = {"I want to book a cleaning."};
  phone.speak(900);
  phone.listen();
  const std::string asked = stage.last_said();
  stage.model->answers({tool("stop_flow", {}), words("Never mind.", true)});
  for (int i = 0; i < 50; ++i) phone.frame({});
  CHECK(stage.last_said() == asked);
}

TEST_CASE("a model that never answers leaves the caller with the built-in policy") {
  ModelStage stage;
  stage.script->lines = {std::string(kRiddle)};
  Phone phone = stage.call();
  phone.listen();
  phone.speak(900);
  for (int i = 0; i < 700; ++i) phone.frame({});
  INFO(stage.said());
  CHECK(stage.said().find("One moment") != std::string::npos);
  CHECK(stage.said().find("book") != std::string::npos);
}

TEST_CASE("the answer is being made before the turn is over") {
  Stage stage;
  stage.foresee = true;
  Phone phone = stage.call();
  phone.listen();
  stage.script->lines = {"I'd like to book a cleaning."};
  const std::string before = stage.last_said();
  phone.speak(900);
  int frames = 0;
  const std::int64_t heard = phone.agent_frames;
  while (stage.last_said() == before && frames < 100) phone.frame({}), ++frames;
  CHECK(phone.agent_frames == heard);  // made, and not said: the caller may go on
  CHECK(frames < 100);
  phone.listen();
  CHECK(phone.agent_frames > heard);
}

TEST_CASE("what was foreseen is spoken once and paid for once") {
  ModelStage stage(true);
  stage.model->answers({words("We are glad you told us.", true)});
  stage.script->lines = {std::string(kRiddle)};
  Phone phone = stage.call();
  phone.listen();
  phone.speak(900);
  phone.listen();
  CHECK(stage.last_said() == "We are glad you told us.");
  CHECK(stage.model->asked() == 1);
}

TEST_CASE("a caller who goes on is answered as to all of it, and what was foreseen is forgotten") {
  Stage stage;
  stage.foresee = true;
  Phone phone = stage.call();
  phone.listen();
  stage.script->lines = {"I'd like to book a cleaning.", "Actually I want to speak to a person."};
  phone.speak(700);
  for (int i = 0; i < 10; ++i) phone.frame({});
  phone.speak(700);
  phone.listen();
  for (int i = 0; i < 100 && phone.events.empty(); ++i) phone.frame({});
  REQUIRE_FALSE(phone.events.empty());
  CHECK(phone.events.front().kind == runtime::CallEvent::Kind::transfer);
  const json::object listed = stage.rig.run("conversations.list");
  CHECK(listed.at("items").as_array().size() == 1);
}

TEST_CASE("after a question the next one is made ready, whatever the answer will be") {
  Stage stage;
  stage.foresee = true;
  stage.script->lines = {"I'd like to book a cleaning.", "Maria Lopez."};
  Phone phone = stage.call();
  phone.listen();
  phone.speak(900);
  phone.listen();
  // Already the question behind the name: made on a thread that nobody waits for, so the line stays quiet until it is.
  for (int i = 0; i < 500 && stage.last_said().find("name") != std::string::npos; ++i) phone.frame({});
  CHECK(stage.last_said().find("name") == std::string::npos);
  std::size_t made = 0;
  {
    const std::lock_guard lock(stage.voice->mutex);
    made = stage.voice->said.size();
    REQUIRE(made > 1);
  }
  phone.speak(900);
  phone.listen();
  const std::lock_guard lock(stage.voice->mutex);
  CHECK(stage.voice->said.size() <= made + 2);
}

TEST_CASE("an emergency is answered in the middle of the sentence") {
  struct Interim : RecogniserStream {
    explicit Interim(OnRecognised on_recognised) : say(std::move(on_recognised)) {}
    void hear(Samples) override {
      if (++frames == 150) say(Recognised{"my father stopped breathing", 0.9F, false, false});
      if (frames == 152) say(Recognised{"my father stopped breathing and he", 0.9F, false, false});
    }
    void expect(const Hearing &) override {}
    void end_of_turn() override {}
    OnRecognised say;
    int frames = 0;
  };
  struct Ears : Recogniser {
    std::string_view name() const override { return "interim"; }
    base::Result<std::unique_ptr<RecogniserStream>> open(std::int32_t, const Hearing &, OnRecognised on_recognised) override {
      return std::unique_ptr<RecogniserStream>(std::make_unique<Interim>(std::move(on_recognised)));
    }
  };
  Stage stage;
  stage.ears = {std::make_shared<Ears>()};
  Phone phone = stage.call();
  for (int i = 0; i < 110; ++i) phone.frame({});
  phone.speak(1'600);  // still speaking when the words are there
  INFO(stage.said());
  CHECK(stage.said().find("911") != std::string::npos);
}

TEST_CASE("a voice that fails while the answer is foreseen is told like any other") {
  Stage stage;
  stage.foresee = true;
  const auto first = std::make_shared<QuickVoice>("first");
  stage.voices.insert(stage.voices.begin(), first);
  Phone phone = stage.call();
  phone.listen();
  REQUIRE(phone.events.empty());
  first->broken = true;
  stage.script->lines = {"I'd like to book a cleaning."};
  phone.speak(900);
  phone.listen();
  REQUIRE_FALSE(phone.events.empty());
  CHECK(phone.events.front().kind == runtime::CallEvent::Kind::failover);
  CHECK(phone.events.front().text == "quick");
}
