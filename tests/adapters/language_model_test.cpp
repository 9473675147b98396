#include <catch2/catch.hpp>

#include "adapters/language_model/chain.hpp"
#include "adapters/language_model/models.hpp"
#include "base/json.hpp"
#include "tests/adapters/asking.hpp"
#include "tests/adapters/event_stream_frames.hpp"

using namespace callwell;
using namespace callwell::adapters;
using testing::Asking;
using testing::PeerConnection;
using testing::PeerRequest;
using testing::StreamPeer;

namespace {

/// False: hangs up afterwards.
using Answer = std::function<bool(PeerConnection &peer)>;

/// A model's service that answers the first request by the first of its answers, and so on; the last one stands for all that follow.
class ModelPeer {
 public:
  explicit ModelPeer(std::vector<Answer> answers)
      : answers_(std::move(answers)), peer_([this](PeerConnection &peer) {
          connected_.note([&] { ++connections_; });
          while (peer.read_request() && answer_of(peer.request())(peer)) {
          }
        }) {}

  std::string url() const { return peer_.url(); }
  std::vector<PeerRequest> requests() {
    std::vector<PeerRequest> copy;
    connected_.note([&] { copy = requests_; });
    return copy;
  }
  bool wait_for_connection() {
    return connected_.wait([&] { return connections_ > 0; });
  }

 private:
  Answer answer_of(const PeerRequest &request) {
    Answer answer;
    connected_.note([&] {
      answer = answers_[std::min(requests_.size(), answers_.size() - 1)];
      requests_.push_back(request);
    });
    return answer;
  }

  const std::vector<Answer> answers_;
  testing::Happening connected_;
  std::vector<PeerRequest> requests_;
  int connections_ = 0;
  StreamPeer peer_;  // last: its threads use all above
};

Answer streaming(std::string bytes, std::size_t cut = 1'000'000) {
  return [bytes, cut](PeerConnection &peer) {
    peer.begin_chunks({"Content-Type: text/event-stream"});
    for (std::size_t at = 0; at < bytes.size(); at += cut) peer.chunk(std::string_view(bytes).substr(at, cut));
    peer.end_chunks();
    return true;
  };
}

/// The first bytes of an answer, and then nothing more on a connection that stays.
Answer stalling(std::string bytes) {
  return [bytes](PeerConnection &peer) {
    peer.begin_chunks({"Content-Type: text/event-stream"});
    if (!bytes.empty()) peer.chunk(bytes);
    peer.wait_until_gone();
    return false;
  };
}

Answer refusing(int status, std::vector<std::string> headers = {}, std::string body = R"({"error":{"type":"x","message":"SECRET"}})") {
  return [=](PeerConnection &peer) {
    peer.answer(status, body, headers);
    return true;
  };
}

using Settings = std::map<std::string, std::string, std::less<>>;

/// With all it needs, pointed at that place; `more` wins.
practice::PortConfig config(const std::string &adapter, const std::string &url, Settings more = {}) {
  more.insert({{"api_key", "key"}, {"model", "small"}, {"base_url", url}, {"regions", "us-east-1"}});
  more.insert({{"access_key_id", "AKIDEXAMPLE"}, {"secret_access_key", "secret"}});
  return {adapter, std::move(more)};
}

std::shared_ptr<dialog::LanguageModel> model(const std::string &adapter, const std::string &url, Settings more = {}) {
  auto made = make_language_model(config(adapter, url, std::move(more)), make_network());
  REQUIRE(made.has_value());
  return *made;
}

const char *const kAdapters[] = {"anthropic", "openai", "bedrock"};

std::string answer_of(const std::string &adapter) {
  return adapter == "anthropic" ? testing::anthropic_answer() : adapter == "openai" ? testing::openai_answer() : testing::bedrock_answer();
}

}  // namespace

TEST_CASE("every service's answer comes through the network piece by piece") {
  for (const std::string adapter : kAdapters) {
    for (const std::size_t cut : {5, 1'000'000}) {
      INFO(adapter << " cut at " << cut);
      ModelPeer peer({streaming(answer_of(adapter), cut)});
      CHECK(Asking(*model(adapter, peer.url())).whole() == testing::kToldAnswer);
    }
  }
}

TEST_CASE("Anthropic is asked with the key, the version, and marks that keep tools and system text") {
  ModelPeer peer({streaming(testing::anthropic_words())});
  REQUIRE(Asking(*model("anthropic", peer.url())).whole() == "|Hi.|.9/4");
  const PeerRequest seen = peer.requests().at(0);
  CHECK(seen.path == "/v1/messages");
  CHECK(seen.headers.at("x-api-key") == "key");
  CHECK(seen.headers.at("anthropic-version") == "2023-06-01");
  CHECK(seen.headers.at("content-type") == "application/json");
  CHECK(*base::parse_json(seen.body) == *base::parse_json(R"({"model": "small", "max_tokens": 400, "stream": true,
    "system": [{"type": "text", "text": "You answer a clinic's telephone.", "cache_control": {"type": "ephemeral"}}],
    "tools": [{"name": "find_slots", "description": "finds openings", "input_schema": {"type": "object", "properties": {"day": {"type": "string"}}}},
              {"name": "hours", "description": "when we are open", "input_schema": {"type": "object"}, "cache_control": {"type": "ephemeral"}}],
    "messages": [{"role": "user", "content": "Tuesday?"}]})"));
}

TEST_CASE("the vendor and local servers are asked for tokens in the words they know") {
  ModelPeer peer({streaming(testing::openai_words())});
  REQUIRE(Asking(*model("openai", peer.url() + "/v1")).whole() == "|Hi.|.9/4");
  const PeerRequest seen = peer.requests().at(0);
  CHECK(seen.path == "/v1/chat/completions");
  CHECK(seen.headers.at("authorization") == "Bearer key");
  CHECK(*base::parse_json(seen.body) == *base::parse_json(R"({"model": "small", "max_tokens": 400, "stream": true,
    "stream_options": {"include_usage": true},
    "messages": [{"role": "system", "content": "You answer a clinic's telephone."}, {"role": "user", "content": "Tuesday?"}],
    "tools": [{"type": "function", "function": {"name": "find_slots", "description": "finds openings",
                                                "parameters": {"type": "object", "properties": {"day": {"type": "string"}}}}},
              {"type": "function", "function": {"name": "hours", "description": "when we are open", "parameters": {"type": "object"}}}]})"));

  REQUIRE(Asking(*model("openai", peer.url(), {{"api_key", ""}, {"max_tokens_field", "max_completion_tokens"}})).whole() == "|Hi.|.9/4");
  CHECK(peer.requests().at(1).headers.count("authorization") == 0);
  CHECK(peer.requests().at(1).body.find("\"max_completion_tokens\":400") != std::string::npos);
}

TEST_CASE("Bedrock is asked with a signature for the region, and for the whole name of the model") {
  ModelPeer peer({streaming(testing::bedrock_words())});
  const Settings settings{{"model", "us.anthropic.small-v1:0"}, {"session_token", "token"}, {"regions", "us-west-2"}};
  const auto clock = [] { return *base::parse_rfc3339("2026-03-15T14:05:00Z"); };
  const auto bedrock = make_language_model(config("bedrock", peer.url(), settings), make_network(), clock);
  REQUIRE(bedrock.has_value());
  REQUIRE(Asking(**bedrock).whole() == "|Hi.|.9/4");
  const PeerRequest seen = peer.requests().at(0);
  CHECK(seen.path == "/model/us.anthropic.small-v1%3A0/converse-stream");
  CHECK(seen.headers.at("x-amz-date") == "20260315T140500Z");
  CHECK(seen.headers.at("x-amz-security-token") == "token");
  CHECK(seen.headers.at("authorization").starts_with("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260315/us-west-2/bedrock/aws4_request,"));
  CHECK(*base::parse_json(seen.body) == *base::parse_json(R"({"inferenceConfig": {"maxTokens": 400},
    "system": [{"text": "You answer a clinic's telephone."}],
    "messages": [{"role": "user", "content": [{"text": "Tuesday?"}]}],
    "toolConfig": {"tools": [{"toolSpec": {"name": "find_slots", "description": "finds openings",
                                           "inputSchema": {"json": {"type": "object", "properties": {"day": {"type": "string"}}}}}},
                             {"toolSpec": {"name": "hours", "description": "when we are open", "inputSchema": {"json": {"type": "object"}}}}]}})"));
}

TEST_CASE("an answer outside 2xx becomes our status, is asked for once, and none of its words are repeated") {
  struct Row {
    int http;
    const char *expected;
  };
  const Row rows[] = {{400, "!invalid_argument"}, {401, "!unauthenticated"}, {402, "!unauthenticated"}, {403, "!unauthenticated"},
                      {404, "!not_found"},        {413, "!limit_exceeded"},  {424, "!unavailable"},     {429, "!busy"},
                      {500, "!unavailable"},      {503, "!unavailable"},     {529, "!unavailable"}};
  for (const Row &row : rows) {
    for (const std::string adapter : kAdapters) {
      INFO(adapter << " " << row.http);
      ModelPeer peer({refusing(row.http)});
      Asking asking(*model(adapter, peer.url()));
      CHECK(asking.whole() == row.expected);
      CHECK(asking.error().message.find("SECRET") == std::string::npos);
      CHECK(asking.error().message.find(std::to_string(row.http)) != std::string::npos);
      CHECK(peer.requests().size() == 1);
    }
  }
}

TEST_CASE("a quota that is used up is for the next model, whatever its status") {
  ModelPeer openai({refusing(429, {}, R"({"error":{"type":"insufficient_quota","code":"insufficient_quota"}})")});
  CHECK(Asking(*model("openai", openai.url())).whole() == "!unavailable");
  ModelPeer bedrock({refusing(400, {"x-amzn-errortype: ServiceQuotaExceededException:http://internal.example.com/"}, "{}")});
  CHECK(Asking(*model("bedrock", bedrock.url())).whole() == "!unavailable");
}

TEST_CASE("an answer that is cut in a line, in a character or in a frame ends with an error after what was whole") {
  const std::string anthropic = testing::anthropic_answer(), bedrock = testing::bedrock_answer();
  struct Row {
    const char *what, *adapter;
    std::string bytes;
  };
  const Row rows[] = {{"line", "anthropic", anthropic.substr(0, anthropic.find("el martes"))},
                      {"character", "anthropic", anthropic.substr(0, anthropic.find("🙂") + 2)},
                      {"frame", "bedrock", bedrock.substr(0, bedrock.find("el martes"))}};
  for (const Row &row : rows) {
    for (const bool in_order : {true, false}) {
      INFO(row.what << (in_order ? ", in order" : ", hung up"));
      ModelPeer peer({[&](PeerConnection &connection) {
        connection.begin_chunks();
        connection.chunk(row.bytes);
        if (in_order) connection.end_chunks();
        return in_order;
      }});
      CHECK(Asking(*model(row.adapter, peer.url())).whole() == std::string("|Sí, José — ") + (in_order ? "!unavailable" : "!deadline_exceeded"));
    }
  }
}

TEST_CASE("no token in time ends an answer: neither a head, nor signs of life, nor a first word are enough") {
  const std::string start = testing::anthropic_words().substr(0, testing::anthropic_words().find("event: content_block_delta"));
  struct Row {
    const char *what;
    Answer answer;
    const char *expected;
  };
  const Answer silent = [](PeerConnection &peer) {
    peer.wait_until_gone();
    return false;
  };
  const Row rows[] = {{"nothing at all", silent, "!deadline_exceeded"},
                      {"a head", stalling(""), "!deadline_exceeded"},
                      {"the beginning of a message", stalling(start), "!deadline_exceeded"},
                      {"signs of life",
                       [](PeerConnection &peer) {
                         peer.begin_chunks();
                         while (peer.is_there()) {
                           peer.chunk(testing::sse("ping", R"({"type":"ping"})"));
                           peer.pause_ms(10);
                         }
                         return false;
                       },
                       "!deadline_exceeded"},
                      {"a word", stalling(testing::anthropic_begun()), "|Hi.!deadline_exceeded"}};
  for (const Row &row : rows) {
    INFO(row.what);
    ModelPeer peer({row.answer});
    CHECK(Asking(*model("anthropic", peer.url(), {{"timeout_ms", "150"}})).whole() == row.expected);
  }
}

TEST_CASE("tokens that keep coming may take longer together than one of them") {
  const std::string answer = testing::anthropic_answer();
  ModelPeer peer({[&](PeerConnection &connection) {
    connection.begin_chunks();
    for (std::size_t at = 0; at < answer.size(); at += 100) {
      connection.chunk(std::string_view(answer).substr(at, 100));
      connection.pause_ms(40);
    }
    connection.end_chunks();
    return true;
  }});
  CHECK(Asking(*model("anthropic", peer.url(), {{"timeout_ms", "700"}})).whole() == testing::kToldAnswer);  // more than 800 ms in all
}

TEST_CASE("a short Retry-After is waited for once") {
  ModelPeer once({refusing(429, {"retry-after-ms: 30"}), streaming(testing::anthropic_words())});
  CHECK(Asking(*model("anthropic", once.url())).whole() == "|Hi.|.9/4");
  CHECK(once.requests().size() == 2);
  ModelPeer twice({refusing(503, {"retry-after-ms: 30"})});
  CHECK(Asking(*model("anthropic", twice.url())).whole() == "!unavailable");
  CHECK(twice.requests().size() == 2);
}

TEST_CASE("a long Retry-After is for the next model, and obeyed afterwards without asking") {
  ModelPeer busy({refusing(429, {"Retry-After: 7"}), streaming(testing::anthropic_words("too early"))});
  ModelPeer free({streaming(testing::openai_words())});
  const auto first = model("anthropic", busy.url());
  const auto both = chain_of({first, model("openai", free.url())});
  CHECK(Asking(*both).whole() == "|Hi.|.9/4");
  CHECK(Asking(*both).whole() == "|Hi.|.9/4");
  CHECK(Asking(*first).whole() == "!busy");
  CHECK(busy.requests().size() == 1);
  CHECK(free.requests().size() == 2);
}

TEST_CASE("a service that fails again and again is not asked for a while") {
  ModelPeer down({refusing(500)});
  const auto asked = model("anthropic", down.url());
  for (int i = 0; i < 7; ++i) CHECK(Asking(*asked).whole() == "!unavailable");
  CHECK(down.requests().size() == 5);
}

TEST_CASE("where one of Bedrock's regions is throttled or down the next is asked, signed anew") {
  const Answer troubles[] = {refusing(429, {"x-amzn-errortype: ThrottlingException"}, "{}"), refusing(503),
                             streaming(testing::exception_frame("throttlingException")), [](PeerConnection &) { return false; }};
  for (const Answer &trouble : troubles) {
    ModelPeer peer({trouble, streaming(testing::bedrock_answer())});
    const auto bedrock = model("bedrock", peer.url() + "/{region}", {{"regions", "us-east-1, us-west-2"}});
    CHECK(Asking(*bedrock).whole() == testing::kToldAnswer);
    const auto seen = peer.requests();
    REQUIRE(seen.size() == 2);
    CHECK(seen[0].path.starts_with("/us-east-1/model/"));
    CHECK(seen[1].path.starts_with("/us-west-2/model/"));
    CHECK(seen[0].headers.at("authorization").find("/us-east-1/bedrock/") != std::string::npos);
    CHECK(seen[1].headers.at("authorization").find("/us-west-2/bedrock/") != std::string::npos);
  }
  ModelPeer peer({streaming(testing::bedrock_begun() + testing::exception_frame("throttlingException")), streaming(testing::bedrock_answer())});
  CHECK(Asking(*model("bedrock", peer.url() + "/{region}", {{"regions", "us-east-1,us-west-2"}})).whole() == "|Hi.!busy");
  CHECK(peer.requests().size() == 1);  // words were said already
}

TEST_CASE("an answer that is given up ends its connection, and nothing comes any more") {
  testing::Happening happening;
  bool gone = false;
  ModelPeer peer({[&](PeerConnection &connection) {
    connection.begin_chunks();
    connection.chunk(testing::anthropic_begun());
    connection.wait_until_gone();
    happening.note([&] { gone = true; });
    return false;
  }});
  for (const bool at_first : {true, false}) {
    INFO((at_first ? "from within its callback" : "from outside"));
    const auto asked = model("anthropic", peer.url());
    Asking asking(*asked, at_first);
    REQUIRE(asking.wait_for("|Hi."));
    asking.give_up();
    CHECK(happening.wait([&] { return std::exchange(gone, false); }));
    CHECK(asking.now() == "|Hi.");
  }
}

TEST_CASE("an error after the status 200 goes to the next model before the first word and is passed on after it") {
  const std::string overloaded = testing::sse("error", R"({"type":"error","error":{"type":"overloaded_error","message":"SECRET"}})");
  ModelPeer next({streaming(testing::openai_words("Next."))});
  ModelPeer early({streaming(overloaded)}), late({streaming(testing::anthropic_begun() + overloaded)});
  CHECK(Asking(*chain_of({model("anthropic", early.url()), model("openai", next.url())})).whole() == "|Next.|.9/4");
  CHECK(Asking(*chain_of({model("anthropic", late.url()), model("openai", next.url())})).whole() == "|Hi.!unavailable");
}

TEST_CASE("a connection is there before the first question") {
  ModelPeer peer({streaming(testing::anthropic_words())});
  const auto warmed = model("anthropic", peer.url());
  warmed->warm();
  CHECK(peer.wait_for_connection());
}

TEST_CASE("a question that no service would take is refused before it leaves") {
  const auto asked = model("anthropic", testing::dead_url());
  const auto refused = [&](const std::function<void(dialog::ModelRequest &)> &change) {
    dialog::ModelRequest request = testing::question();
    change(request);
    const auto answer = asked->ask(request, [](const base::Result<dialog::ModelPiece> &) {});
    return answer ? std::string() : answer.error().field;
  };
  using Role = dialog::ModelMessage::Role;
  CHECK(refused([](auto &request) { request.messages.clear(); }) == "messages");
  CHECK(refused([](auto &request) { request.messages[0].role = Role::agent; }) == "messages");
  CHECK(refused([](auto &request) { request.messages.push_back({Role::person, "again"}); }) == "messages");
  CHECK(refused([](auto &request) { request.messages[0].text.clear(); }) == "messages");
  CHECK(refused([](auto &request) { request.tools[0].name = "find slots"; }) == "tools");
  CHECK(refused([](auto &request) { request.tools[0].name = std::string(65, 'x'); }) == "tools");
  CHECK(refused([](auto &request) { request.max_tokens = 0; }) == "max_tokens");
  CHECK(refused([](auto &request) { request.messages.push_back({Role::agent, "Yes?"}); }).empty());
}

TEST_CASE("a model without what it needs says which setting is missing or wrong") {
  struct Row {
    const char *adapter;
    Settings settings;
    const char *field;
  };
  const Settings aws{{"access_key_id", "a"}, {"secret_access_key", "s"}, {"model", "m"}, {"regions", "us-east-1"}};
  const auto with = [](Settings settings, const char *name, const char *value) {
    settings[name] = value;
    return settings;
  };
  const Row rows[] = {{"anthropic", {{"model", "m"}}, "api_key"},
                      {"anthropic", {{"api_key", "k"}}, "model"},
                      {"anthropic", {{"api_key", "k"}, {"model", "m"}, {"base_url", "http://api.example.com"}}, "base_url"},
                      {"anthropic", {{"api_key", "k"}, {"model", "m"}, {"timeout_ms", "soon"}}, "timeout_ms"},
                      {"anthropic", {{"api_key", "k"}, {"model", "m"}, {"timeout_ms", "99"}}, "timeout_ms"},
                      {"anthropic", {{"api_key", "k"}, {"model", "m"}, {"timeout_ms", "3000 "}}, "timeout_ms"},
                      {"openai", {{"model", "m"}}, "api_key"},
                      {"openai", {{"base_url", "http://127.0.0.1:11434/v1"}}, "model"},
                      {"openai", {{"base_url", "http://127.0.0.1:11434/v1"}, {"model", "m"}}, ""},
                      {"bedrock", aws, ""},
                      {"bedrock", with(aws, "access_key_id", ""), "access_key_id"},
                      {"bedrock", with(aws, "secret_access_key", ""), "secret_access_key"},
                      {"bedrock", with(aws, "regions", ""), "regions"},
                      {"bedrock", with(aws, "regions", "us-east-1,"), "regions"},
                      {"bedrock", with(aws, "regions", "example.com/x"), "regions"},
                      {"parrot", {}, "adapter"}};
  for (const Row &row : rows) {
    INFO(row.adapter << " " << row.field);
    const auto made = make_language_model({row.adapter, row.settings}, make_network());
    CHECK((made ? "" : made.error().field) == row.field);
  }
}
