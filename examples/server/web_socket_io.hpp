// WebSockets over Boost.Beast: those that are open, and the way from an HTTP request to one.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>
#include <memory>
#include <unordered_set>

#include "web_socket.hpp"

namespace server {

class Socket;

/// Used on the I/O thread only.
class WebSockets {
 public:
  using Request = boost::beast::http::request<boost::beast::http::string_body>;

  WebSockets(boost::asio::io_context &io, boost::asio::thread_pool &workers) : io_(io), workers_(workers) {}
  static bool is_upgrade(const Request &request);
  void take(boost::asio::ip::tcp::socket socket, Request request, std::unique_ptr<WebSocketHandler> follower);
  void close_all();
  std::size_t size() const { return open_.size(); }

 private:
  friend class Socket;
  boost::asio::io_context &io_;
  boost::asio::thread_pool &workers_;
  std::unordered_set<Socket *> open_;
};

}  // namespace server
