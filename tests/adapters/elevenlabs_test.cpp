#include "adapters/text_to_speech/elevenlabs.hpp"

#include <catch2/catch.hpp>

#include "adapters/text_to_speech/elevenlabs_messages.hpp"
#include "base/crypto.hpp"
#include "base/json.hpp"
#include "tests/adapters/hand_network.hpp"

using namespace callwell;
using namespace callwell::adapters;
using base::Status;
namespace json = base::json;

namespace {

/// What a listener got.
struct Heard {
  std::vector<voice::Sample> samples;
  std::vector<voice::WordMark> marks;
  int lasts = 0, errors = 0;
  base::Error error;

  voice::OnSpeech listener() {
    return [this](base::Result<voice::SpeechPiece> piece) {
      if (!piece) {
        ++errors;
        error = piece.error();
        return;
      }
      if (piece->samples) samples.insert(samples.end(), piece->samples->begin(), piece->samples->end());
      marks.insert(marks.end(), piece->marks.begin(), piece->marks.end());
      lasts += piece->last;
    };
  }
};

std::string sound_of(std::size_t bytes) { return base::base64(std::string(bytes, '\x01')); }

struct Stage {
  std::shared_ptr<testing::HandNetwork> network = std::make_shared<testing::HandNetwork>();
  practice::PortConfig config{"elevenlabs", {{"api_key", "secret"}, {"voice", "v1"}, {"voice_es", "v2"}}};
  std::shared_ptr<voice::Synthesiser> voice;
  Heard heard;
  std::unique_ptr<voice::SpeechHandle> handle;

  void speak(const voice::SpeechRequest &request = {"Hi you.", "en", "", 8000}) {
    if (!voice) voice = *make_elevenlabs(config, network);
    auto made = voice->speak(request, heard.listener());
    REQUIRE(made.has_value());
    handle = std::move(*made);
  }
};

std::string line(std::size_t bytes, std::string_view alignment = "null") {
  return R"({"audio_base64":")" + sound_of(bytes) + R"(","alignment":)" + std::string(alignment) + R"(,"normalized_alignment":null})" + "\n";
}

constexpr const char *kTimes = R"({"characters":["H","i"," ","y","o","u","."],"character_start_times_seconds":[0,0.05,0.1,0.1,0.2,0.3,0.4],)"
                               R"("character_end_times_seconds":[0.05,0.1,0.1,0.2,0.3,0.4,0.5]})";

}  // namespace

TEST_CASE("ElevenLabs is asked for pcm at the call's rate, in the language's voice, and not to keep what was said") {
  Stage stage;
  CHECK(stage.network->warmed.empty());
  stage.speak({"Buenos días.", "es-MX", "", 16000});
  CHECK(stage.network->warmed == std::vector<std::string>{"https://api.elevenlabs.io"});
  const auto &asked = *stage.network->exchanges.at(0);
  CHECK(asked.request.url == "https://api.elevenlabs.io/v1/text-to-speech/v2/stream/with-timestamps?output_format=pcm_16000&enable_logging=false");
  CHECK(asked.header("xi-api-key") == "secret");
  const auto body = base::parse_json(asked.request.body);
  REQUIRE(body.has_value());
  CHECK(*body == json::value{{"text", "Buenos días."}, {"model_id", "eleven_turbo_v2_5"}, {"language_code", "es"}});

  stage.voice.reset();
  stage.config.settings.insert({{"model", "eleven_multilingual_v2"}, {"logging", "true"}, {"output_format", "ulaw_8000"}, {"base_url", "http://127.0.0.1:9"}});
  stage.speak();
  CHECK(stage.network->exchanges.at(1)->request.url == "http://127.0.0.1:9/v1/text-to-speech/v1/stream/with-timestamps?output_format=ulaw_8000");
  CHECK(stage.network->exchanges.at(1)->request.body.find("language_code") == std::string::npos);
}

TEST_CASE("ElevenLabs' sound is heard as it comes, cut anywhere, with the end of each word") {
  const std::string stream = line(401) + "\n" + line(399, kTimes) + line(7200);
  for (const std::size_t cut : {std::size_t{1}, std::size_t{13}, std::size_t{500}, stream.size()}) {
    INFO(cut);
    Stage stage;
    stage.speak();
    auto &peer = *stage.network->exchanges.at(0);
    peer.head(200);
    for (std::size_t at = 0; at < stream.size(); at += cut) peer.body(std::string_view(stream).substr(at, cut));
    CHECK(stage.heard.lasts == 0);
    peer.end();
    CHECK(stage.heard.lasts == 1);
    CHECK(stage.heard.errors == 0);
    CHECK(stage.heard.samples == std::vector<voice::Sample>(4000, 0x0101));
    REQUIRE(stage.heard.marks.size() == 2);
    CHECK((stage.heard.marks[0].text_end == 2 && stage.heard.marks[0].sample == 800));
    CHECK((stage.heard.marks[1].text_end == 7 && stage.heard.marks[1].sample == 4000));
  }
}

TEST_CASE("whatever goes wrong at ElevenLabs ends the speech once, in our words") {
  struct Row {
    const char *what;
    std::int32_t status;
    std::string body;
    base::Result<void> end;
    Status expected;
  };
  const base::Result<void> fine, cut = base::Error{Status::corrupt, "the answer broke off"};
  const std::string secret = "the patient's name";
  const auto fault = [&](const char *key) { return R"({"detail":{"status":")" + std::string(key) + R"(","message":")" + secret + R"("}})"; };
  const std::vector<Row> rows = {{"a wrong key", 401, fault("invalid_api_key"), fine, Status::unauthenticated},
                                 {"no characters left", 401, fault("quota_exceeded"), fine, Status::unavailable},
                                 {"no such voice", 400, fault("voice_not_found"), fine, Status::not_found},
                                 {"too many at once", 429, fault("too_many_concurrent_requests"), fine, Status::busy},
                                 {"an unknown key", 422, R"({"detail":[{"msg":")" + secret + R"("}]})", fine, Status::invalid_argument},
                                 {"a page of a proxy", 502, "<html>" + secret, fine, Status::unavailable},
                                 {"a redirect", 302, "", fine, Status::unavailable},
                                 {"an error without a body that ends", 500, std::string(100'000, 'x'), cut, Status::corrupt},
                                 {"a cut in mid-stream", 200, line(400), cut, Status::corrupt},
                                 {"half a line at the end", 200, line(400) + R"({"audio_base64":"AA)", fine, Status::corrupt},
                                 {"no JSON", 200, secret + "\n", fine, Status::corrupt},
                                 {"no object", 200, "[]\n", fine, Status::corrupt},
                                 {"wrong base64", 200, R"({"audio_base64":"A!=="})" "\n", fine, Status::corrupt},
                                 {"sound that is a number", 200, R"({"audio_base64":7})" "\n", fine, Status::corrupt},
                                 {"times that do not fit", 200, line(4, R"({"characters":["a"],"character_end_times_seconds":[]})"), fine, Status::corrupt},
                                 {"times of another world", 200, line(4, R"({"characters":["a"],"character_end_times_seconds":[1e300]})"), fine, Status::corrupt},
                                 {"an error in the stream", 200, line(400) + R"({"detail":{"status":"system_busy"}})" "\n", fine, Status::busy},
                                 {"a line without end", 200, std::string((1 << 20) + 1, '{'), fine, Status::limit_exceeded},
                                 {"an empty answer", 200, "", fine, Status::corrupt}};
  for (const Row &row : rows) {
    INFO(row.what);
    Stage stage;
    stage.speak();
    auto &peer = *stage.network->exchanges.at(0);
    peer.head(row.status);
    peer.body(row.body);
    if (row.status == 200 && !row.body.empty()) peer.body("\n" + line(4));
    peer.end(row.end);
    CHECK(stage.heard.errors == 1);
    CHECK(stage.heard.lasts == 0);
    CHECK(stage.heard.error.status == row.expected);
    CHECK(stage.heard.error.message.find(secret) == std::string::npos);
  }
}

TEST_CASE("over the WebSocket the words go out at once, and the next socket is open before it is needed") {
  Stage stage;
  stage.config.settings["transport"] = "websocket";
  stage.speak();
  REQUIRE(stage.network->sockets.size() == 2);
  auto &first = *stage.network->sockets[0];
  CHECK(first.request.url == "wss://api.elevenlabs.io/v1/text-to-speech/v1/stream-input?output_format=pcm_8000&enable_logging=false&model_id=eleven_turbo_v2_5"
                             "&auto_mode=true&sync_alignment=true&inactivity_timeout=180&language_code=en");
  CHECK(first.sent == std::vector<std::string>{R"({"text":" "})", R"({"text":"Hi you. "})", R"({"text":""})"});
  CHECK(stage.network->sockets[1]->sent == std::vector<std::string>{R"({"text":" "})"});

  first.message(R"({"audio":")" + sound_of(1600) + R"(","isFinal":null,"alignment":{"chars":["H","i"," "],"charStartTimesMs":[0,50,100],"charsDurationsMs":[50,50,0]}})");
  first.message(R"({"audio":")" + sound_of(1600) + R"(","isFinal":false,"alignment":{"chars":["y","o","u","."," "],"charStartTimesMs":[0,20,40,60,80],"charDurationsMs":[20,20,20,20,20]}})");
  CHECK(stage.heard.lasts == 0);
  first.message(R"({"audio":null,"isFinal":true})");
  first.close();
  CHECK(stage.heard.lasts == 1);
  CHECK(stage.heard.errors == 0);
  CHECK(stage.heard.samples.size() == 1600);
  REQUIRE(stage.heard.marks.size() == 2);
  CHECK((stage.heard.marks[0].text_end == 2 && stage.heard.marks[0].sample == 800));
  CHECK((stage.heard.marks[1].text_end == 7 && stage.heard.marks[1].sample == 800 + 640));

  stage.speak({"And now?", "en", "", 8000});
  CHECK(stage.network->sockets[1]->sent.size() == 3);
  CHECK(stage.network->sockets.size() == 3);
}

TEST_CASE("a socket that closed while it waited, or speaks another language, is not used") {
  Stage stage;
  stage.config.settings["transport"] = "websocket";
  stage.speak();
  stage.network->sockets[1]->close();
  stage.speak();
  CHECK(stage.network->sockets[1]->sent.size() == 1);
  CHECK(stage.network->sockets[2]->sent.size() == 3);
  stage.speak({"Buenos días.", "es", "", 8000});
  CHECK_FALSE(stage.network->sockets[3]->alive);
  CHECK(stage.network->sockets[4]->sent.size() == 3);
}

TEST_CASE("a WebSocket that says an error, breaks or closes too early ends the speech once") {
  struct Row { const char *message; base::Result<void> close; Status expected; };
  for (const Row &row : {Row{R"({"message":"text","error":"quota_exceeded","code":1008})", {}, Status::unavailable},
                         Row{R"({"message":"text","error":"system_busy","code":1008})", {}, Status::busy},
                         Row{R"({"message":"text","code":1008})", {}, Status::unavailable},
                         Row{"no json", {}, Status::corrupt},
                         Row{R"({"audio":"AAAA"})", {}, Status::unavailable},
                         Row{R"({"isFinal":true})", {}, Status::corrupt},
                         Row{R"({"audio":"AAAA"})", base::Error{Status::deadline_exceeded, "silent"}, Status::deadline_exceeded}}) {
    INFO(row.message);
    Stage stage;
    stage.config.settings["transport"] = "websocket";
    stage.speak();
    stage.network->sockets[0]->message(row.message);
    stage.network->sockets[0]->close(row.close);
    CHECK(stage.heard.errors == 1);
    CHECK(stage.heard.lasts == 0);
    CHECK(stage.heard.error.status == row.expected);
  }
}

TEST_CASE("a speech may be abandoned from within its own callback") {
  for (const char *transport : {"http", "websocket"}) {
    Stage stage;
    stage.config.settings["transport"] = transport;
    stage.voice = *make_elevenlabs(stage.config, stage.network);
    int calls = 0;
    stage.handle = *stage.voice->speak({"Hi you."}, [&](const auto &) {
      ++calls;
      stage.handle.reset();
    });
    if (!stage.network->exchanges.empty()) {
      stage.network->exchanges[0]->head(200);
      stage.network->exchanges[0]->body(line(400) + line(400));
      stage.network->exchanges[0]->end();
    } else {
      stage.network->sockets[0]->message(R"({"audio":"AAAA"})");
      stage.network->sockets[0]->message(R"({"audio":"AAAA"})");
    }
    CHECK(calls == 1);
  }
}

TEST_CASE("without a network, or with settings that are wrong, ElevenLabs says so at once") {
  Stage stage;
  stage.voice = *make_elevenlabs(stage.config, stage.network);
  stage.network->down = true;
  CHECK(stage.voice->speak({"Hi."}, stage.heard.listener()).error().status == Status::unavailable);
  CHECK(stage.voice->speak({""}, stage.heard.listener()).error().field == "text");
  struct Row { const char *name, *value, *field; };
  for (const Row &row : {Row{"api_key", "", "api_key"}, Row{"voice", "", "voice"}, Row{"transport", "pigeon", "transport"}, Row{"output_format", "mp3_44100_128", "output_format"},
                         Row{"base_url", "http://example.com", "base_url"}}) {
    practice::PortConfig config = stage.config;
    config.settings[row.name] = row.value;
    const auto made = make_elevenlabs(config, stage.network);
    REQUIRE_FALSE(made.has_value());
    CHECK(made.error().field == row.field);
  }
}
