// Voices over a real network to peers on this machine.
#include <catch2/catch.hpp>

#include "adapters/aws_signature.hpp"
#include "adapters/text_to_speech/voices.hpp"
#include "base/crypto.hpp"
#include "tests/adapters/stream_peer.hpp"

using namespace callwell;
using namespace callwell::adapters;
using base::Status;
using testing::PeerConnection;
using testing::StreamPeer;

namespace {

struct Heard : testing::Happening {
  std::size_t samples = 0, marks = 0;
  std::optional<Status> end;

  voice::OnSpeech listener() {
    return [this](const base::Result<voice::SpeechPiece> &piece) {
      note([&] {
        if (piece && piece->samples) samples += piece->samples->size();
        if (piece) marks += piece->marks.size();
        if (!piece || piece->last) end = piece ? Status::ok : piece.error().status;
      });
    };
  }
  bool ended() {
    return wait([this] { return end.has_value(); });
  }
};

std::string spoken(std::size_t samples) { return base::base64(std::string(2 * samples, '\x01')); }

practice::PortConfig elevenlabs(const std::string &url, const char *transport) {
  return {"elevenlabs", {{"api_key", "secret"}, {"voice", "v"}, {"base_url", url}, {"transport", transport}}};
}

/// Answers each request of a connection with 400 samples in three pieces, cut where it hurts.
void speak_http(PeerConnection &peer) {
  const std::string line = R"({"audio_base64":")" + spoken(400) + R"(","alignment":{"characters":["H","i","."],"character_end_times_seconds":[0.01,0.02,0.03]}})" "\n";
  while (peer.read_request()) {
    if (peer.request().method == "HEAD") {
      peer.answer(405, "");
      continue;
    }
    peer.begin_chunks();
    peer.chunk(line.substr(0, 19));
    peer.chunk(line.substr(19, 700));
    peer.chunk(line.substr(719));
    peer.end_chunks();
  }
}

}  // namespace

TEST_CASE("the sentences of a call go over connections that are kept") {
  StreamPeer peer(speak_http);
  const auto voice = *make_voice(elevenlabs(peer.url(), "http"), make_network());
  std::int32_t after_first = 0;
  for (int sentence = 0; sentence < 5; ++sentence) {
    Heard heard;
    const auto speech = voice->speak({"Hi."}, heard.listener());
    REQUIRE(speech.has_value());
    REQUIRE(heard.ended());
    CHECK((heard.end == Status::ok && heard.samples == 400 && heard.marks == 1));
    if (sentence == 0) after_first = peer.connections();
  }
  CHECK(peer.connections() == after_first);
}

TEST_CASE("over a real WebSocket each sentence finds its socket open") {
  std::mutex mutex;
  std::vector<std::string> got;
  StreamPeer peer([&](PeerConnection &connection) {
    if (!connection.accept_web_socket()) return;
    std::string said;
    while (const auto message = connection.receive()) {
      said += message->bytes;
      if (message->bytes != R"({"text":""})") continue;
      {
        const std::lock_guard lock(mutex);
        got.push_back(connection.request().headers.at("xi-api-key") + said);
      }
      connection.send_text(R"({"audio":")" + spoken(200) + R"(","alignment":{"chars":["H","i","."," "],"charStartTimesMs":[0,5,10,15],"charsDurationsMs":[5,5,5,5]}})");
      connection.send_text(R"({"audio":")" + spoken(200) + R"("})");
      connection.send_text(R"({"audio":null,"isFinal":true})");
      connection.send_close(1000);
    }
  });
  const auto voice = *make_voice(elevenlabs(peer.url(), "websocket"), make_network());
  for (int sentence = 0; sentence < 3; ++sentence) {
    Heard heard;
    const auto speech = voice->speak({"Hi."}, heard.listener());
    REQUIRE(speech.has_value());
    REQUIRE(heard.ended());
    CHECK((heard.end == Status::ok && heard.samples == 400 && heard.marks == 1));
  }
  const std::lock_guard lock(mutex);
  CHECK(got == std::vector<std::string>(3, R"(secret{"text":" "}{"text":"Hi. "}{"text":""})"));
}

TEST_CASE("however a peer breaks, the speech ends with one error") {
  struct Row { const char *what, *transport; StreamPeer::Script script; };
  const Row rows[] = {{"hangs up at once", "http", [](PeerConnection &) {}},
                      {"is cut in mid-stream", "http",
                       [](PeerConnection &peer) {
                         peer.read_request();
                         peer.begin_chunks();
                         peer.chunk(R"({"audio_base64":")" + spoken(40) + "\"}\n{\"audio");
                       }},
                      {"speaks no HTTP", "http", [](PeerConnection &peer) { peer.read_request(); peer.raw("\x16\x03\x01 hello\r\n\r\n"); }},
                      {"refuses the handshake", "websocket", [](PeerConnection &peer) { peer.read_request(); peer.answer(401, "{}"); }},
                      {"closes with a reason", "websocket", [](PeerConnection &peer) { peer.accept_web_socket(); peer.receive(); peer.send_close(1008, "quota of somebody"); }},
                      {"cuts a frame", "websocket", [](PeerConnection &peer) { peer.accept_web_socket(); peer.receive(); peer.raw("\x81\x7e\x01"); }}};
  for (const Row &row : rows) {
    INFO(row.what);
    StreamPeer peer(row.script);
    const auto voice = *make_voice(elevenlabs(peer.url(), row.transport), make_network());
    Heard heard;
    const auto speech = voice->speak({"Hi."}, heard.listener());
    REQUIRE(speech.has_value());
    REQUIRE(heard.ended());
    CHECK(heard.end != Status::ok);
  }
}

TEST_CASE("what reaches Polly is what was signed") {
  const AwsKeys keys{"AKIDEXAMPLE", "secret", "token"};
  std::atomic<int> right = 0, wrong = 0;
  StreamPeer peer([&](PeerConnection &connection) {
    while (connection.read_request()) {
      const auto &request = connection.request();
      if (request.method == "HEAD") {
        connection.answer(404, "");
        continue;
      }
      std::string time = request.headers.at("x-amz-date");  // 20260315T140500Z
      for (const std::size_t at : {13, 11}) time.insert(at, ":");
      for (const std::size_t at : {6, 4}) time.insert(at, "-");
      const auto again = sign_for_aws({"POST", "http://" + request.headers.at("host") + request.path, {{"Content-Type", request.headers.at("content-type")}}, request.body}, keys,
                                      {"us-east-1", "polly"}, *base::parse_rfc3339(time));
      ++(again->headers.back().value == request.headers.at("authorization") ? right : wrong);
      const bool words = request.body.find("SpeechMarkTypes") != std::string::npos;
      connection.begin_chunks();
      for (const char c : words ? std::string(R"({"time":6,"type":"word","start":0,"end":2,"value":"Hi"})" "\n") : std::string(81, '\0') + '\0') connection.chunk({&c, 1});
      connection.end_chunks();
    }
  });
  const auto voice = *make_voice({"polly", {{"region", "us-east-1"}, {"access_key_id", keys.access_key_id}, {"secret_access_key", keys.secret_access_key},
                                            {"session_token", keys.session_token}, {"base_url", peer.url()}}}, make_network());
  Heard heard;
  const auto speech = voice->speak({"Hi."}, heard.listener());
  REQUIRE(speech.has_value());
  REQUIRE(heard.ended());
  CHECK((heard.end == Status::ok && heard.samples == 41 && heard.marks == 1));
  CHECK((right == 2 && wrong == 0));
}

TEST_CASE("a speech is abandoned at any moment, and a voice with it") {
  StreamPeer peer(speak_http);
  for (int moment = 0; moment < 30; ++moment) {
    auto voice = *make_voice(elevenlabs(peer.url(), moment % 2 == 0 ? "http" : "websocket"), make_network());
    Heard heard;
    auto speech = *voice->speak({"Hi."}, heard.listener());
    if (moment % 3 == 0) heard.wait([&] { return heard.samples > 0 || heard.end; });
    if (moment % 5 == 0) voice.reset();
    speech.reset();
    std::size_t so_far = 0;
    heard.note([&] { so_far = heard.samples; });
    voice.reset();  // and its network with it: what it still had to tell would be told by now
    heard.note([&] { CHECK(heard.samples == so_far); });
  }
}
