// What the two halves of the network have in common. Theirs alone to include.
#pragma once

#include <mutex>
#include <optional>

#include "adapters/network.hpp"

namespace callwell::adapters {

/// Lets callbacks through, one at a time, until the handle is gone or the last one has run. The handler itself is destroyed
/// outside of the lock and never while it runs.
template <class Handler>
class Callbacks {
 public:
  explicit Callbacks(Handler handler) : handler_(std::move(handler)) {}

  /// False: nobody listens any more.
  template <class Call>
  bool run(Call &&call) {
    std::optional<Handler> released;
    const std::lock_guard lock(mutex_);
    if (!open_) return false;
    running_ = true;
    call(*handler_);
    running_ = false;
    if (!open_) released.swap(handler_);  // it ended itself
    return open_;
  }

  template <class Call>
  void run_last(Call &&call) {
    run([&](Handler &handler) {
      open_ = false;
      call(handler);
    });
  }

  void end() {
    std::optional<Handler> released;
    const std::lock_guard lock(mutex_);
    open_ = false;
    if (!running_) released.swap(handler_);
  }

  bool open() const {
    const std::lock_guard lock(mutex_);
    return open_;
  }

 private:
  mutable std::recursive_mutex mutex_;  // a callback may destroy its own stream
  std::optional<Handler> handler_;
  bool open_ = true, running_ = false;
};

/// Streaming HTTP over libcurl. Destroying it ends its thread.
class HttpStreams {
 public:
  virtual ~HttpStreams() = default;
  virtual base::Result<std::unique_ptr<HttpStream>> send(HttpRequest request, HttpStreamHandler handler) = 0;
  virtual void forget(HttpRequest request) = 0;  ///< sends it; nobody waits for the answer
};
std::unique_ptr<HttpStreams> make_http_streams(NetworkLimits limits);

/// WebSockets over Boost.Beast. Destroying it ends its thread.
class WebSockets {
 public:
  virtual ~WebSockets() = default;
  virtual base::Result<std::unique_ptr<WebSocket>> connect(WebSocketRequest request, WebSocketHandler handler) = 0;
};
std::unique_ptr<WebSockets> make_web_sockets(NetworkLimits limits);

}  // namespace callwell::adapters
