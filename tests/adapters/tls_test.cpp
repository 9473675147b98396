// Who is trusted: only what the machine's authorities vouch for, under the name that was asked for.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>

#include "adapters/network.hpp"
#include "tests/adapters/tls_front.hpp"

using namespace callwell;
using namespace callwell::adapters;
using testing::PeerConnection;

namespace {

struct End : testing::Happening {
  std::optional<base::Result<void>> result;
  base::Status status() {
    REQUIRE(wait([this] { return result.has_value(); }));
    return *result ? base::Status::ok : result->error().status;
  }
};

base::Status talk(Network &network, const std::string &url, std::vector<std::string> &heard, std::int32_t timeout_ms = 5'000) {
  End end;
  const auto socket = network.connect({.url = url, .connect_timeout_ms = timeout_ms},
                                      {.on_message = [&](std::string_view message, bool) { heard.emplace_back(message); },
                                       .on_close = [&](const base::Result<void> &result) { end.note([&] { end.result = result; }); }});
  return end.status();
}

base::Status ask(Network &network, const std::string &url) {
  End end;
  const auto stream =
      network.send({.url = url, .timeout_ms = 5'000}, {.on_end = [&](const base::Result<void> &result) { end.note([&] { end.result = result; }); }});
  return end.status();
}

}  // namespace

TEST_CASE("TLS is spoken only with whom the machine trusts, under the name that was asked for") {
  const testing::Certificate trusted("localhost"), stranger("localhost");
  const auto file = std::filesystem::temp_directory_path() / ("callwell-trust-" + std::to_string(std::random_device()()) + ".pem");
  std::ofstream(file) << trusted.pem();
  ::setenv("SSL_CERT_FILE", file.c_str(), 1);  // nothing in this program has spoken TLS before: trust is read once

  testing::StreamPeer peer([](PeerConnection &connection) {
    if (!connection.accept_web_socket()) return;
    connection.send_text("hello");
    connection.send_close(1000);
    connection.wait_until_gone();
  });
  const testing::TlsFront good(trusted, peer.port()), bad(stranger, peer.port());
  const auto network = make_network();
  std::vector<std::string> heard;
  CHECK(talk(*network, good.url("wss", "localhost"), heard) == base::Status::ok);
  CHECK(heard == std::vector<std::string>{"hello"});
  CHECK(talk(*network, good.url("wss", "127.0.0.1"), heard) == base::Status::unavailable);
  CHECK(talk(*network, bad.url("wss", "localhost"), heard) == base::Status::unavailable);
  CHECK(talk(*network, "wss" + peer.url().substr(4), heard, 100) == base::Status::unavailable);  // speaks no TLS and waits for more
  CHECK(ask(*network, bad.url("https", "localhost")) == base::Status::unavailable);
  CHECK(heard.size() == 1);
  std::filesystem::remove(file);
}
