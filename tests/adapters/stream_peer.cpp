#include "tests/adapters/stream_peer.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/sha.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/crypto.hpp"

namespace callwell::testing {

namespace {

constexpr int kText = 1, kBinary = 2, kClose = 8, kPing = 9, kPong = 10;

std::string accept_key(const std::string &key) {
  const std::string text = key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  unsigned char digest[SHA_DIGEST_LENGTH];
  SHA1(reinterpret_cast<const unsigned char *>(text.data()), text.size(), digest);
  return base::base64({reinterpret_cast<const char *>(digest), sizeof digest});
}

std::string chunk_of(std::string_view bytes) {
  char size[24];
  std::snprintf(size, sizeof size, "%zx\r\n", bytes.size());
  return size + std::string(bytes) + "\r\n";
}

std::string frame(int opcode, std::string_view payload) {
  std::string bytes(1, static_cast<char>(0x80 | opcode));
  const int length_bytes = payload.size() < 126 ? 0 : payload.size() < 65'536 ? 2 : 8;
  bytes += static_cast<char>(length_bytes == 0 ? payload.size() : length_bytes == 2 ? 126 : 127);
  for (int i = length_bytes; i-- > 0;) bytes += static_cast<char>(payload.size() >> (8 * i) & 0xff);
  return bytes.append(payload);
}

}  // namespace

bool PeerConnection::fill() {
  char bytes[16'384];
  const ssize_t size = ::recv(socket_, bytes, sizeof bytes, 0);
  if (size > 0) buffer_.append(bytes, static_cast<std::size_t>(size));
  return size > 0;
}

bool PeerConnection::fill_to(std::size_t size) {
  while (buffer_.size() < size) {
    if (!fill()) return false;
  }
  return true;
}

bool PeerConnection::read_request() {
  std::size_t end = 0;
  while ((end = buffer_.find("\r\n\r\n")) == std::string::npos) {
    if (!fill()) return false;
  }
  request_ = parse_head(std::string_view(buffer_).substr(0, end));
  request_.connection = number_;
  const auto length = request_.headers.find("content-length");
  const std::size_t size = length == request_.headers.end() ? 0 : std::stoul(length->second);
  if (!fill_to(end + 4 + size)) return false;
  request_.body = buffer_.substr(end + 4, size);
  buffer_.erase(0, end + 4 + size);
  has_request_ = true;
  return true;
}

void PeerConnection::raw(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

void PeerConnection::answer(int status, std::string body, std::vector<std::string> headers) {
  raw(testing::answer(status, std::move(body), std::move(headers)).bytes);
}

void PeerConnection::begin_chunks(std::vector<std::string> headers, int status) {
  std::string head = "HTTP/1.1 " + std::to_string(status) + " X\r\nTransfer-Encoding: chunked\r\n";
  for (const std::string &header : headers) head += header + "\r\n";
  raw(head + "\r\n");
}

void PeerConnection::chunk(std::string_view bytes) { raw(chunk_of(bytes)); }

void PeerConnection::end_chunks() { raw("0\r\n\r\n"); }

bool PeerConnection::accept_web_socket() {
  if (!has_request_ && !read_request()) return false;
  raw("HTTP/1.1 101 X\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: " +
      accept_key(request_.headers["sec-websocket-key"]) + "\r\n\r\n");
  return true;
}

void PeerConnection::send_text(std::string_view message) { raw(frame(kText, message)); }
void PeerConnection::send_binary(std::string_view message) { raw(frame(kBinary, message)); }

void PeerConnection::trickle_text(std::string_view message, std::size_t piece_bytes) {
  const std::string bytes = frame(kText, message);
  for (std::size_t at = 0; at < bytes.size(); at += piece_bytes) {
    raw(std::string_view(bytes).substr(at, piece_bytes));
    pause_ms(1);
  }
}

void PeerConnection::send_close(std::uint16_t code, std::string_view reason) {
  raw(frame(kClose, std::string{static_cast<char>(code >> 8), static_cast<char>(code & 0xff)} + std::string(reason)));
}

bool PeerConnection::read_frame(int &opcode, bool &last, std::string &payload) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(buffer_[at]); };
  if (!fill_to(2)) return false;
  opcode = byte(0) & 0x0f;
  last = (byte(0) & 0x80) != 0;
  std::size_t size = byte(1) & 0x7f;
  const std::size_t length_bytes = size == 126 ? 2 : size == 127 ? 8 : 0;
  const std::size_t head = 2 + length_bytes + 4;  // a client's frames are masked
  if (!fill_to(head)) return false;
  if (length_bytes > 0) size = 0;
  for (std::size_t i = 0; i < length_bytes; ++i) size = size << 8 | byte(2 + i);
  if (!fill_to(head + size)) return false;
  for (std::size_t i = 0; i < size; ++i) payload += static_cast<char>(byte(head + i) ^ byte(head - 4 + i % 4));
  buffer_.erase(0, head + size);
  return true;
}

std::optional<PeerMessage> PeerConnection::receive() {
  PeerMessage message;
  for (;;) {
    int opcode = 0;
    bool last = false;
    std::string payload;
    if (!read_frame(opcode, last, payload)) return std::nullopt;
    if (opcode == kPing) raw(frame(kPong, payload));
    if (opcode == kClose) {
      raw(frame(kClose, payload));
      return std::nullopt;
    }
    if (opcode >= kClose) continue;
    if (opcode != 0) message.binary = opcode == kBinary;
    message.bytes += payload;
    if (last) return message;
  }
}

bool PeerConnection::is_there() const {
  char byte = 0;
  return ::recv(socket_, &byte, 1, MSG_PEEK | MSG_DONTWAIT) != 0;
}

void PeerConnection::wait_until_gone() {
  while (fill()) buffer_.clear();
}

void PeerConnection::pause_ms(int ms) { std::this_thread::sleep_for(std::chrono::milliseconds(ms)); }

StreamPeer::StreamPeer(Script script)
    : script_(std::move(script)), listener_(listen_on_loopback(port_)), acceptor_([this] { accept_all(); }) {}

StreamPeer::~StreamPeer() {
  ::shutdown(listener_, SHUT_RDWR);
  acceptor_.join();
  for (const int socket : sockets_) ::shutdown(socket, SHUT_RDWR);
  for (std::thread &thread : threads_) thread.join();
  for (const int socket : sockets_) ::close(socket);
  ::close(listener_);
}

std::int32_t StreamPeer::connections() const {
  const std::lock_guard lock(mutex_);
  return static_cast<std::int32_t>(sockets_.size());
}

void StreamPeer::accept_all() {
  for (;;) {
    const int socket = ::accept(listener_, nullptr, nullptr);
    if (socket < 0) return;
    const int yes = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    const std::lock_guard lock(mutex_);
    sockets_.push_back(socket);
    threads_.emplace_back([this, socket, number = static_cast<std::int32_t>(sockets_.size())] {
      PeerConnection connection(socket, number);
      script_(connection);
      ::shutdown(socket, SHUT_RDWR);
    });
  }
}

}  // namespace callwell::testing
