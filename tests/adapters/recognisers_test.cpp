// Deepgram and Whisper against a peer on this machine that answers as they document, and as they do not.
#include "adapters/speech_to_text/recognisers.hpp"

#include <catch2/catch.hpp>
#include <future>

#include "adapters/speech_to_text/deepgram.hpp"
#include "adapters/speech_to_text/hint_words.hpp"
#include "adapters/speech_to_text/whisper_messages.hpp"
#include "tests/adapters/stream_peer.hpp"
#include "tests/voice/sounds.hpp"

using namespace callwell;
using namespace callwell::adapters;
using testing::PeerConnection;
using testing::PeerMessage;
using testing::StreamPeer;

namespace {

constexpr std::int32_t kRate = 8'000;

std::string results(double start, double duration, std::string_view flags, std::string_view text, double confidence = 0.9) {
  const auto flag = [&](char c) { return flags.find(c) == std::string_view::npos ? "false" : "true"; };
  return R"({"type":"Results","channel_index":[0,1],"start":)" + std::to_string(start) + R"(,"duration":)" + std::to_string(duration) +
         R"(,"is_final":)" + flag('f') + R"(,"speech_final":)" + flag('s') + R"(,"channel":{"alternatives":[{"transcript":")" +
         std::string(text) + R"(","confidence":)" + std::to_string(confidence) +
         R"(,"words":[]}]},"metadata":{"request_id":"r","model_uuid":"m","model_info":{"name":"n","version":"v","arch":"a"}}})";
}

/// As "text" settled or "text…" not, with a bar where the service thinks that the caller finished.
std::string shown(const voice::Recognised &heard) { return heard.text + (heard.final ? "" : "…") + (heard.end_of_speech ? "|" : ""); }

std::vector<std::string> read_all(const std::vector<std::string> &messages) {
  DeepgramReader reader;
  std::vector<std::string> told;
  for (const std::string &message : messages) {
    const auto news = reader.read(message);
    told.push_back(!news ? "error" : *news ? shown(**news) : "");
  }
  return told;
}

/// What a recogniser told.
struct Ears : testing::Happening {
  std::vector<std::string> heard;
  std::optional<base::Error> error;
  voice::OnRecognised callback() {
    return [this](const base::Result<voice::Recognised> &result) {
      note([&] { result ? heard.push_back(shown(*result)) : void(error = result.error()); });
    };
  }
  bool hears(std::size_t count) {
    return wait([&] { return heard.size() >= count; });
  }
  bool fails() {
    return wait([&] { return error.has_value(); });
  }
};

/// What the peer received; its scripts run on threads of their own.
struct Received : testing::Happening {
  std::vector<std::string> requests, messages;
  std::size_t sound_bytes = 0;
  void take(const PeerMessage &message) {
    note([&] { message.binary ? void(sound_bytes += message.bytes.size()) : messages.push_back(message.bytes); });
  }
  bool accept(PeerConnection &peer) {
    const bool there = peer.accept_web_socket();
    note([&] { requests.push_back(peer.request().path); });
    return there;
  }
  void all_of(PeerConnection &peer) {
    while (const auto message = peer.receive()) take(*message);
  }
};

std::vector<voice::Sample> frame() { return std::vector<voice::Sample>(voice::frame_samples(kRate), 1'000); }

DeepgramOptions options_for(const StreamPeer &peer) { return {.base_url = peer.url(), .api_key = "key", .keyterms = {"Dr. Lee"}}; }

}  // namespace

TEST_CASE("Deepgram's messages become stretches of words") {
  struct Row {
    const char *what;
    std::vector<std::string> messages, told;
  };
  const std::string utterance_end = R"({"type":"UtteranceEnd","channel":[0,1],"last_word_end":5.4})";
  const Row rows[] = {
      {"the documented sequence",
       {results(0, 1.1, "", "my birthday is"), results(0, 3.26, "f", "my birthday is march"), results(3.26, 1.84, "", "third nineteen"),
        results(3.26, 2.24, "fs", "third nineteen eighty"), utterance_end},
       {"my birthday is…", "my birthday is march", "third nineteen…", "third nineteen eighty|", ""}},
      {"silence", {results(0, 1, "", ""), results(0, 3, "f", ""), results(3, 1, "fs", "")}, {"", "", ""}},
      {"a noise taken for a word", {results(0, 1, "", "uh"), results(0, 1.5, "f", "")}, {"uh…", ""}},
      {"an end that noise hid", {results(0, 1, "f", "tomorrow"), results(1, 1, "", "at"), utterance_end}, {"tomorrow", "at…", "at…|"}},
      {"an end told in silence", {results(0, 1, "f", "tomorrow"), results(1, 1, "fs", "")}, {"tomorrow", "…|"}},
      {"no word in an utterance", {R"({"type":"UtteranceEnd","channel":[0,1],"last_word_end":-1})"}, {""}},
      {"late and out of order",
       {results(0, 2, "f", "tomorrow at"), results(0, 1, "", "tomorrow"), results(2, 1, "f", "nine")},
       {"tomorrow at", "", "nine"}},
      {"what says nothing",
       {R"({"type":"SpeechStarted","channel":[0,1],"timestamp":1.0})", R"({"type":"Metadata","duration":3})", R"({"type":"New"})", "{}"},
       {"", "", "", ""}},
      {"other shapes",
       {R"({"type":"Results"})", R"({"type":"Results","channel":{"alternatives":[]}})", R"({"type":"Results","channel":{"alternatives":[7]}})",
        R"({"type":7})"},
       {"", "", "", ""}},
      {"a fault of its own", {R"({"type":"Error","description":"d"})"}, {"error"}},
      {"no JSON", {"{\"type\":", "[]", "", std::string(40, '[')}, {"error", "error", "error", "error"}},
  };
  for (const Row &row : rows) {
    INFO(row.what);
    CHECK(read_all(row.messages) == row.told);
  }
  DeepgramReader reader;
  CHECK((*reader.read(results(0, 1, "f", "yes", 7)))->confidence == 1.0F);
  CHECK((*reader.read(results(1, 1, "f", std::string(9'000, 'x'))))->text.size() <= 4'000);
}

TEST_CASE("Deepgram is asked in the call's language, with the practice's words and nothing kept") {
  DeepgramOptions options{.base_url = "https://api.deepgram.com", .keyterms = {"Dr. Lee", "night guard"}};
  const std::string address = deepgram_address(options, kRate, {"es", {}, {"Elm Street"}});
  for (const char *part : {"https://api.deepgram.com/v1/listen?model=nova-3&", "language=es", "encoding=linear16", "sample_rate=8000",
                           "interim_results=true", "endpointing=300", "utterance_end_ms=1000", "mip_opt_out=true",
                           "keyterm=Elm%20Street&keyterm=Dr.%20Lee&keyterm=night%20guard"}) {
    INFO(address << " lacks " << part);
    CHECK(address.find(part) != std::string::npos);
  }
  options.model = "nova-2-phonecall";
  options.language = "multi";
  options.encoding = voice::Encoding::mulaw;
  const std::string older = deepgram_address(options, kRate, {});
  CHECK(older.find("keyterm") == std::string::npos);
  CHECK(older.find("language=multi") != std::string::npos);
  CHECK(older.find("encoding=mulaw") != std::string::npos);
  const voice::Sample samples[] = {0, 1'000, -1'000};
  CHECK(deepgram_audio(voice::Encoding::mulaw, samples) == "\xff\xce\x4e");
  CHECK(deepgram_audio(voice::Encoding::pcm16, samples) == std::string("\0\0\xe8\x03\x18\xfc", 6));
}

TEST_CASE("a call is heard by Deepgram: sound goes out, words come back, a pause asks for what is final, and the end is said") {
  Received received;
  testing::PeerRequest handshake;
  StreamPeer peer([&](PeerConnection &connection) {
    if (!received.accept(connection)) return;
    handshake = connection.request();
    connection.send_text(results(0, 0.5, "", "good"));
    while (const auto message = connection.receive()) {
      received.take(*message);
      if (message->bytes == kDeepgramFinalize) connection.trickle_text(results(0, 1, "fs", "good morning"), 100);
    }
  });
  const auto network = make_network();
  Ears ears;
  {
    auto stream = *make_deepgram(options_for(peer), network)->open(kRate, {}, ears.callback());
    for (int i = 0; i < 10; ++i) stream->hear(frame());
    REQUIRE(ears.hears(1));
    stream->end_of_turn();
    REQUIRE(ears.hears(2));
  }
  CHECK(ears.heard == std::vector<std::string>{"good…", "good morning|"});
  REQUIRE(received.wait([&] { return !received.messages.empty() && received.messages.back() == kDeepgramCloseStream; }));
  CHECK(received.sound_bytes == 10 * 320);
  CHECK(handshake.headers.at("authorization") == "Token key");
}

TEST_CASE("another language takes another connection, the same one does not") {
  Received received;
  StreamPeer peer([&](PeerConnection &connection) {
    if (!received.accept(connection)) return;
    connection.send_text(results(0, 1, "f", "on " + std::to_string(connection.number())));
    received.all_of(connection);
  });
  const auto network = make_network();
  Ears ears;
  auto stream = *make_deepgram(options_for(peer), network)->open(kRate, {"en"}, ears.callback());
  REQUIRE(ears.hears(1));
  stream->expect({"en", {"boolean", {}}, {}});
  stream->expect({"es"});
  stream->hear(frame());
  REQUIRE(ears.hears(2));
  REQUIRE(received.wait([&] { return received.sound_bytes > 0 && !received.messages.empty(); }));
  CHECK(ears.heard == std::vector<std::string>{"on 1", "on 2"});
  CHECK(received.messages == std::vector<std::string>{std::string(kDeepgramCloseStream)});
  REQUIRE(received.requests.size() == 2);
  CHECK(received.requests[1].find("language=es") != std::string::npos);
}

TEST_CASE("a connection that breaks is made anew, until one breaks that has heard nothing") {
  StreamPeer peer([&](PeerConnection &connection) {
    connection.accept_web_socket();
    if (connection.number() <= 2) connection.send_text(results(0, 1, "f", "on " + std::to_string(connection.number())));
    if (connection.number() == 2) connection.raw("\x81\x7e\x01");  // in the middle of a frame
    if (connection.number() == 3) connection.send_close(1011, "NET-0000");
  });
  const auto network = make_network();
  Ears ears;
  const auto stream = *make_deepgram(options_for(peer), network)->open(kRate, {}, ears.callback());
  REQUIRE(ears.fails());
  CHECK(ears.heard == std::vector<std::string>{"on 1", "on 2"});
  CHECK(ears.error->status == base::Status::deadline_exceeded);
  CHECK(peer.connections() == 3);
}

TEST_CASE("what Deepgram refuses or garbles ends the stream at once") {
  struct Row {
    const char *what;
    StreamPeer::Script script;
    base::Status expected;
  };
  const Row rows[] = {
      {"the key is wrong",
       [](PeerConnection &peer) { peer.read_request(), peer.answer(401, R"({"err_code":"INVALID_AUTH","err_msg":"Invalid credentials."})"); },
       base::Status::unauthenticated},
      {"too many calls", [](PeerConnection &peer) { peer.read_request(), peer.answer(429, R"({"err_code":"TOO_MANY_REQUESTS"})"); },
       base::Status::busy},
      {"it is down", [](PeerConnection &peer) { peer.read_request(), peer.answer(503, ""); }, base::Status::unavailable},
      {"it sends no JSON", [](PeerConnection &peer) { peer.accept_web_socket(), peer.send_text("{\"type\":"), peer.wait_until_gone(); },
       base::Status::corrupt},
      {"it sends too much",
       [](PeerConnection &peer) { peer.accept_web_socket(), peer.send_text(std::string(300'000, ' ')), peer.wait_until_gone(); },
       base::Status::corrupt},
  };
  const auto network = make_network();
  for (const Row &row : rows) {
    INFO(row.what);
    StreamPeer peer(row.script);
    Ears ears;
    const auto stream = *make_deepgram(options_for(peer), network)->open(kRate, {}, ears.callback());
    REQUIRE(ears.fails());
    CHECK(ears.error->status == row.expected);
    CHECK(ears.error->message.find("credentials") == std::string::npos);
    CHECK(peer.connections() == 1);
  }
}

TEST_CASE("a stream that is let go tells nobody, whatever still comes") {
  StreamPeer peer([](PeerConnection &connection) {
    connection.accept_web_socket();
    for (int i = 0; connection.is_there() && i < 1'000; ++i) connection.send_text(results(i, 1, "f", "more"));
  });
  const auto network = make_network();
  const auto deepgram = make_deepgram(options_for(peer), network);
  for (int round = 0; round < 20; ++round) {
    Ears ears;
    auto stream = *deepgram->open(kRate, {}, ears.callback());
    REQUIRE(ears.hears(1));
    stream.reset();
    const std::size_t heard = ears.heard.size();
    std::this_thread::yield();
    CHECK(ears.heard.size() == heard);
  }
}

TEST_CASE("Whisper gets each stretch of speech as a wave file, one at a time, and tells its words in order") {
  testing::Happening happening;
  std::vector<testing::PeerRequest> posts;
  StreamPeer peer([&](PeerConnection &connection) {
    while (connection.read_request()) {
      if (connection.request().method == "HEAD") {
        connection.raw("HTTP/1.1 404 X\r\nContent-Length: 0\r\n\r\n");
        continue;
      }
      std::size_t count = 0;
      happening.note([&] {
        posts.push_back(connection.request());
        count = posts.size();
      });
      const std::string answer = R"({"text":" stretch )" + std::to_string(count) + "\"}";
      connection.begin_chunks({"Content-Type: application/json"});
      connection.chunk(answer.substr(0, 9));
      connection.chunk(answer.substr(9));
      connection.end_chunks();
    }
  });
  const auto network = make_network();
  Ears ears;
  auto stream = *make_whisper({.base_url = peer.url(), .api_key = "key", .words = {"Dr. Lee"}}, network)->open(kRate, {"es"}, ears.callback());
  const auto hear = [&](const std::vector<voice::Sample> &sound) {
    voice::sounds::in_frames(sound, [&](voice::Samples samples) { stream->hear(samples); });
  };
  hear(voice::sounds::noise(1'000, 8));
  stream->end_of_turn();  // nobody spoke: nothing is asked
  for (int turn = 0; turn < 2; ++turn) {
    hear(voice::sounds::spoken(800, 8'000));
    stream->end_of_turn();
  }
  REQUIRE(ears.hears(2));
  CHECK(ears.heard == std::vector<std::string>{"stretch 1", "stretch 2"});
  REQUIRE(posts.size() == 2);
  CHECK(posts[0].path == "/v1/audio/transcriptions");
  CHECK(posts[0].headers.at("authorization") == "Bearer key");
  const std::string &body = posts[1].body;
  for (const char *part : {"name=\"model\"\r\n\r\nwhisper-1\r\n", "name=\"language\"\r\n\r\nes\r\n", "name=\"prompt\"\r\n\r\nDr. Lee. stretch 1\r\n",
                           "filename=\"turn.wav\"\r\nContent-Type: audio/wav\r\n\r\nRIFF"}) {
    INFO(part);
    CHECK(body.find(part) != std::string::npos);
  }
  const std::size_t second_ms = body.size() / 32;
  CHECK(second_ms > 700);
  CHECK(second_ms < 1'300);  // the speech and a little before it, not the second of noise
}

TEST_CASE("what Whisper refuses, garbles or delays ends the stream") {
  struct Row {
    const char *what;
    StreamPeer::Script script;
    base::Status expected;
  };
  const auto answers = [](int status, std::string body) {
    return [status, body = std::move(body)](PeerConnection &peer) {
      while (peer.read_request()) peer.answer(status, peer.request().method == "HEAD" ? "" : body);
    };
  };
  const Row rows[] = {
      {"the key is wrong", answers(401, "{}"), base::Status::unauthenticated},
      {"too many requests", answers(429, "{}"), base::Status::busy},
      {"it is down", answers(503, "{}"), base::Status::unavailable},
      {"it sends no JSON", answers(200, "<html>"), base::Status::corrupt},
      {"it sends no text", answers(200, R"({"text":7})"), base::Status::corrupt},
      {"it is cut off",
       [](PeerConnection &peer) {
         while (peer.read_request() && peer.request().method == "HEAD") peer.answer(404, "");
         peer.begin_chunks();
         peer.chunk(R"({"te)");
       },
       base::Status::deadline_exceeded},
      {"it stops midway",
       [](PeerConnection &peer) {
         while (peer.read_request() && peer.request().method == "HEAD") peer.answer(404, "");
         peer.begin_chunks();
         peer.chunk(R"({"te)");
         peer.wait_until_gone();
       },
       base::Status::deadline_exceeded},
  };
  const auto network = make_network({.idle_ms = 200});
  for (const Row &row : rows) {
    INFO(row.what);
    StreamPeer peer(row.script);
    Ears ears;
    auto stream = *make_whisper({.base_url = peer.url()}, network)->open(kRate, {}, ears.callback());
    voice::sounds::in_frames(voice::sounds::noise(500, 8), [&](voice::Samples samples) { stream->hear(samples); });
    voice::sounds::in_frames(voice::sounds::spoken(500, 8'000), [&](voice::Samples samples) { stream->hear(samples); });
    stream->end_of_turn();
    REQUIRE(ears.fails());
    CHECK(ears.error->status == row.expected);
    CHECK(ears.heard.empty());
  }
}

TEST_CASE("what a practice file says of a recogniser is checked by name") {
  struct Row {
    practice::PortConfig config;
    std::string field;
  };
  const Row rows[] = {
      {{"deepgram", {{"api_key", "k"}}}, ""},
      {{"deepgram", {{"api_key", "k"}, {"encoding", "mulaw"}, {"endpointing_ms", "100"}, {"language", "multi"}}}, ""},
      {{"deepgram", {}}, "api_key"},
      {{"deepgram", {{"api_key", "k"}, {"base_url", "http://api.example.com"}}}, "base_url"},
      {{"deepgram", {{"api_key", "k"}, {"encoding", "opus"}}}, "encoding"},
      {{"deepgram", {{"api_key", "k"}, {"endpointing_ms", "soon"}}}, "endpointing_ms"},
      {{"deepgram", {{"api_key", "k"}, {"endpointing_ms", "9999"}}}, "endpointing_ms"},
      {{"whisper", {{"api_key", "k"}}}, ""},
      {{"whisper", {{"base_url", "http://127.0.0.1:8080"}}}, ""},
      {{"whisper", {}}, "api_key"},
      {{"parrot", {}}, "adapter"},
  };
  const auto network = make_network();
  for (const Row &row : rows) {
    INFO(row.config.adapter << " " << row.field);
    const auto made = make_recogniser(row.config, {}, network);
    CHECK((made ? std::string() : made.error().field) == row.field);
  }
}

TEST_CASE("a practice's own words are few, each once, its people first") {
  practice::Practice practice;
  practice.name = "Oak Clinic";
  practice.providers.resize(2);
  practice.providers[0].name = "Dr. Lee";
  practice.providers[0].aliases = {"dr. lee", "Mary"};
  practice.providers[1].name = std::string(100, 'x');
  practice.services.resize(1);
  practice.services[0].name.by_language = {{"en", "cleaning"}, {"es", "limpieza"}};
  CHECK(hint_words(practice) == std::vector<std::string>{"Dr. Lee", "Oak Clinic", "cleaning", "limpieza", "Mary"});
  CHECK(hint_words(practice, {.words = 2}).size() == 2);
  CHECK(hint_words(practice, {.bytes = 10}) == std::vector<std::string>{"Dr. Lee"});
}
