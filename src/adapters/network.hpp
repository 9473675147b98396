// The way out for what streams: WebSockets, and HTTP answers that arrive piece by piece. One thread serves all of either and keeps
// their connections; `http.hpp` is for plain question and answer.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/http.hpp"

namespace callwell::adapters {

/// Callbacks run on the network's threads, one at a time for each stream, and must not wait. None runs once the stream's handle
/// is destroyed: its destructor waits for one that is running, so hold no lock then that a callback takes. A stream may be
/// destroyed from within one of its own callbacks. One may be empty, and may come before `connect` or `send` has returned.
struct WebSocketHandler {
  std::function<void()> on_open;
  std::function<void(std::string_view message, bool binary)> on_message;
  /// The last callback. `ok`: closed in order (1000, or no code). Before `on_open` an error is `unavailable`, or what the HTTP
  /// status of the refusal means (`status_of_http`); after it `deadline_exceeded` (the connection broke, or the peer closed with
  /// another code), `corrupt` (not the protocol, or too long a message) or `limit_exceeded` (more waits to be sent than may).
  std::function<void(base::Result<void>)> on_close;
};

struct WebSocketRequest {
  std::string url;                               ///< wss, or ws to this machine; https and http mean the same
  std::vector<HttpHeader> headers = {};
  std::int32_t connect_timeout_ms = 5'000;       ///< to the end of the handshake
  std::size_t max_message_bytes = 1 << 20;       ///< a longer one ends the connection
  std::size_t max_waiting_bytes = 1 << 20;       ///< of messages not yet sent; beyond, the connection ends
  std::string keep_alive = {};                   ///< a text sent when nothing else was for `keep_alive_ms`; empty: none
  std::int32_t keep_alive_ms = 4'000;
};

/// Destroying it ends the connection without waiting; a `close` before goes on by itself. What is sent before it is open waits for
/// that. Threads: any.
class WebSocket {
 public:
  virtual ~WebSocket() = default;
  virtual void send_text(std::string message) = 0;
  virtual void send_binary(std::string message) = 0;
  virtual void close() = 0;                      ///< what waits is sent, then 1000; what the peer still says is not heard, and it gets 2 s
};

struct HttpStreamHandler {
  std::function<void(const HttpResponse &head)> on_head;   ///< status, headers and Retry-After; no body
  std::function<void(std::string_view bytes)> on_body;     ///< as it arrives, cut anywhere
  std::function<void(base::Result<void>)> on_end;          ///< the last callback; errors as of `HttpTransport`
};

/// Destroying it abandons the answer without waiting. Threads: any.
class HttpStream {
 public:
  virtual ~HttpStream() = default;
};

struct NetworkLimits {
  std::size_t max_header_bytes = 64 << 10;
  std::size_t max_body_bytes = 64 << 20;         ///< of one answer, all pieces together
  std::int32_t idle_ms = 15'000;                 ///< between two pieces of an answer, or no sign of life on a WebSocket: broken
};

/// Threads: any. Streams that outlive it fall silent without a last callback.
class Network {
 public:
  virtual ~Network() = default;
  virtual base::Result<std::unique_ptr<WebSocket>> connect(WebSocketRequest request, WebSocketHandler handler) = 0;
  /// `timeout_ms` of the request is for the whole answer, until its last byte.
  virtual base::Result<std::unique_ptr<HttpStream>> send(HttpRequest request, HttpStreamHandler handler) = 0;
  /// Has an HTTP connection to that place ready, so that the next request need not wait for name, TCP and TLS. It asks for the
  /// head of `/` there, without credentials, and forgets the answer.
  virtual void warm(std::string url) = 0;
};

/// TLS certificates are always verified, redirects never followed.
std::shared_ptr<Network> make_network(NetworkLimits limits = {});

}  // namespace callwell::adapters
