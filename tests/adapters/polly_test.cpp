#include "adapters/text_to_speech/polly.hpp"

#include <catch2/catch.hpp>

#include "adapters/text_to_speech/polly_messages.hpp"
#include "adapters/text_to_speech/voices.hpp"
#include "base/json.hpp"
#include "tests/adapters/hand_network.hpp"

using namespace callwell;
using namespace callwell::adapters;
using base::Status;
namespace json = base::json;

namespace {

struct Stage {
  std::shared_ptr<testing::HandNetwork> network = std::make_shared<testing::HandNetwork>();
  practice::PortConfig config{"polly", {{"region", "us-east-1"}, {"access_key_id", "AKIDEXAMPLE"}, {"secret_access_key", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"}}};
  std::shared_ptr<voice::Synthesiser> voice;
  std::unique_ptr<voice::SpeechHandle> handle;
  std::vector<base::Result<voice::SpeechPiece>> heard;

  void speak(const voice::SpeechRequest &request = {"Hi you.", "en", "", 8000}) {
    if (!voice) voice = *make_voice(config, network, [] { return *base::parse_rfc3339("2026-03-15T14:05:00Z"); });
    auto made = voice->speak(request, [this](base::Result<voice::SpeechPiece> piece) { heard.push_back(std::move(piece)); });
    REQUIRE(made.has_value());
    handle = std::move(*made);
  }
  testing::HandNetwork::Exchange &sound() { return *network->exchanges.at(0); }
  testing::HandNetwork::Exchange &words() { return *network->exchanges.at(1); }
  std::size_t samples() const {
    std::size_t all = 0;
    for (const auto &piece : heard) all += piece && piece->samples ? piece->samples->size() : 0;
    return all;
  }
};

constexpr const char *kWords = R"({"time":6,"type":"word","start":0,"end":2,"value":"Hi"})" "\n"
                               R"({"time":100,"type":"sentence","start":0,"end":7,"value":"Hi you."})" "\n"
                               R"({"time":250,"type":"word","start":3,"end":6,"value":"you"})" "\n";

}  // namespace

TEST_CASE("Polly is asked for sound and, beside it, for the times of the words, both signed") {
  Stage stage;
  stage.speak();
  REQUIRE(stage.network->exchanges.size() == 2);
  CHECK(stage.sound().request.url == "https://polly.us-east-1.amazonaws.com/v1/speech");
  CHECK(*base::parse_json(stage.sound().request.body) ==
        json::value{{"Engine", "neural"}, {"OutputFormat", "pcm"}, {"SampleRate", "8000"}, {"Text", "Hi you."}, {"TextType", "text"}, {"VoiceId", "Joanna"}});
  CHECK(*base::parse_json(stage.words().request.body) ==
        json::value{{"Engine", "neural"}, {"OutputFormat", "json"}, {"SpeechMarkTypes", json::array{"word"}}, {"Text", "Hi you."}, {"TextType", "text"}, {"VoiceId", "Joanna"}});
  for (const auto &asked : stage.network->exchanges) {
    CHECK(asked->header("X-Amz-Date") == "20260315T140500Z");
    CHECK(asked->header("Authorization").starts_with("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260315/us-east-1/polly/aws4_request, SignedHeaders=content-type;host;x-amz-date, "));
  }
}

TEST_CASE("Polly's usual voices speak English and Spanish; for another language one must be named") {
  Stage stage;
  stage.speak({"Buenos días.", "es-US", "", 16000});
  CHECK(stage.sound().request.body.find(R"("VoiceId":"Lupe")") != std::string::npos);
  CHECK(stage.sound().request.body.find(R"("SampleRate":"16000")") != std::string::npos);
  const auto french = stage.voice->speak({"Bonjour.", "fr"}, [](const auto &) {});
  REQUIRE_FALSE(french.has_value());
  CHECK(french.error().status == Status::unsupported);
  CHECK(french.error().field == "voice_fr");
}

TEST_CASE("a word of Polly's has ended when the next begins, the last with the sound") {
  for (const bool sound_first : {true, false}) {
    Stage stage;
    stage.speak();
    const auto sound = [&] {
      stage.sound().head(200);
      stage.sound().body(std::string(4001, '\0'));
      stage.sound().body(std::string(3999, '\0'));
      stage.sound().end();
    };
    const auto words = [&] {
      stage.words().head(200);
      for (const char *c = kWords; *c; ++c) stage.words().body({c, 1});
      stage.words().end();
    };
    sound_first ? sound() : words();
    CHECK(std::none_of(stage.heard.begin(), stage.heard.end(), [](const auto &piece) { return !piece || piece->last; }));
    sound_first ? words() : sound();
    CHECK(stage.samples() == 4000);
    REQUIRE(stage.heard.back().has_value());
    CHECK(stage.heard.back()->last);
    const auto &marks = stage.heard.back()->marks;
    REQUIRE(marks.size() == 2);
    CHECK((marks[0].text_end == 2 && marks[0].sample == 2000));
    CHECK((marks[1].text_end == 6 && marks[1].sample == 4000));
  }
}

TEST_CASE("sound that comes without times for its words is still a speech") {
  struct Row { const char *what; std::int32_t status; std::string body; base::Result<void> end; };
  for (const Row &row : {Row{"throttled", 400, "{}", {}}, Row{"late", 200, "", base::Error{Status::deadline_exceeded, "late"}}, Row{"no JSON", 200, "\n}{\n", {}},
                         Row{"a time before all times", 200, R"({"type":"word","time":-5,"start":0,"end":2})" "\n", {}},
                         Row{"a line without end", 200, std::string(5000, '{'), {}},
                         Row{"words the text does not have", 200, R"({"type":"word","time":5,"start":0,"end":99})" "\n", {}}}) {
    INFO(row.what);
    Stage stage;
    stage.speak();
    stage.sound().head(200);
    stage.sound().body(std::string(800, '\0'));
    stage.words().head(row.status);
    stage.words().body(row.body);
    stage.words().end(row.end);
    stage.sound().end();
    CHECK(stage.samples() == 400);
    REQUIRE(stage.heard.back().has_value());
    CHECK(stage.heard.back()->last);
    CHECK(stage.heard.back()->marks.empty());
  }
}

TEST_CASE("who does not want to pay for the times of words asks once") {
  Stage stage;
  stage.config.settings["word_times"] = "false";
  stage.speak();
  REQUIRE(stage.network->exchanges.size() == 1);
  stage.sound().head(200);
  stage.sound().body("abcd");
  stage.sound().end();
  CHECK(stage.heard.back()->last);
}

TEST_CASE("whatever goes wrong at Polly ends the speech once, by the error's name and not by its status alone") {
  struct Row { const char *type; std::int32_t status; base::Result<void> end; Status expected; };
  const base::Result<void> fine, cut = base::Error{Status::corrupt, "the answer broke off"};
  for (const Row &row : {Row{"ThrottlingException", 400, fine, Status::busy}, Row{"ServiceFailureException:http://x/", 500, fine, Status::unavailable},
                         Row{"TextLengthExceededException", 400, fine, Status::limit_exceeded}, Row{"EngineNotSupportedException", 400, fine, Status::unsupported},
                         Row{"InvalidSignatureException", 403, fine, Status::unauthenticated}, Row{"AnotherException", 403, fine, Status::permission_denied},
                         Row{"", 400, fine, Status::invalid_argument}, Row{"", 503, cut, Status::unavailable}, Row{"", 200, cut, Status::corrupt}, Row{"", 200, fine, Status::corrupt}}) {
    INFO(row.type << " " << row.status);
    Stage stage;
    stage.speak();
    stage.sound().head(row.status, {{"x-amzn-errortype", row.type}});
    if (row.status != 200 || !row.end) stage.sound().body("the patient's name");
    stage.sound().end(row.end);
    stage.words().head(200);
    stage.words().end();
    const auto errors = std::count_if(stage.heard.begin(), stage.heard.end(), [](const auto &piece) { return !piece; });
    CHECK(errors == 1);
    REQUIRE_FALSE(stage.heard.back().has_value());
    CHECK(stage.heard.back().error().status == row.expected);
    CHECK(stage.heard.back().error().message.find("patient") == std::string::npos);
  }
}

TEST_CASE("voices are made by their names, and a wrong setting is named") {
  Stage stage;
  CHECK(make_voice({"nobody", {}}, stage.network).error().field == "adapter");
  CHECK(make_voice({"elevenlabs", {}}, stage.network).error().field == "api_key");
  for (const char *name : {"region", "access_key_id", "secret_access_key"}) {
    practice::PortConfig config = stage.config;
    config.settings.erase(name);
    CHECK(make_voice(config, stage.network).error().field == name);
  }
#ifdef CALLWELL_LOCAL_VOICE
  CHECK((*make_voice({"flite", {}}, stage.network))->name() == "flite");
#endif
}
