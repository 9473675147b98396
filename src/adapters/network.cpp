#include "adapters/network.hpp"

#include "adapters/curl_exchange.hpp"
#include "adapters/network_parts.hpp"

namespace callwell::adapters {

namespace {

constexpr std::int32_t kWarmMs = 5'000;

class SplitNetwork final : public Network {
 public:
  explicit SplitNetwork(NetworkLimits limits) : http_(make_http_streams(limits)), web_sockets_(make_web_sockets(limits)) {}

  base::Result<std::unique_ptr<WebSocket>> connect(WebSocketRequest request, WebSocketHandler handler) override {
    return web_sockets_->connect(std::move(request), std::move(handler));
  }

  base::Result<std::unique_ptr<HttpStream>> send(HttpRequest request, HttpStreamHandler handler) override {
    return http_->send(std::move(request), std::move(handler));
  }

  void warm(std::string url) override {
    if (const base::Result<Place> place = place_of(url)) http_->forget({.method = "HEAD", .url = place->origin() + "/", .timeout_ms = kWarmMs});
  }

 private:
  const std::unique_ptr<HttpStreams> http_;
  const std::unique_ptr<WebSockets> web_sockets_;
};

}  // namespace

std::shared_ptr<Network> make_network(NetworkLimits limits) { return std::make_shared<SplitNetwork>(limits); }

}  // namespace callwell::adapters
