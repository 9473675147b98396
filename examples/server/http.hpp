// What the server's parts know of HTTP: requests, responses, and a listener that has no idea what they mean.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "result.hpp"
#include "web_socket.hpp"

namespace server {

struct HttpRequest {
  std::string method;
  std::string target;                                       ///< path and query as sent
  std::string path;                                         ///< the target's path, as sent
  std::map<std::string, std::string, std::less<>> headers;  ///< names in lower case; repeated ones joined by ", "
  std::string body;
  std::string id;  ///< X-Request-Id: the client's when it is harmless, else made here
  bool from_this_machine = false;

  std::string_view header(std::string_view lower_name) const;
  std::string query(std::string_view name) const;  ///< decoded; empty when absent
};

/// Text that goes on arriving: server-sent events for one client.
class EventReader {
 public:
  virtual ~EventReader() = default;
  virtual std::string take() = 0;                           ///< what is new, or nothing
  virtual void when_ready(std::function<void()> wake) = 0;  ///< called from any thread when there may be something
};

struct HttpResponse {
  std::int32_t status = 200;
  std::string content_type = "application/json; charset=utf-8";
  std::string body = {};
  std::vector<std::pair<std::string, std::string>> headers = {};
  std::shared_ptr<EventReader> events = {};  ///< set: the connection becomes a stream of events
};

struct HttpSettings {
  std::string host;
  std::uint16_t port = 8080;
  std::int32_t workers = 2;              ///< threads that run handlers; one more moves the bytes
  std::size_t max_body_bytes = 1 << 20;  ///< the largest honest request is an operation with a page of text
  std::size_t max_header_bytes = 16 << 10;
  std::size_t max_connections = 512;
  std::int32_t read_seconds = 30;       ///< for a whole request, and for the next one to begin
  std::int32_t heartbeat_seconds = 15;  ///< of event streams: proxies close silent connections after a minute
};

class HttpServer {
 public:
  /// Runs on a worker thread; may block. A failure before a handler exists (too large, not HTTP) goes through it as well:
  /// `refused` is then the status, and the request has what could be read.
  using Handler = std::function<HttpResponse(const HttpRequest &request, std::int32_t refused)>;
  /// Who follows a WebSocket at this path; null: there is none. Runs on the I/O thread and must not block.
  using Upgrade = std::function<std::unique_ptr<WebSocketHandler>(const HttpRequest &request)>;
  /// Takes the first free port from `port` on, at most ten further.
  static Result<std::unique_ptr<HttpServer>> listen(const HttpSettings &settings, Handler handler, Upgrade upgrade = {});
  virtual ~HttpServer() = default;
  virtual std::uint16_t port() const = 0;
  virtual void run() = 0;  ///< until SIGINT or SIGTERM; then requests in hand are finished, for at most five seconds
};

/// A field of `a=1&b=2`, decoded; empty when absent.
std::string form_field(std::string_view form, std::string_view name);
std::string percent_decode(std::string_view text);

}  // namespace server
