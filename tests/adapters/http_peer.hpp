// A real HTTP server on a loopback port for tests, which can also misbehave.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace callwell::testing {

struct PeerRequest {
  std::string method, path, body;
  std::map<std::string, std::string> headers;  ///< names in lower case
  std::int32_t connection = 0;                 ///< 1 for the first connection, 2 for the next
};

struct PeerAnswer {
  std::string bytes;     ///< put on the wire as they are
  bool hang_up = false;  ///< close after them
  bool silent = false;   ///< say nothing and keep the connection open
};

PeerAnswer answer(int status, std::string body, std::vector<std::string> headers = {});

class HttpPeer {
 public:
  using Handler = std::function<PeerAnswer(const PeerRequest &request)>;
  explicit HttpPeer(Handler handler);
  ~HttpPeer();
  HttpPeer(const HttpPeer &) = delete;
  HttpPeer &operator=(const HttpPeer &) = delete;

  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
  std::vector<PeerRequest> requests() const;

 private:
  void accept_all();
  void serve(int socket, std::int32_t connection);
  bool serve_one(int socket, std::int32_t connection, std::string &buffer);

  const Handler handler_;
  std::uint16_t port_ = 0;
  const int listener_;  // made after `port_`, which it fills
  mutable std::mutex mutex_;
  std::vector<PeerRequest> requests_;
  std::vector<int> sockets_;
  std::vector<std::thread> connections_;
  std::thread acceptor_;
};

/// A loopback address where nobody listens.
std::string dead_url();

// For other peers.
int listen_on_loopback(std::uint16_t &port);
PeerRequest parse_head(std::string_view head);

}  // namespace callwell::testing
