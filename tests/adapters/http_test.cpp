#include "adapters/http.hpp"

#include <catch2/catch.hpp>

#include "tests/adapters/http_peer.hpp"

using namespace callwell;
using namespace callwell::adapters;
using testing::HttpPeer;
using testing::PeerAnswer;
using testing::PeerRequest;

namespace {

base::Status status_of(const base::Result<HttpResponse> &result) { return result ? base::Status::ok : result.error().status; }

HttpRequest post(const std::string &url, bool once = false) {
  return {.method = "POST", .url = url, .headers = {{"Content-Type", "text/plain"}}, .body = "hello", .timeout_ms = 5'000, .once = once};
}

}  // namespace

TEST_CASE("a request arrives as given and the answer comes back as sent") {
  HttpPeer peer([](const PeerRequest &) { return testing::answer(201, "made", {"X-Id: 7", "Retry-After: 3"}); });
  const auto client = make_http_client();
  const auto response = client->send(post(peer.url() + "/things?a=1"));
  REQUIRE(response.has_value());
  CHECK(response->status == 201);
  CHECK(response->body == "made");
  CHECK(response->header("x-id") == "7");
  CHECK(response->retry_after_ms == 3000);
  const PeerRequest seen = peer.requests().at(0);
  CHECK(seen.method == "POST");
  CHECK(seen.path == "/things?a=1");
  CHECK(seen.body == "hello");
  CHECK(seen.headers.at("content-type") == "text/plain");
  CHECK(seen.headers.count("expect") == 0);
}

TEST_CASE("connections are kept for the next request, but never for one that must go out once") {
  HttpPeer peer([](const PeerRequest &) { return testing::answer(200, ""); });
  const auto client = make_http_client();
  for (const bool once : {false, false, true}) REQUIRE(client->send(post(peer.url(), once)).has_value());
  const auto seen = peer.requests();
  CHECK(seen.at(1).connection == seen.at(0).connection);
  CHECK(seen.at(2).connection != seen.at(1).connection);
}

TEST_CASE("a request that must go out once is not sent again when the peer hangs up without an answer") {
  std::int32_t count = 0;
  HttpPeer peer([&](const PeerRequest &) { return ++count == 1 ? testing::answer(200, "") : PeerAnswer{"", true}; });
  const auto client = make_http_client();
  REQUIRE(client->send(post(peer.url(), true)).has_value());
  CHECK(status_of(client->send(post(peer.url(), true))) == base::Status::deadline_exceeded);
  CHECK(peer.requests().size() == 2);
}

TEST_CASE("how a peer fails decides what is known of the deed") {
  struct Row {
    const char *what;
    PeerAnswer answer;
    base::Status expected;
  };
  const Row rows[] = {
      {"hangs up", {"", true}, base::Status::deadline_exceeded},
      {"is cut off in the body", {"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf", true}, base::Status::deadline_exceeded},
      {"is cut off in the head", {"HTTP/1.1 200 OK\r\nContent-Le", true}, base::Status::deadline_exceeded},
      {"says nothing", {"", false, true}, base::Status::deadline_exceeded},
      {"talks garbage", {"\x01\x02 this is no protocol\r\n\r\n", true}, base::Status::corrupt},
      {"answers 500", testing::answer(500, "{}"), base::Status::ok},
  };
  for (const Row &row : rows) {
    INFO(row.what);
    HttpPeer peer([&](const PeerRequest &) { return row.answer; });
    HttpRequest request = post(peer.url(), true);
    request.timeout_ms = row.answer.silent ? 100 : 5'000;
    CHECK(status_of(make_http_client()->send(request)) == row.expected);
  }
  CHECK(status_of(make_http_client()->send(post(testing::dead_url()))) == base::Status::unavailable);
}

TEST_CASE("an answer beyond the limit is refused, in the body and in the head") {
  const auto client = make_http_client({.max_response_bytes = 1000, .max_header_bytes = 1000});
  HttpPeer body([](const PeerRequest &) { return testing::answer(200, std::string(1001, 'x')); });
  HttpPeer head([](const PeerRequest &) { return testing::answer(200, "", {"X-Long: " + std::string(1001, 'x')}); });
  HttpPeer fits([](const PeerRequest &) { return testing::answer(200, std::string(1000, 'x')); });
  CHECK(status_of(client->send(post(body.url()))) == base::Status::corrupt);
  CHECK(status_of(client->send(post(head.url()))) == base::Status::corrupt);
  CHECK(status_of(client->send(post(fits.url()))) == base::Status::ok);
}

TEST_CASE("redirects are not followed") {
  HttpPeer peer([](const PeerRequest &) { return testing::answer(302, "", {"Location: /elsewhere"}); });
  const auto response = make_http_client()->send(post(peer.url()));
  REQUIRE(response.has_value());
  CHECK(response->status == 302);
  CHECK(peer.requests().size() == 1);
}

TEST_CASE("only https, or http to this machine") {
  for (const char *url : {"https://api.example.com/v1", "http://127.0.0.1:8080", "http://localhost/x", "http://[::1]:9/"}) {
    INFO(url);
    CHECK(check_url(url).has_value());
  }
  for (const char *url : {"http://api.example.com", "ftp://127.0.0.1", "file:///etc/passwd", "https://user:pass@example.com", "",
                          "nonsense", "https://example.com/\r\nX: y", "http://127.0.0.1.example.com", "http://localhost.example.com"}) {
    INFO(url);
    CHECK_FALSE(check_url(url).has_value());
  }
}

TEST_CASE("no header and no method can smuggle in another") {
  HttpPeer peer([](const PeerRequest &) { return testing::answer(200, ""); });
  for (const HttpHeader &header :
       {HttpHeader{"X-A", "b\r\nX-C: d"}, HttpHeader{"X-A\r\nX-B", "c"}, HttpHeader{"", "v"}, HttpHeader{"X A", "v"}}) {
    HttpRequest request = post(peer.url());
    request.headers.push_back(header);
    CHECK(status_of(make_http_client()->send(request)) == base::Status::invalid_argument);
  }
  HttpRequest request = post(peer.url());
  request.method = "GET / HTTP/1.1\r\nX: y\r\n";
  CHECK(status_of(make_http_client()->send(request)) == base::Status::invalid_argument);
  CHECK(peer.requests().empty());
}
