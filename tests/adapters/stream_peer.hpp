// A real server on a loopback port for tests of what streams: HTTP in pieces and WebSockets. A script says, connection by
// connection, what it does, misbehaviour included:
//
//   StreamPeer peer([](PeerConnection &peer) {
//     peer.accept_web_socket();
//     peer.receive();                      // waits for the first message
//     peer.send_text(R"({"type":"Results"})");
//     peer.raw("\x81\x7e\x01");            // a frame cut in the middle; returning hangs up
//   });
#pragma once

#include <condition_variable>
#include <functional>
#include <optional>

#include "tests/adapters/http_peer.hpp"

namespace callwell::testing {

struct PeerMessage {
  std::string bytes;
  bool binary = false;
};

/// One connection, as its script sees it. Writing to one that is gone does nothing.
class PeerConnection {
 public:
  PeerConnection(int socket, std::int32_t number) : socket_(socket), number_(number) {}

  std::int32_t number() const { return number_; }  ///< 1 for the first, 2 for the next
  /// The next request; false when the other side is gone.
  bool read_request();
  const PeerRequest &request() const { return request_; }  ///< the last one read; for a WebSocket its handshake

  void raw(std::string_view bytes);
  void answer(int status, std::string body, std::vector<std::string> headers = {});  ///< a whole HTTP answer
  void begin_chunks(std::vector<std::string> headers = {}, int status = 200);
  void chunk(std::string_view bytes);
  void end_chunks();

  /// Reads the request unless that is done, and agrees.
  bool accept_web_socket();
  void send_text(std::string_view message);
  void trickle_text(std::string_view message, std::size_t piece_bytes);  ///< in pieces, with a breath between them
  void send_binary(std::string_view message);
  void send_close(std::uint16_t code, std::string_view reason = {});
  /// The next message; nothing when the other side has closed or is gone. Answers pings and the goodbye.
  std::optional<PeerMessage> receive();
  bool is_there() const;  ///< as far as anybody can know
  /// Says nothing more until the other side gives up.
  void wait_until_gone();
  void pause_ms(int ms);

 private:
  bool fill();
  bool fill_to(std::size_t size);
  bool read_frame(int &opcode, bool &last, std::string &payload);

  const int socket_;
  const std::int32_t number_;
  std::string buffer_;
  PeerRequest request_;
  bool has_request_ = false;
};

class StreamPeer {
 public:
  using Script = std::function<void(PeerConnection &peer)>;  ///< on a thread for each connection
  explicit StreamPeer(Script script);
  ~StreamPeer();
  StreamPeer(const StreamPeer &) = delete;
  StreamPeer &operator=(const StreamPeer &) = delete;

  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
  std::uint16_t port() const { return port_; }
  std::string ws_url() const { return "ws://127.0.0.1:" + std::to_string(port_); }
  std::int32_t connections() const;

 private:
  void accept_all();

  const Script script_;
  std::uint16_t port_ = 0;
  const int listener_;  // made after `port_`, which it fills
  mutable std::mutex mutex_;
  std::vector<int> sockets_;
  std::vector<std::thread> threads_;
  std::thread acceptor_;
};

/// What callbacks tell a test. `wait` returns false when it did not happen within ten seconds.
class Happening {
 public:
  template <class Change>
  void note(Change &&change) {
    const std::lock_guard lock(mutex_);
    change();
    changed_.notify_all();
  }
  template <class Condition>
  bool wait(Condition &&condition) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::seconds(10), condition);
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
};

}  // namespace callwell::testing
