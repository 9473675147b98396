#include "adapters/network.hpp"

#include <catch2/catch.hpp>
#include <future>

#include "tests/adapters/stream_peer.hpp"

using namespace callwell;
using namespace callwell::adapters;
using testing::PeerConnection;
using testing::StreamPeer;

namespace {

/// What one HTTP answer told its callbacks.
struct Answer : testing::Happening {
  std::vector<HttpResponse> heads;
  std::vector<std::string> pieces;
  std::optional<base::Result<void>> end;

  HttpStreamHandler handler() {
    return {.on_head = [this](const HttpResponse &head) { note([&] { heads.push_back(head); }); },
            .on_body = [this](std::string_view bytes) { note([&] { pieces.emplace_back(bytes); }); },
            .on_end = [this](const base::Result<void> &result) { note([&] { end = result; }); }};
  }
  bool ended() {
    return wait([this] { return end.has_value(); });
  }
  base::Status status() const { return *end ? base::Status::ok : end->error().status; }
  std::string body() const {
    std::string all;
    for (const std::string &piece : pieces) all += piece;
    return all;
  }
};

/// What one WebSocket told its callbacks.
struct Talk : testing::Happening {
  bool open = false;
  std::vector<std::string> messages;
  std::optional<base::Result<void>> end;

  WebSocketHandler handler() {
    return {.on_open = [this] { note([&] { open = true; }); },
            .on_message =
                [this](std::string_view message, bool binary) { note([&] { messages.push_back((binary ? "b:" : "t:") + std::string(message)); }); },
            .on_close = [this](const base::Result<void> &result) { note([&] { end = result; }); }};
  }
  bool ended() {
    return wait([this] { return end.has_value(); });
  }
  base::Status status() const { return *end ? base::Status::ok : end->error().status; }
};

HttpRequest get(const std::string &url, std::int32_t timeout_ms = 5'000) { return {.url = url, .timeout_ms = timeout_ms}; }

/// The peer's side of every row below: read, then misbehave.
struct Row {
  const char *what;
  StreamPeer::Script script;
  base::Status expected;
};

}  // namespace

TEST_CASE("an answer arrives piece by piece while it is being made") {
  std::promise<void> first_seen;
  StreamPeer peer([&](PeerConnection &connection) {
    connection.read_request();
    connection.begin_chunks({"X-Id: 7"});
    connection.chunk("one ");
    first_seen.get_future().wait();  // the rest is made only when the first piece has been heard
    connection.chunk("two");
    connection.end_chunks();
    connection.wait_until_gone();
  });
  Answer answer;
  const auto network = make_network();
  const auto stream = network->send({.method = "POST", .url = peer.url() + "/v1?a=b", .body = "hello"}, answer.handler());
  REQUIRE(stream.has_value());
  const bool heard = answer.wait([&] { return !answer.pieces.empty(); });
  first_seen.set_value();
  REQUIRE(heard);
  REQUIRE(answer.ended());
  CHECK(answer.status() == base::Status::ok);
  CHECK(answer.body() == "one two");
  REQUIRE(answer.heads.size() == 1);
  CHECK(answer.heads[0].status == 200);
  CHECK(answer.heads[0].header("x-id") == "7");
}

TEST_CASE("a refusal is an answer, and says when to come back") {
  StreamPeer peer([](PeerConnection &connection) {
    while (connection.read_request()) {
      if (connection.request().path == "/overloaded") connection.raw("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 529 X\r\nContent-Length: 0\r\n\r\n");
      else connection.answer(429, "{}", {"Retry-After: 3"});
    }
  });
  const auto network = make_network();
  Answer limited, overloaded;
  const auto first = network->send(get(peer.url()), limited.handler());
  const auto second = network->send(get(peer.url() + "/overloaded"), overloaded.handler());
  REQUIRE((limited.ended() && overloaded.ended()));
  CHECK(limited.heads.at(0).status == 429);
  CHECK(limited.heads.at(0).retry_after_ms == 3'000);
  REQUIRE(overloaded.heads.size() == 1);
  CHECK(overloaded.heads[0].status == 529);
}

TEST_CASE("how an HTTP answer breaks is told, once") {
  const Row rows[] = {
      {"hangs up", [](PeerConnection &peer) { peer.read_request(); }, base::Status::deadline_exceeded},
      {"is cut off between chunks",
       [](PeerConnection &peer) {
         peer.read_request();
         peer.begin_chunks();
         peer.chunk("half");
       },
       base::Status::deadline_exceeded},
      {"stops midway",
       [](PeerConnection &peer) {
         peer.read_request();
         peer.begin_chunks();
         peer.chunk("half");
         peer.wait_until_gone();
       },
       base::Status::deadline_exceeded},
      {"never answers",
       [](PeerConnection &peer) {
         peer.read_request();
         peer.wait_until_gone();
       },
       base::Status::deadline_exceeded},
      {"talks garbage",
       [](PeerConnection &peer) {
         peer.read_request();
         peer.raw("\x01\x02 this is no protocol\r\n\r\n");
       },
       base::Status::corrupt},
      {"has a broken chunk size",
       [](PeerConnection &peer) {
         peer.read_request();
         peer.begin_chunks();
         peer.raw("zz\r\nhello\r\n");
         peer.wait_until_gone();
       },
       base::Status::deadline_exceeded},
      {"says too much",
       [](PeerConnection &peer) {
         peer.read_request();
         peer.begin_chunks();
         for (int i = 0; i < 20; ++i) peer.chunk(std::string(100, 'x'));
         peer.wait_until_gone();
       },
       base::Status::corrupt},
      {"has too long a head",
       [](PeerConnection &peer) {
         peer.read_request();
         peer.answer(200, "", {"X-Long: " + std::string(1'001, 'x')});
       },
       base::Status::corrupt},
  };
  const auto network = make_network({.max_header_bytes = 1'000, .max_body_bytes = 1'000, .idle_ms = 150});
  for (const Row &row : rows) {
    INFO(row.what);
    StreamPeer peer(row.script);
    Answer answer;
    const auto stream = network->send(get(peer.url(), 400), answer.handler());
    REQUIRE(answer.ended());
    CHECK(answer.status() == row.expected);
  }
  Answer nobody;
  const auto stream = network->send(get(testing::dead_url()), nobody.handler());
  REQUIRE(nobody.ended());
  CHECK(nobody.status() == base::Status::unavailable);
}

TEST_CASE("a warmed connection carries the next request, and requests share it") {
  std::promise<void> warmed;
  StreamPeer peer([&](PeerConnection &connection) {
    while (connection.read_request()) {
      if (connection.request().method == "HEAD") {
        connection.raw("HTTP/1.1 404 X\r\nContent-Length: 9\r\n\r\n");
        warmed.set_value();
      } else {
        connection.answer(200, connection.request().path + " on " + std::to_string(connection.number()));
      }
    }
  });
  const auto network = make_network();
  network->warm(peer.url() + "/v1/messages?x=y");
  warmed.get_future().wait();  // its answer is on this machine by now, and is taken before a later request looks for a connection
  for (const std::string path : {"/first", "/second"}) {
    Answer answer;
    const auto stream = network->send(get(peer.url() + path), answer.handler());
    REQUIRE(answer.ended());
    CHECK(answer.body() == path + " on 1");
  }
  CHECK(peer.connections() == 1);
}

TEST_CASE("an abandoned answer calls nobody back, from outside and from within") {
  StreamPeer peer([](PeerConnection &connection) {
    connection.read_request();
    connection.begin_chunks();
    while (connection.request().method == "GET") {
      connection.chunk("more");
      connection.pause_ms(1);
      if (!connection.is_there()) return;
    }
  });
  const auto network = make_network();
  Answer outside, within;
  auto stream = network->send(get(peer.url()), outside.handler());
  REQUIRE(outside.wait([&] { return !outside.pieces.empty(); }));
  stream->reset();
  const std::size_t pieces = outside.pieces.size();

  base::Result<std::unique_ptr<HttpStream>> own = std::unique_ptr<HttpStream>();
  std::promise<void> stored;
  HttpStreamHandler handler = within.handler();
  handler.on_body = [&, ready = stored.get_future().share()](std::string_view) {
    ready.wait();
    within.note([&] {
      own->reset();
      within.pieces.emplace_back("gone");
    });
  };
  own = network->send(get(peer.url()), std::move(handler));
  stored.set_value();
  REQUIRE(within.wait([&] { return !within.pieces.empty(); }));

  Answer later;  // a whole exchange on the same thread: time for the others to have misbehaved
  StreamPeer good([](PeerConnection &connection) {
    connection.read_request();
    connection.answer(200, "");
  });
  const auto last = network->send(get(good.url()), later.handler());
  REQUIRE(later.ended());
  CHECK(outside.pieces.size() == pieces);
  CHECK_FALSE(outside.end.has_value());
  CHECK(within.pieces.size() == 1);
  CHECK_FALSE(within.end.has_value());
}

TEST_CASE("a WebSocket carries text and bytes both ways, in order, from before it is open") {
  StreamPeer peer([](PeerConnection &connection) {
    connection.accept_web_socket();
    while (const auto message = connection.receive()) message->binary ? connection.send_binary(message->bytes) : connection.send_text(message->bytes);
  });
  const auto network = make_network();
  Talk talk;
  const std::string large(100'000, 'x');
  auto socket = network->connect({.url = peer.ws_url() + "/v1/listen?model=a", .headers = {{"Authorization", "Token t"}}}, talk.handler());
  REQUIRE(socket.has_value());
  (*socket)->send_text("hello");
  (*socket)->send_binary(std::string("\0\1", 2));
  (*socket)->send_binary(large);
  REQUIRE(talk.wait([&] { return talk.messages.size() == 3; }));
  (*socket)->close();
  REQUIRE(talk.ended());
  CHECK(talk.open);
  CHECK(talk.status() == base::Status::ok);
  CHECK(talk.messages[0] == "t:hello");
  CHECK(talk.messages[1] == std::string("b:\0\1", 4));
  CHECK(talk.messages[2] == "b:" + large);
}

TEST_CASE("the handshake names place, path and headers") {
  testing::PeerRequest seen;
  StreamPeer peer([&](PeerConnection &connection) {
    connection.read_request();
    seen = connection.request();
    connection.accept_web_socket();
    connection.send_close(1000);
    connection.wait_until_gone();
  });
  Talk talk;
  const auto network = make_network();
  const auto socket = network->connect({.url = peer.url() + "/v1/listen?model=a", .headers = {{"Authorization", "Token t"}}}, talk.handler());
  REQUIRE(talk.ended());
  CHECK(talk.status() == base::Status::ok);
  CHECK(seen.path == "/v1/listen?model=a");
  CHECK(seen.headers.at("authorization") == "Token t");
  CHECK("http://" + seen.headers.at("host") == peer.url());
}

TEST_CASE("a WebSocket with nothing to say says so as its service wants it") {
  std::vector<std::string> heard;
  StreamPeer peer([&](PeerConnection &connection) {
    connection.accept_web_socket();
    while (heard.size() < 4) heard.push_back(connection.receive().value_or(testing::PeerMessage{"gone"}).bytes);
    connection.send_close(1000);
    connection.wait_until_gone();
  });
  const auto network = make_network();
  Talk talk;
  const auto socket = network->connect({.url = peer.ws_url(), .keep_alive = "still here", .keep_alive_ms = 20}, talk.handler());
  (*socket)->send_text("hello");
  REQUIRE(talk.ended());
  CHECK(heard == std::vector<std::string>{"hello", "still here", "still here", "still here"});
}

TEST_CASE("how a WebSocket breaks is told, once") {
  const auto refuses = [](int status) { return [status](PeerConnection &peer) { peer.read_request(), peer.answer(status, "{}"); }; };
  const auto once_open = [](std::function<void(PeerConnection &)> then) {
    return [then = std::move(then)](PeerConnection &peer) { peer.accept_web_socket(), then(peer); };
  };
  const Row rows[] = {
      {"hangs up before the handshake", [](PeerConnection &peer) { peer.read_request(); }, base::Status::unavailable},
      {"never answers", [](PeerConnection &peer) { peer.wait_until_gone(); }, base::Status::unavailable},
      {"does not know the key", refuses(401), base::Status::unauthenticated},
      {"has too many of us", refuses(429), base::Status::busy},
      {"is overloaded", refuses(529), base::Status::unavailable},
      {"is a web server", refuses(200), base::Status::unavailable},
      {"hangs up", once_open([](PeerConnection &) {}), base::Status::deadline_exceeded},
      {"is cut off within a frame", once_open([](PeerConnection &peer) { peer.raw("\x81\x7e\x01"); }), base::Status::deadline_exceeded},
      {"falls silent", once_open([](PeerConnection &peer) { peer.wait_until_gone(); }), base::Status::deadline_exceeded},
      {"closes with a code", once_open([](PeerConnection &peer) { peer.send_close(1011, "NET-0001"), peer.wait_until_gone(); }),
       base::Status::deadline_exceeded},
      {"says too much at once", once_open([](PeerConnection &peer) { peer.send_text(std::string(1'001, 'x')), peer.wait_until_gone(); }),
       base::Status::corrupt},
      {"sends text that is none", once_open([](PeerConnection &peer) { peer.send_text("\xff\xfe"), peer.wait_until_gone(); }), base::Status::corrupt},
      {"sends no frames", once_open([](PeerConnection &peer) { peer.raw(std::string(16, '\x7f')), peer.wait_until_gone(); }), base::Status::corrupt},
  };
  const auto network = make_network({.idle_ms = 300});
  for (const Row &row : rows) {
    INFO(row.what);
    StreamPeer peer(row.script);
    Talk talk;
    const auto socket = network->connect({.url = peer.ws_url(), .connect_timeout_ms = 400, .max_message_bytes = 1'000}, talk.handler());
    REQUIRE(talk.ended());
    CHECK(talk.status() == row.expected);
    CHECK(talk.messages.empty());
  }
  Talk nobody;
  const auto socket = network->connect({.url = testing::dead_url()}, nobody.handler());
  REQUIRE(nobody.ended());
  CHECK(nobody.status() == base::Status::unavailable);
}

TEST_CASE("a peer that does not read loses the connection, not our memory") {
  std::promise<void> over;
  StreamPeer peer([&](PeerConnection &connection) {
    connection.accept_web_socket();
    over.get_future().wait();
  });
  const auto network = make_network();
  Talk talk;
  const auto socket = network->connect({.url = peer.ws_url(), .max_waiting_bytes = 100'000}, talk.handler());
  REQUIRE(talk.wait([&] { return talk.open; }));
  for (int i = 0; i < 500; ++i) (*socket)->send_binary(std::string(50'000, 'x'));
  const bool ended = talk.ended();
  over.set_value();
  REQUIRE(ended);
  CHECK(talk.status() == base::Status::limit_exceeded);
}

TEST_CASE("a WebSocket that is let go calls nobody back, but a goodbye that was asked for is said") {
  testing::Happening peer_side;
  bool goodbye = false;
  StreamPeer peer([&](PeerConnection &connection) {
    connection.accept_web_socket();
    connection.send_text("hello");
    while (const auto message = connection.receive()) {
      if (message->bytes == "last words") peer_side.note([&] { goodbye = true; });
    }
  });
  const auto network = make_network();
  {
    Talk talk;
    std::promise<void> stored;
    base::Result<std::unique_ptr<WebSocket>> socket = std::unique_ptr<WebSocket>();
    WebSocketHandler handler = talk.handler();
    handler.on_message = [&, ready = stored.get_future().share()](std::string_view, bool) {
      ready.wait();
      talk.note([&] {
        socket->reset();
        talk.messages.emplace_back("gone");
      });
    };
    socket = network->connect({.url = peer.ws_url()}, std::move(handler));
    stored.set_value();
    REQUIRE(talk.wait([&] { return !talk.messages.empty(); }));
    CHECK_FALSE(talk.end.has_value());
  }
  Talk talk;
  auto socket = network->connect({.url = peer.ws_url()}, talk.handler());
  REQUIRE(talk.wait([&] { return talk.open; }));
  (*socket)->send_text("last words");
  (*socket)->close();
  socket->reset();
  CHECK(peer_side.wait([&] { return goodbye; }));
}

TEST_CASE("a network may go before its streams, and from within a callback") {
  StreamPeer peer([](PeerConnection &connection) {
    if (!connection.read_request()) return;
    if (connection.request().headers.count("upgrade") != 0) {
      connection.accept_web_socket();
      connection.send_text("hello");
    } else {
      connection.begin_chunks();
      connection.chunk("hello");
    }
    connection.wait_until_gone();
  });
  {
    auto network = make_network();
    Talk talk;
    Answer answer;
    const auto socket = network->connect({.url = peer.ws_url()}, talk.handler());
    const auto stream = network->send(get(peer.url()), answer.handler());
    REQUIRE(talk.wait([&] { return !talk.messages.empty(); }));
    REQUIRE(answer.wait([&] { return !answer.pieces.empty(); }));
    network.reset();
    (*socket)->send_text("into nothing");
    CHECK_FALSE(talk.end.has_value());
    CHECK_FALSE(answer.end.has_value());
  }
  Talk talk;
  auto network = make_network();
  std::promise<void> stored;
  WebSocketHandler handler = talk.handler();
  handler.on_message = [&, ready = stored.get_future().share()](std::string_view, bool) {
    ready.wait();
    talk.note([&] {
      network.reset();
      talk.messages.emplace_back("gone");
    });
  };
  const auto socket = network->connect({.url = peer.ws_url()}, std::move(handler));
  stored.set_value();
  CHECK(talk.wait([&] { return !talk.messages.empty(); }));
}

TEST_CASE("streams go only where plain requests may go") {
  const auto network = make_network();
  for (const char *url : {"ws://api.example.com", "http://api.example.com", "wss://user:pass@example.com", "ftp://127.0.0.1", "",
                          "ws://127.0.0.1/\r\nX: y"}) {
    INFO(url);
    CHECK_FALSE(network->connect({.url = url}, {}).has_value());
    CHECK_FALSE(network->send({.url = url}, {}).has_value());
  }
  CHECK_FALSE(network->connect({.url = "ws://127.0.0.1:9", .headers = {{"X-A", "b\r\nX-C: d"}}}, {}).has_value());
}
