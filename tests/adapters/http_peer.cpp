#include "tests/adapters/http_peer.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <stdexcept>

#include "base/text.hpp"

namespace callwell::testing {

int listen_on_loopback(std::uint16_t &port) {
  const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto *raw = reinterpret_cast<sockaddr *>(&address);
  if (fd < 0 || ::bind(fd, raw, size) != 0 || ::listen(fd, 16) != 0 || ::getsockname(fd, raw, &size) != 0)
    throw std::runtime_error("no port");
  port = ntohs(address.sin_port);
  return fd;
}

PeerRequest parse_head(std::string_view head) {
  PeerRequest request;
  const auto lines = base::split(head, '\n');
  const auto first = base::split(base::trim(lines.front()), ' ');
  request.method = first.at(0);
  request.path = first.at(1);
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const std::size_t colon = lines[i].find(':');
    if (colon != std::string_view::npos)
      request.headers[base::lower_ascii(lines[i].substr(0, colon))] = base::trim(lines[i].substr(colon + 1));
  }
  return request;
}

namespace {

bool receive(int socket, std::string &buffer) {
  char chunk[4096];
  const ssize_t size = ::recv(socket, chunk, sizeof chunk, 0);
  if (size > 0) buffer.append(chunk, static_cast<std::size_t>(size));
  return size > 0;
}

}  // namespace

PeerAnswer answer(int status, std::string body, std::vector<std::string> headers) {
  std::string bytes = "HTTP/1.1 " + std::to_string(status) + " X\r\nContent-Length: " + std::to_string(body.size()) + "\r\n";
  for (const std::string &header : headers) bytes += header + "\r\n";
  return {bytes + "\r\n" + body};
}

HttpPeer::HttpPeer(Handler handler)
    : handler_(std::move(handler)), listener_(listen_on_loopback(port_)), acceptor_([this] { accept_all(); }) {}

HttpPeer::~HttpPeer() {
  ::shutdown(listener_, SHUT_RDWR);
  acceptor_.join();
  for (const int socket : sockets_) ::shutdown(socket, SHUT_RDWR);
  for (std::thread &connection : connections_) connection.join();
  for (const int socket : sockets_) ::close(socket);
  ::close(listener_);
}

std::vector<PeerRequest> HttpPeer::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

void HttpPeer::accept_all() {
  for (;;) {
    const int socket = ::accept(listener_, nullptr, nullptr);
    if (socket < 0) return;
    sockets_.push_back(socket);
    connections_.emplace_back([this, socket, number = static_cast<std::int32_t>(sockets_.size())] { serve(socket, number); });
  }
}

void HttpPeer::serve(int socket, std::int32_t connection) {
  std::string buffer;
  while (serve_one(socket, connection, buffer)) {}
  ::shutdown(socket, SHUT_RDWR);
}

bool HttpPeer::serve_one(int socket, std::int32_t connection, std::string &buffer) {
  std::size_t end = 0;
  while ((end = buffer.find("\r\n\r\n")) == std::string::npos) {
    if (!receive(socket, buffer)) return false;
  }
  PeerRequest request = parse_head(std::string_view(buffer).substr(0, end));
  request.connection = connection;
  const auto length = request.headers.find("content-length");
  const std::size_t size = length == request.headers.end() ? 0 : std::stoul(length->second);
  while (buffer.size() < end + 4 + size) {
    if (!receive(socket, buffer)) return false;
  }
  request.body = buffer.substr(end + 4, size);
  buffer.erase(0, end + 4 + size);
  {
    const std::lock_guard lock(mutex_);
    requests_.push_back(request);
  }
  const PeerAnswer reply = handler_(request);
  ::send(socket, reply.bytes.data(), reply.bytes.size(), MSG_NOSIGNAL);
  if (reply.silent) return receive(socket, buffer);  // until the other side gives up
  return !reply.hang_up;
}

std::string dead_url() {
  std::uint16_t port = 0;
  ::close(listen_on_loopback(port));
  return "http://127.0.0.1:" + std::to_string(port);
}

}  // namespace callwell::testing
