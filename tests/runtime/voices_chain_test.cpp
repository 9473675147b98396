// A practice's voices as its file names them, with peers on this machine that die.
#include <catch2/catch.hpp>

#include "adapters/text_to_speech/voices.hpp"
#include "base/crypto.hpp"
#include "runtime/speaker.hpp"
#include "runtime/voice_services.hpp"
#include "tests/adapters/stream_peer.hpp"
#include "tests/operations/rig.hpp"

using namespace callwell;
using testing::PeerConnection;
using testing::StreamPeer;

namespace {

struct Heard : testing::Happening {
  std::size_t samples = 0;
  bool last = false, failed = false;
  std::vector<std::string> went_to;

  std::shared_ptr<runtime::Speaking> speak(runtime::Speaker &speaker, const char *text) {
    last = failed = false;
    samples = 0;
    return speaker.speak({text, "en", "", 8000},
                         [this](const base::Result<voice::SpeechPiece> &piece) {
                           note([&] {
                             failed = failed || !piece;
                             if (piece && piece->samples) samples += piece->samples->size();
                             last = last || (piece && piece->last);
                           });
                         },
                         [this](std::string_view name) { note([&] { went_to.emplace_back(name); }); });
  }
};

void take_polls(PeerConnection &peer, const std::function<void()> &speak) {
  while (peer.read_request()) {
    if (peer.request().method == "HEAD") peer.answer(404, "");
    else speak();
  }
}

}  // namespace

TEST_CASE("ElevenLabs dies in mid-sentence, Polly takes over, falls silent, and the last voice speaks") {
  StreamPeer elevenlabs([](PeerConnection &peer) {
    while (peer.read_request() && peer.request().method == "HEAD") peer.answer(404, "");
    peer.begin_chunks();
    peer.chunk(R"({"audio_base64":")" + base::base64(std::string(800, '\1')) + "\"}\n");
  });
  std::atomic<int> polls = 0;
  StreamPeer polly([&](PeerConnection &peer) {
    take_polls(peer, [&] {
      if (++polls > 1) return peer.wait_until_gone();
      peer.answer(200, std::string(1600, '\1'));
    });
  });
  struct Quick : voice::Synthesiser {
    std::string_view name() const override { return "quick"; }
    base::Result<std::unique_ptr<voice::SpeechHandle>> speak(const voice::SpeechRequest &, voice::OnSpeech on_speech) override {
      on_speech(voice::SpeechPiece{std::make_shared<const std::vector<voice::Sample>>(10), {}, true});
      return std::make_unique<voice::SpeechHandle>();
    }
  };
  const auto network = adapters::make_network();
  runtime::Speaker speaker({*adapters::make_voice({"elevenlabs", {{"api_key", "k"}, {"voice", "v"}, {"base_url", elevenlabs.url()}}}, network),
                            *adapters::make_voice({"polly", {{"region", "r"}, {"access_key_id", "a"}, {"secret_access_key", "s"}, {"word_times", "false"}, {"base_url", polly.url()}}}, network),
                            std::make_shared<Quick>()},
                           1 << 20, [] { return 0; });
  Heard heard;
  auto speaking = heard.speak(speaker, "One.");
  REQUIRE(heard.wait([&] { return heard.last; }));
  CHECK(heard.samples == 400);

  speaking = heard.speak(speaker, "Two.");
  REQUIRE(heard.wait([&] { return heard.last; }));
  CHECK(heard.samples == 800);

  speaking = heard.speak(speaker, "Three.");
  runtime::Speaker::look_at_time(*speaking, 1'000'000);
  CHECK_FALSE(heard.last);
  runtime::Speaker::look_at_time(*speaking, 3'000'000);
  CHECK(heard.last);
  CHECK(heard.samples == 10);
  CHECK(heard.went_to == std::vector<std::string>{"polly", "quick"});
  CHECK_FALSE(heard.failed);
}

TEST_CASE("a practice speaks with the voices of its file, in its order; one that is not configured rightly is left out") {
  std::atomic<int> asked = 0;
  StreamPeer polly([&](PeerConnection &peer) {
    take_polls(peer, [&] { asked += peer.request().body.find(R"("VoiceId":"Ruth")") != std::string::npos, peer.answer(200, std::string(1600, '\1')); });
  });
  testing::Rig rig({.more = "text_to_speech:\n"
                            "  - {adapter: elevenlabs, settings: {voice: v}}\n"
                            "  - adapter: polly\n"
                            "    settings: {region: us-east-1, access_key_id: a, secret_access_key: s, voice: Ruth, word_times: false, base_url: \"" +
                            polly.url() + "\"}\n"});
  const operations::Tenant *const tenant = rig.agent->find_tenant(testing::kOak);
  REQUIRE(tenant);
  const runtime::CallLoop::Services services = runtime::configured_voice_services();
  const runtime::VoiceServices made = services(*tenant), again = services(*tenant);
  CHECK(made.speaker == again.speaker);
  Heard heard;
  const auto speaking = heard.speak(*made.speaker, "Hello.");
  REQUIRE(heard.wait([&] { return heard.last; }));
  CHECK((asked == 1 && heard.samples == 800));
}
