// A WebSocket over Boost.Beast, for whichever stream lies under it. Slow to compile: included by one file for each stream.
#pragma once

#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/websocket.hpp>
#include <chrono>
#include <deque>

#include "adapters/resilience.hpp"
#include "adapters/web_socket_loop.hpp"

namespace callwell::adapters {

namespace beast = boost::beast;
namespace websocket = beast::websocket;
using Fault = boost::system::error_code;

/// What lies under a WebSocket. Where Beast is through with a connection it would wait for the other side to hang up, so that a peer
/// which broke the protocol could hold back the news for as long as it may be idle: this one is dropped at once.
template <class Base>
class Abrupt : public Base {
 public:
  using Base::Base;

  template <class Handler>
  friend void async_teardown(beast::role_type, Abrupt &stream, Handler &&handler) {
    beast::get_lowest_layer(stream).close();
    boost::asio::post(stream.get_executor(), beast::bind_front_handler(std::forward<Handler>(handler), Fault()));
  }
};

/// `Layer` is what lies under the WebSocket; one that needs a handshake of its own overrides `secure`.
template <class Layer>
class BeastConnection : public SocketConnection {
 public:
  template <class... Context>
  BeastConnection(SocketLoop &loop, WebSocketRequest request, Place place, WebSocketHandler handler, Context &...context)
      : SocketConnection(loop, std::move(request), std::move(place), std::move(handler)),
        resolver_(loop_.io()),
        limit_(loop_.io()),
        quiet_(loop_.io()),
        stream_(loop_.io(), context...) {}

  void start() override {
    if (!callbacks.open()) return;
    limit_time(std::chrono::milliseconds(request_.connect_timeout_ms), {base::Status::unavailable, "the service did not answer in time"});
    resolver_.async_resolve(place_.host, place_.port, [self = own()](Fault fault, boost::asio::ip::tcp::resolver::results_type found) {
      if (self->ended_) return;
      if (fault) return self->end(base::Error{base::Status::unavailable, "the service's name does not resolve"});
      beast::get_lowest_layer(self->stream_).async_connect(found, [self](Fault refused, const auto &) {
        if (self->ended_) return;
        if (refused) return self->end(base::Error{base::Status::unavailable, "the service cannot be reached"});
        Fault ignored;
        beast::get_lowest_layer(self->stream_).socket().set_option(boost::asio::ip::tcp::no_delay(true), ignored);
        self->secure();
      });
    });
  }

  void send(std::string message, bool binary) override {
    if (ended_ || closing_) return;
    waiting_bytes_ += message.size();
    if (waiting_bytes_ > request_.max_waiting_bytes)
      return end(base::Error{base::Status::limit_exceeded, "the service does not take what is sent"});
    waiting_.push_back({std::move(message), binary});
    if (!open_ || waiting_.size() > 1) return;
    write();
    keep_alive();
  }

  void close() override {
    if (ended_ || closing_) return;
    closing_ = true;
    if (open_) wind_up();
  }

  void abandon() override {
    if (ended_) return;
    ended_ = true;
    drop();
  }

 protected:
  virtual void secure() { shake_hands(); }

  void shake_hands() {
    websocket::stream_base::timeout patience{};
    patience.handshake_timeout = websocket::stream_base::none();  // `limit_` counts from the very start
    patience.idle_timeout = std::chrono::milliseconds(loop_.limits().idle_ms);
    patience.keep_alive_pings = true;
    stream_.set_option(patience);
    stream_.read_message_max(request_.max_message_bytes);
    // A copy: the stream keeps this as long as it lives, and a connection that it held would never go.
    stream_.set_option(websocket::stream_base::decorator([headers = request_.headers](websocket::request_type &head) {
      for (const HttpHeader &header : headers) head.set(header.name, header.value);
    }));
    stream_.async_handshake(answer_, host_header(), place_.target, [self = own()](Fault fault) {
      if (self->ended_) return;
      fault ? self->end(self->refusal(fault)) : self->opened();
    });
  }

  void end(const base::Result<void> &result) {
    if (ended_) return;
    ended_ = true;
    drop();
    callbacks.run_last([&](WebSocketHandler &handler) {
      if (handler.on_close) handler.on_close(result);
    });
  }

  std::shared_ptr<BeastConnection> own() { return std::static_pointer_cast<BeastConnection>(shared_from_this()); }

  boost::asio::ip::tcp::resolver resolver_;
  boost::asio::steady_timer limit_, quiet_;
  websocket::stream<Abrupt<Layer>> stream_;
  bool ended_ = false;

 private:
  struct Message {
    std::string bytes;
    bool binary = false;
  };
  static constexpr std::chrono::milliseconds kGoodbye{2'000};

  std::string host_header() const {
    const std::string host = place_.host.find(':') == std::string::npos ? place_.host : "[" + place_.host + "]";
    return place_.port == (place_.tls ? "443" : "80") ? host : host + ":" + place_.port;
  }

  void limit_time(std::chrono::milliseconds time, base::Error error) {
    limit_.expires_after(time);
    limit_.async_wait([self = own(), error = std::move(error)](Fault fault) {
      if (!fault) self->end(error);
    });
  }

  /// What runs comes back with an error and finds that it has ended.
  void drop() {
    limit_.cancel();
    quiet_.cancel();
    resolver_.cancel();
    beast::get_lowest_layer(stream_).close();
  }

  base::Error refusal(Fault fault) const {
    if (fault != websocket::error::upgrade_declined) return {base::Status::unavailable, "the service broke off the handshake"};
    const auto status = static_cast<std::int32_t>(answer_.result_int());
    const bool ours = status >= 400 && status < 500;
    const base::Status meant = ours ? status_of_http(status) : base::Status::unavailable;  // nothing has been asked yet
    return {meant, "the service refused the connection (HTTP " + std::to_string(status) + ")"};
  }

  void opened() {
    open_ = true;
    limit_.cancel();
    callbacks.run([](WebSocketHandler &handler) {
      if (handler.on_open) handler.on_open();
    });
    read();
    if (!waiting_.empty()) write();
    keep_alive();
    if (closing_) wind_up();
  }

  void wind_up() {
    limit_time(kGoodbye, {base::Status::deadline_exceeded, "the service did not close in time"});
    if (waiting_.empty()) say_goodbye();
  }

  /// Counts anew from now.
  void keep_alive() {
    if (request_.keep_alive.empty() || ended_ || closing_) return;
    quiet_.expires_after(std::chrono::milliseconds(request_.keep_alive_ms));
    quiet_.async_wait([self = own()](Fault fault) {
      if (!fault) self->send(self->request_.keep_alive, false);
    });
  }

  void read() {
    stream_.async_read(buffer_, [self = own()](Fault fault, std::size_t) {
      if (self->ended_) return;
      if (fault) return self->end(self->ending(fault));
      const auto data = self->buffer_.cdata();
      self->callbacks.run([&](WebSocketHandler &handler) {
        if (handler.on_message) handler.on_message({static_cast<const char *>(data.data()), data.size()}, self->stream_.got_binary());
      });
      self->buffer_.consume(self->buffer_.size());
      if (!self->ended_) self->read();
    });
  }

  base::Result<void> ending(Fault fault) const {
    if (said_goodbye_) return {};
    if (fault == websocket::error::closed) {
      const auto code = static_cast<std::uint16_t>(stream_.reason().code);
      if (code == websocket::close_code::normal || code == websocket::close_code::none) return {};
      return base::Error{base::Status::deadline_exceeded, "the service closed the connection (" + std::to_string(code) + ")"};
    }
    if (fault == websocket::error::message_too_big || fault == websocket::error::buffer_overflow) return too_large_answer();
    if (fault == websocket::condition::protocol_violation)
      return base::Error{base::Status::corrupt, "the service's answer is not a WebSocket's"};
    return base::Error{base::Status::deadline_exceeded, "the connection to the service broke"};
  }

  void write() {
    stream_.binary(waiting_.front().binary);
    stream_.async_write(boost::asio::buffer(waiting_.front().bytes), [self = own()](Fault fault, std::size_t) {
      if (self->ended_ || fault) return;  // why it broke, the reader learns
      self->waiting_bytes_ -= self->waiting_.front().bytes.size();
      self->waiting_.pop_front();
      if (!self->waiting_.empty()) return self->write();
      if (self->closing_) self->say_goodbye();
    });
  }

  void say_goodbye() {
    said_goodbye_ = true;
    stream_.async_close(websocket::close_code::normal, [self = own()](Fault) { self->end({}); });
  }

  websocket::response_type answer_;
  beast::flat_buffer buffer_;
  std::deque<Message> waiting_;
  std::size_t waiting_bytes_ = 0;
  bool open_ = false, closing_ = false, said_goodbye_ = false;
};

}  // namespace callwell::adapters
