// HTTP over Boost.Beast. One thread moves bytes; handlers run on a pool of workers, because an operation may block.
#include <sys/random.h>

#include <algorithm>
#include <atomic>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <chrono>
#include <csignal>
#include <optional>
#include <unordered_set>

#include "http.hpp"
#include "web_socket_io.hpp"

namespace server {

namespace {

namespace beast = boost::beast;
namespace http = beast::http;
namespace net = boost::asio;
using tcp = net::ip::tcp;
using std::chrono::seconds;

constexpr int kPortsTried = 10;
constexpr seconds kFarewell{5};
constexpr seconds kWriteTime{20};
constexpr seconds kDrainTime{2};
constexpr std::size_t kDrained = 8 << 20, kDrainChunk = 64 << 10;

std::string random_hex() {
  unsigned char bytes[8] = {};
  if (::getrandom(bytes, sizeof bytes, 0) < 0) return "0";
  std::string out;
  for (const unsigned char byte : bytes) {
    out += "0123456789abcdef"[byte >> 4];
    out += "0123456789abcdef"[byte & 15];
  }
  return out;
}

bool harmless_id(std::string_view id) {
  return !id.empty() && id.size() <= 64 &&
         std::all_of(id.begin(), id.end(), [](unsigned char c) { return std::isalnum(c) || c == '-' || c == '_' || c == '.'; });
}

HttpRequest plain_request(http::request<http::string_body> &message) {
  HttpRequest request;
  request.method = std::string(message.method_string());
  request.target = std::string(message.target());
  request.path = request.target.substr(0, request.target.find('?'));
  request.body = std::move(message.body());
  for (const auto &field : message) {
    std::string name(field.name_string());
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
    std::string &value = request.headers[name];
    if (!value.empty()) value += ", ";
    value += std::string(field.value());
  }
  const std::string_view id = request.header("x-request-id");
  request.id = harmless_id(id) ? std::string(id) : random_hex();
  return request;
}

/// What the listener and its connections share; used on the one I/O thread only, but for the workers.
struct Shared {
  HttpSettings settings;
  HttpServer::Handler handler;
  HttpServer::Upgrade upgrade;
  std::unordered_set<class Connection *> connections;  // both outlive `io`, whose end takes the last of them with it
  WebSockets sockets{io, workers};
  bool stopping = false;
  net::io_context io{1};
  net::thread_pool workers;

  Shared(HttpSettings s, HttpServer::Handler h, HttpServer::Upgrade u)
      : settings(std::move(s)), handler(std::move(h)), upgrade(std::move(u)), workers(static_cast<std::size_t>(std::max(1, settings.workers))) {}
  void connection_gone(class Connection *connection);
};

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(tcp::socket socket, Shared &shared) : stream_(std::move(socket)), heartbeat_(shared.io), shared_(shared) {
    shared_.connections.insert(this);
  }
  ~Connection() { shared_.connection_gone(this); }

  void start() {
    boost::system::error_code fault;
    const tcp::endpoint peer = stream_.socket().remote_endpoint(fault);
    from_this_machine_ = !fault && peer.address().is_loopback();
    stream_.socket().set_option(tcp::no_delay(true), fault);
    read();
  }

  /// A connection that waits for a request, or streams, is closed; one that works finishes first.
  void say_farewell() {
    if (!busy_) close();
  }

  void close() {
    boost::system::error_code ignored;
    heartbeat_.cancel();
    stream_.socket().shutdown(tcp::socket::shutdown_both, ignored);
    stream_.close();
  }

 private:
  void read() {
    busy_ = false;
    if (shared_.stopping) return close();
    parser_.emplace();
    parser_->body_limit(shared_.settings.max_body_bytes);
    parser_->header_limit(static_cast<std::uint32_t>(shared_.settings.max_header_bytes));
    stream_.expires_after(seconds(shared_.settings.read_seconds));
    http::async_read(stream_, buffer_, *parser_,
                     [self = shared_from_this()](boost::system::error_code fault, std::size_t) { self->on_read(fault); });
  }

  void on_read(boost::system::error_code fault) {
    if (fault == http::error::end_of_stream || fault == beast::error::timeout || fault == net::error::operation_aborted) return close();
    if (fault && fault.category() != http::make_error_code(http::error::bad_method).category()) return close();  // the connection broke
    std::int32_t refused = 0;
    if (fault) refused = fault == http::error::body_limit ? 413 : fault == http::error::header_limit ? 431 : 400;
    busy_ = true;
    keep_alive_ = !fault && parser_->get().keep_alive();
    version_ = parser_->get().version() == 10 ? 10 : 11;
    HttpRequest request = plain_request(parser_->get());
    request.from_this_machine = from_this_machine_;
    refused_ = refused != 0;
    if (refused == 0 && shared_.upgrade && WebSockets::is_upgrade(parser_->get())) {
      if (auto follower = shared_.upgrade(request)) return shared_.sockets.take(stream_.release_socket(), parser_->release(), std::move(follower));
    }
    net::post(shared_.workers, [self = shared_from_this(), request = std::move(request), refused]() mutable {
      net::io_context &io = self->shared_.io;
      HttpResponse response = self->shared_.handler(request, refused);
      // The worker gives its share of the connection away: connections end on the I/O thread.
      net::post(io, [self = std::move(self), request_id = request.id, head = request.method == "HEAD",
                     response = std::move(response)]() mutable { self->write(std::move(response), request_id, head); });
    });
  }

  void write(HttpResponse response, const std::string &request_id, bool head) {
    keep_alive_ = keep_alive_ && !response.events && !shared_.stopping;
    message_ = {http::int_to_status(static_cast<unsigned>(response.status)), version_};
    if (!response.content_type.empty()) message_.set(http::field::content_type, response.content_type);
    message_.set("X-Request-Id", request_id);
    for (const auto &[name, value] : response.headers) message_.set(name, value);
    message_.keep_alive(keep_alive_);
    if (response.events) return stream_events(std::move(response.events));
    message_.body() = std::move(response.body);
    message_.prepare_payload();
    if (head) message_.body().clear();
    stream_.expires_after(kWriteTime);
    http::async_write(stream_, message_, [self = shared_from_this()](boost::system::error_code fault, std::size_t) {
      if (!fault && self->refused_) return self->drain(kDrained);
      if (fault || !self->keep_alive_) return self->close();
      self->read();
    });
  }

  /// Takes in the rest of a request that was refused: closing on unread data would destroy the answer on its way.
  void drain(std::size_t left) {
    boost::system::error_code ignored;
    busy_ = false;
    stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
    stream_.expires_after(kDrainTime);
    stream_.async_read_some(buffer_.prepare(kDrainChunk),
                            [self = shared_from_this(), left](boost::system::error_code fault, std::size_t size) {
                              if (fault || size >= left) return self->close();
                              self->drain(left - size);
                            });
  }

  // ---- a stream of events: no length, ends with the connection --------------------------------------------

  void stream_events(std::shared_ptr<EventReader> events) {
    busy_ = false;
    events_ = std::move(events);
    message_.set(http::field::cache_control, "no-store");
    std::string head = "HTTP/1.1 200 OK\r\n";
    for (const auto &field : message_) head += std::string(field.name_string()) + ": " + std::string(field.value()) + "\r\n";
    outgoing_ = head + "\r\n: welcome\n\n";
    stream_.expires_never();
    stream_.async_read_some(net::buffer(&ignored_byte_, 1),
                            [self = shared_from_this()](boost::system::error_code, std::size_t) { self->close(); });
    events_->when_ready([weak = weak_from_this(), &io = shared_.io] {
      net::post(io, [weak] {
        if (const auto self = weak.lock()) self->pump();
      });
    });
    send();
    beat();
  }

  void pump() {
    if (!outgoing_.empty()) return;  // what is new goes out when this is
    outgoing_ = events_->take();
    if (!outgoing_.empty()) send();
  }

  void send() {
    stream_.expires_after(kWriteTime);
    net::async_write(stream_, net::buffer(outgoing_), [self = shared_from_this()](boost::system::error_code fault, std::size_t) {
      if (fault) return self->close();
      self->outgoing_.clear();
      self->pump();
    });
  }

  void beat() {
    heartbeat_.expires_after(seconds(shared_.settings.heartbeat_seconds));
    heartbeat_.async_wait([weak = weak_from_this()](boost::system::error_code fault) {
      const auto self = weak.lock();
      if (fault || !self) return;
      if (self->outgoing_.empty()) {
        self->outgoing_ = ": still here\n\n";
        self->send();
      }
      self->beat();
    });
  }

  beast::tcp_stream stream_;
  net::steady_timer heartbeat_;
  Shared &shared_;
  beast::flat_buffer buffer_;
  std::optional<http::request_parser<http::string_body>> parser_;
  http::response<http::string_body> message_;
  std::shared_ptr<EventReader> events_;
  std::string outgoing_;
  char ignored_byte_ = 0;
  unsigned version_ = 11;
  bool from_this_machine_ = false, keep_alive_ = false, busy_ = false, refused_ = false;
};

class BeastServer final : public HttpServer {
 public:
  BeastServer(const HttpSettings &settings, Handler handler, Upgrade upgrade)
      : shared_(settings, std::move(handler), std::move(upgrade)), acceptor_(shared_.io), signals_(shared_.io, SIGINT, SIGTERM), farewell_(shared_.io) {}

  ~BeastServer() override { shared_.workers.join(); }

  Result<void> bind() {
    boost::system::error_code fault;
    const net::ip::address address =
        net::ip::make_address(shared_.settings.host == "localhost" ? "127.0.0.1" : shared_.settings.host, fault);
    if (fault) return Failure{CW_E_INVALID_ARGUMENT, "--host must be an address of this machine, such as 127.0.0.1 or 0.0.0.0", "host"};
    for (int tried = 0; tried <= kPortsTried; ++tried) {
      const auto port = static_cast<std::uint16_t>(shared_.settings.port + (shared_.settings.port == 0 ? 0 : tried));
      if (open(tcp::endpoint(address, port))) return {};
    }
    return Failure{CW_E_UNAVAILABLE, "no free port from " + std::to_string(shared_.settings.port) + " on", "port"};
  }

  std::uint16_t port() const override { return acceptor_.local_endpoint().port(); }

  void run() override {
    signals_.async_wait([this](boost::system::error_code fault, int) {
      if (!fault) stop();
    });
    accept();
    shared_.io.run();
  }

 private:
  bool open(const tcp::endpoint &endpoint) {
    boost::system::error_code fault;
    acceptor_.open(endpoint.protocol(), fault);
    if (!fault) acceptor_.set_option(net::socket_base::reuse_address(true), fault);
    if (!fault) acceptor_.bind(endpoint, fault);
    if (!fault) acceptor_.listen(net::socket_base::max_listen_connections, fault);
    if (!fault) return true;
    boost::system::error_code ignored;
    acceptor_.close(ignored);
    return false;
  }

  void accept() {
    acceptor_.async_accept([this](boost::system::error_code fault, tcp::socket socket) {
      if (shared_.stopping) return;
      if (!fault && shared_.connections.size() + shared_.sockets.size() < shared_.settings.max_connections)
        std::make_shared<Connection>(std::move(socket), shared_)->start();
      accept();
    });
  }

  void stop() {
    shared_.stopping = true;
    boost::system::error_code ignored;
    acceptor_.close(ignored);
    const std::vector<Connection *> connections(shared_.connections.begin(), shared_.connections.end());
    for (Connection *connection : connections) connection->say_farewell();
    shared_.sockets.close_all();
    farewell_.expires_after(kFarewell);
    farewell_.async_wait([this](boost::system::error_code fault) {
      if (!fault) shared_.io.stop();
    });
    watch_for_the_last();
  }

  /// Ends run() once no connection is left.
  void watch_for_the_last() {
    if (shared_.connections.empty() && shared_.sockets.size() == 0) return shared_.io.stop();
    auto timer = std::make_shared<net::steady_timer>(shared_.io, std::chrono::milliseconds(20));
    timer->async_wait([this, timer](boost::system::error_code) { watch_for_the_last(); });
  }

  Shared shared_;
  tcp::acceptor acceptor_;
  net::signal_set signals_;
  net::steady_timer farewell_;
};

void Shared::connection_gone(Connection *connection) { connections.erase(connection); }

}  // namespace

Result<std::unique_ptr<HttpServer>> HttpServer::listen(const HttpSettings &settings, Handler handler, Upgrade upgrade) {
  auto server = std::make_unique<BeastServer>(settings, std::move(handler), std::move(upgrade));
  if (const Result<void> bound = server->bind(); !bound) return bound.error();
  return std::unique_ptr<HttpServer>(std::move(server));
}

}  // namespace server
