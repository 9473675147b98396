// The way out for what streams: WebSockets, and HTTP answers that arrive piece by piece. One thread serves them all and keeps
// their connections; `http.hpp` is for plain question and answer.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/http.hpp"

namespace callwell::adapters {

/// Callbacks run on the network's thread, one at a time for each stream, and must not wait. None runs once the stream's handle
/// is destroyed; it may be destroyed from within one of its own callbacks.
struct WebSocketHandler {
  std::function<void()> on_open;
  std::function<void(std::string_view message, bool binary)> on_message;
  /// The last callback. `ok`: the peer closed in order (1000); else what broke, and whether anything was sent before.
  std::function<void(base::Result<void>)> on_close;
};

struct WebSocketRequest {
  std::string url;                               ///< wss, or ws to this machine
  std::vector<HttpHeader> headers = {};
  std::int32_t connect_timeout_ms = 5'000;       ///< to the end of the handshake
  std::size_t max_message_bytes = 1 << 20;       ///< a longer one ends the connection
  std::size_t max_waiting_bytes = 1 << 20;       ///< of messages not yet sent; beyond, the connection ends
};

/// Destroying it ends the connection without waiting. What is sent before it is open waits for that. Threads: any.
class WebSocket {
 public:
  virtual ~WebSocket() = default;
  virtual void send_text(std::string message) = 0;
  virtual void send_binary(std::string message) = 0;
  virtual void close() = 0;                      ///< in order: what waits is sent first, then 1000
};

struct HttpStreamHandler {
  std::function<void(const HttpResponse &head)> on_head;   ///< status, headers and Retry-After; no body
  std::function<void(std::string_view bytes)> on_body;     ///< as it arrives, cut anywhere
  std::function<void(base::Result<void>)> on_end;          ///< the last callback; errors as of HttpTransport
};

/// Destroying it abandons the answer without waiting. Threads: any.
class HttpStream {
 public:
  virtual ~HttpStream() = default;
};

struct NetworkLimits {
  std::size_t max_header_bytes = 64 << 10;
  std::size_t max_body_bytes = 64 << 20;         ///< of one answer, all pieces together
  std::int32_t idle_ms = 15'000;                 ///< no byte for that long: the answer is broken
};

/// Threads: any. It outlives its streams.
class Network {
 public:
  virtual ~Network() = default;
  virtual base::Result<std::unique_ptr<WebSocket>> connect(WebSocketRequest request, WebSocketHandler handler) = 0;
  virtual base::Result<std::unique_ptr<HttpStream>> send(HttpRequest request, HttpStreamHandler handler) = 0;
  /// Has a connection to that place ready, so that the next request need not wait for name, TCP and TLS.
  virtual void warm(std::string url) = 0;
};

/// TLS certificates are always verified, redirects never followed.
std::shared_ptr<Network> make_network(NetworkLimits limits = {});

}  // namespace callwell::adapters
