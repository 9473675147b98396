// What the server's parts know of WebSockets: a far side to talk to, and somebody who follows what it says. All of it happens on the
// server's one I/O thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace server {

/// Reasons to close, RFC 6455, 7.4.1 (and 1013 of its registry).
enum class CloseCode : std::uint16_t {
  normal = 1000,
  going_away = 1001,
  unsupported = 1003,
  invalid = 1007,
  policy = 1008,
  too_big = 1009,
  internal = 1011,
  try_again_later = 1013
};

class WebSocketPeer {
 public:
  virtual ~WebSocketPeer() = default;
  /// Queued; a peer that lets too much of it lie loses the connection.
  virtual void send(std::string text) = 0;
  /// After what is queued has gone out. Nothing is received any more.
  virtual void close(CloseCode code, std::string_view reason) = 0;
  /// `slow` on a thread that may wait; then, if the socket is still there, `then` here.
  virtual void work(std::function<void()> slow, std::function<void()> then) = 0;
};

/// Follows one socket. `now_ms` is of a clock that never jumps. The peer outlives it.
class WebSocketHandler {
 public:
  virtual ~WebSocketHandler() = default;
  virtual void opened(WebSocketPeer &peer, std::int64_t now_ms) = 0;
  virtual void received(std::string_view text, std::int64_t now_ms) = 0;
  virtual void tick(std::int64_t now_ms) = 0;  ///< every 20 ms, as far as the machine keeps up
};

}  // namespace server
