// Calls whose practice file names recognisers that a network lies before.
#include "runtime/voice_services.hpp"
#include "tests/adapters/stream_peer.hpp"
#include "tests/runtime/phone.hpp"

using namespace callwell;
using namespace callwell::testing;

namespace {

std::string recognisers(const std::string &deepgram, const std::string &whisper) {
  return "speech_to_text:\n  - {adapter: deepgram, settings: {api_key: test, base_url: \"" + deepgram +
         "\"}}\n  - {adapter: whisper, settings: {base_url: \"" + whisper + "\"}}\n";
}

std::vector<std::string> names(const std::vector<std::shared_ptr<Recogniser>> &ears) {
  std::vector<std::string> all;
  for (const auto &recogniser : ears) all.emplace_back(recogniser->name());
  return all;
}

}  // namespace

TEST_CASE("when Deepgram dies in the middle of a call the next recogniser of the practice hears the caller") {
  Happening happening;
  bool heard = false;
  StreamPeer deepgram([](PeerConnection &peer) {
    peer.accept_web_socket();
    peer.receive();  // some sound; then it hangs up, and again when it is asked anew
  });
  StreamPeer whisper([&](PeerConnection &peer) {
    while (peer.read_request()) {
      const bool asked = peer.request().method == "POST";
      peer.answer(200, asked ? R"({"text":"Hi, I'd like to book a cleaning."})" : "");
      if (asked) happening.note([&] { heard = true; });
    }
  });
  Stage stage(RigOptions{.more = recognisers(deepgram.url(), whisper.url())});
  stage.ears = runtime::configured_voice_services()(*stage.rig.agent->find_tenant(kOak)).recognisers;
#ifdef CALLWELL_LOCAL_VOICE
  REQUIRE(names(stage.ears) == std::vector<std::string>{"deepgram", "whisper", "pocketsphinx"});
#else
  REQUIRE(names(stage.ears) == std::vector<std::string>{"deepgram", "whisper"});
#endif

  Phone phone = stage.call();
  phone.listen();
  const auto asked_for_words = [&] {
    bool answered = false;
    happening.note([&] { answered = heard; });
    return answered;
  };
  for (int attempt = 0; attempt < 20 && !asked_for_words(); ++attempt) {  // nobody can see from here when the other one listens
    phone.speak(900);
    for (int frames = 0; frames < 25; ++frames) phone.frame({});
  }
  REQUIRE(happening.wait([&] { return heard; }));
  phone.listen();
  INFO(stage.said());
  CHECK(deepgram.connections() == 2);
  CHECK(stage.said().find(" name") != std::string::npos);  // it understood, and asks on, in one wording or another
}

#ifdef CALLWELL_LOCAL_VOICE
TEST_CASE("the built-in recogniser stands where the file puts it, and a faulty setting costs only its own adapter") {
  const Rig rig(RigOptions{.more = "speech_to_text:\n  - {adapter: pocketsphinx}\n  - {adapter: deepgram}\n"});
  const auto services = runtime::configured_voice_services()(*rig.agent->find_tenant(kOak));
  CHECK(names(services.recognisers) == std::vector<std::string>{"pocketsphinx"});
}
#endif
