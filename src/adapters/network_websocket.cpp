#include <atomic>
#include <thread>

#include "adapters/web_socket_loop.hpp"
#include "base/text.hpp"

namespace callwell::adapters {

namespace {

class Handle final : public WebSocket {
 public:
  Handle(std::shared_ptr<SocketLoop> loop, std::shared_ptr<SocketConnection> connection)
      : loop_(std::move(loop)), connection_(std::move(connection)) {}

  ~Handle() override {
    connection_->callbacks.end();
    if (!closed_) loop_->post([connection = connection_] { connection->abandon(); });
  }

  void send_text(std::string message) override { send(std::move(message), false); }
  void send_binary(std::string message) override { send(std::move(message), true); }

  void close() override {
    closed_ = true;
    loop_->post([connection = connection_] { connection->close(); });
  }

 private:
  void send(std::string message, bool binary) {
    loop_->post([connection = connection_, message = std::move(message), binary]() mutable { connection->send(std::move(message), binary); });
  }

  const std::shared_ptr<SocketLoop> loop_;  // goes last
  const std::shared_ptr<SocketConnection> connection_;
  std::atomic<bool> closed_ = false;
};

/// The rules of `place_of` speak of HTTP, where a WebSocket begins.
std::string as_http(const std::string &address) {
  const std::string scheme = base::lower_ascii(std::string_view(address).substr(0, address.find(':')));
  return scheme == "wss" || scheme == "ws" ? "http" + address.substr(2) : address;
}

class BeastSockets final : public WebSockets {
 public:
  explicit BeastSockets(NetworkLimits limits) : loop_(std::make_shared<SocketLoop>(limits)) {}

  ~BeastSockets() override {
    if (!thread_.joinable()) return;
    loop_->stop();
    if (thread_.get_id() == std::this_thread::get_id()) {
      thread_.detach();  // destroyed by the last callback that held it
    } else {
      thread_.join();
    }
  }

  base::Result<std::unique_ptr<WebSocket>> connect(WebSocketRequest request, WebSocketHandler handler) override {
    base::Result<Place> place = place_of(as_http(request.url));
    if (!place) return place.error();
    if (const base::Result<void> fine = check_headers(request.headers); !fine) return fine.error();
    std::call_once(started_, [this] { thread_ = std::thread([loop = loop_] { loop->run(); }); });
    const auto make = place->tls ? &make_tls_connection : &make_plain_connection;
    std::shared_ptr<SocketConnection> connection = make(*loop_, std::move(request), std::move(*place), std::move(handler));
    loop_->post([connection] { connection->start(); });
    return std::make_unique<Handle>(loop_, std::move(connection));
  }

 private:
  const std::shared_ptr<SocketLoop> loop_;
  std::once_flag started_;
  std::thread thread_;
};

}  // namespace

std::unique_ptr<WebSockets> make_web_sockets(NetworkLimits limits) { return std::make_unique<BeastSockets>(limits); }

}  // namespace callwell::adapters
