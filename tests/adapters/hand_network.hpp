// A network whose peers are played by the test itself, step by step, on the test's own thread.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "adapters/network.hpp"

namespace callwell::testing {

struct HandNetwork : adapters::Network {
  struct Exchange {
    adapters::HttpRequest request;
    adapters::HttpStreamHandler handler;
    bool alive = true;

    void head(std::int32_t status, std::vector<adapters::HttpHeader> headers = {}) {
      if (alive) handler.on_head({.status = status, .headers = std::move(headers)});
    }
    void body(std::string_view bytes) {
      if (alive) handler.on_body(bytes);
    }
    void end(const base::Result<void> &how = {}) {
      if (alive) handler.on_end(how);
    }
    std::string header(std::string_view name) const {
      for (const adapters::HttpHeader &h : request.headers) {
        if (h.name == name) return h.value;
      }
      return {};
    }
  };
  struct Socket {
    adapters::WebSocketRequest request;
    adapters::WebSocketHandler handler;
    std::vector<std::string> sent = {};
    bool alive = true;

    void message(std::string_view text) {
      if (alive) handler.on_message(text, false);
    }
    void close(const base::Result<void> &how = {}) {
      if (alive) handler.on_close(how);
    }
  };

  base::Result<std::unique_ptr<adapters::WebSocket>> connect(adapters::WebSocketRequest request, adapters::WebSocketHandler handler) override {
    struct Handle : adapters::WebSocket {
      explicit Handle(std::shared_ptr<Socket> given) : socket(std::move(given)) {}
      ~Handle() override { socket->alive = false; }
      void send_text(std::string message) override { socket->sent.push_back(std::move(message)); }
      void send_binary(std::string message) override { send_text(std::move(message)); }
      void close() override {}
      std::shared_ptr<Socket> socket;
    };
    if (down) return base::Error{base::Status::unavailable, "no network"};
    sockets.push_back(std::make_shared<Socket>(Socket{std::move(request), std::move(handler)}));
    return std::unique_ptr<adapters::WebSocket>(std::make_unique<Handle>(sockets.back()));
  }
  base::Result<std::unique_ptr<adapters::HttpStream>> send(adapters::HttpRequest request, adapters::HttpStreamHandler handler) override {
    struct Handle : adapters::HttpStream {
      explicit Handle(std::shared_ptr<Exchange> given) : exchange(std::move(given)) {}
      ~Handle() override { exchange->alive = false; }
      std::shared_ptr<Exchange> exchange;
    };
    if (down) return base::Error{base::Status::unavailable, "no network"};
    exchanges.push_back(std::make_shared<Exchange>(Exchange{std::move(request), std::move(handler)}));
    return std::unique_ptr<adapters::HttpStream>(std::make_unique<Handle>(exchanges.back()));
  }
  void warm(std::string url) override { warmed.push_back(std::move(url)); }

  std::vector<std::shared_ptr<Exchange>> exchanges;
  std::vector<std::shared_ptr<Socket>> sockets;
  std::vector<std::string> warmed;
  bool down = false;
};

}  // namespace callwell::testing
