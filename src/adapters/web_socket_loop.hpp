// The thread of all WebSockets and what it knows of each. The network's alone to include.
#pragma once

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <memory>

#include "adapters/curl_exchange.hpp"
#include "adapters/network_parts.hpp"

namespace callwell::adapters {

/// Kept by the network and by every handle; destroying it frees what of the connections was still waiting.
class SocketLoop {
 public:
  explicit SocketLoop(NetworkLimits limits) : limits_(limits), guard_(io_.get_executor()) {}

  boost::asio::io_context &io() { return io_; }
  const NetworkLimits &limits() const { return limits_; }

  /// Threads: any. Nothing is taken any more once the loop is told to stop: nobody would run it.
  template <class Work>
  void post(Work &&work) {
    if (!io_.stopped()) boost::asio::post(io_, std::forward<Work>(work));
  }

  void run() { io_.run(); }
  void stop() { io_.stop(); }

 private:
  const NetworkLimits limits_;
  boost::asio::io_context io_;
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> guard_;
};

/// One connection. All but `callbacks` happens on the loop's thread; its pending work keeps it alive.
class SocketConnection : public std::enable_shared_from_this<SocketConnection> {
 public:
  SocketConnection(SocketLoop &loop, WebSocketRequest request, Place place, WebSocketHandler handler)
      : callbacks(std::move(handler)), loop_(loop), request_(std::move(request)), place_(std::move(place)) {}
  virtual ~SocketConnection() = default;
  virtual void start() = 0;
  virtual void send(std::string message, bool binary) = 0;
  virtual void close() = 0;
  virtual void abandon() = 0;  ///< at once, without a callback

  Callbacks<WebSocketHandler> callbacks;

 protected:
  SocketLoop &loop_;
  const WebSocketRequest request_;
  const Place place_;
};

/// Two files, because either costs the compiler some twenty seconds.
std::shared_ptr<SocketConnection> make_plain_connection(SocketLoop &loop, WebSocketRequest request, Place place,
                                                        WebSocketHandler handler);
std::shared_ptr<SocketConnection> make_tls_connection(SocketLoop &loop, WebSocketRequest request, Place place,
                                                      WebSocketHandler handler);

}  // namespace callwell::adapters
