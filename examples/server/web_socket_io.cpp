#include "web_socket_io.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/websocket.hpp>
#include <chrono>
#include <cstdio>
#include <deque>
#include <vector>

namespace server {

namespace beast = boost::beast;
namespace net = boost::asio;
namespace websocket = beast::websocket;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

constexpr std::size_t kMaxMessageBytes = 64 << 10;  // carriers send a few hundred bytes
constexpr std::size_t kMaxQueuedBytes = 128 << 10;  // some eight seconds of speech in µ-law, as JSON
constexpr milliseconds kTick{20};
constexpr seconds kGoodbye{2};

std::int64_t now_ms() { return std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

/// A peer that vanishes without a word is noticed within half a minute.
websocket::stream_base::timeout patience() {
  websocket::stream_base::timeout timeout{};
  timeout.handshake_timeout = seconds(5);
  timeout.idle_timeout = seconds(15);
  timeout.keep_alive_pings = true;
  return timeout;
}

/// What happened, never to whom.
void note(CloseCode code, std::string_view reason) {
  if (code == CloseCode::normal || code == CloseCode::going_away) return;
  std::fprintf(stderr, "warn socket.closed code=%d reason=\"%.*s\"\n", static_cast<int>(code), static_cast<int>(reason.size()),
               reason.data());
}

}  // namespace

class Socket final : public WebSocketPeer, public std::enable_shared_from_this<Socket> {
 public:
  Socket(net::ip::tcp::socket socket, WebSockets::Request request, std::unique_ptr<WebSocketHandler> follower, WebSockets &all)
      : stream_(std::move(socket)),
        request_(std::move(request)),
        follower_(std::move(follower)),
        all_(all),
        tick_(all.io_),
        goodbye_(all.io_) {
    all_.open_.insert(this);
  }
  ~Socket() override { all_.open_.erase(this); }

  void start() {
    stream_.set_option(patience());
    stream_.read_message_max(kMaxMessageBytes);
    stream_.async_accept(request_, [self = shared_from_this()](boost::system::error_code fault) {
      if (fault) return self->gone();
      self->stream_.text(true);
      self->open_ = true;
      self->follower_->opened(*self, now_ms());
      self->read();
      self->next_tick_ = std::chrono::steady_clock::now();
      self->tick();
    });
  }

  void send(std::string text) override {
    if (!open_ || closing_) return;
    queued_bytes_ += text.size();
    if (queued_bytes_ > kMaxQueuedBytes) {
      note(CloseCode::policy, "the far side does not read");
      return gone();  // nor would it read a farewell
    }
    queue_.push_back(std::move(text));
    if (queue_.size() == 1) write();
  }

  void close(CloseCode code, std::string_view reason) override {
    if (closing_) return;
    closing_ = true;
    note(code, reason);
    reason_ = websocket::close_reason(static_cast<websocket::close_code>(code), {reason.data(), reason.size()});
    tick_.cancel();
    goodbye_.expires_after(kGoodbye);
    goodbye_.async_wait([weak = weak_from_this()](boost::system::error_code fault) {
      const auto self = weak.lock();
      if (!fault && self) self->gone();
    });
    if (!open_) return gone();
    if (queue_.empty()) say_goodbye();
  }

  void work(std::function<void()> slow, std::function<void()> then) override {
    net::post(all_.workers_, [self = shared_from_this(), slow = std::move(slow), then = std::move(then)]() mutable {
      slow();
      net::io_context &io = self->all_.io_;
      // The worker gives its share away: sockets end on the I/O thread.
      net::post(io, [self = std::move(self), then = std::move(then)] {
        if (self->follower_) then();
      });
    });
  }

 private:
  void read() {
    stream_.async_read(buffer_, [self = shared_from_this()](boost::system::error_code fault, std::size_t) {
      if (fault) return self->gone();
      self->take_message();
      if (self->follower_) self->read();
    });
  }

  void take_message() {
    const beast::flat_buffer::const_buffers_type data = buffer_.cdata();
    if (!closing_ && !stream_.got_text()) close(CloseCode::unsupported, "messages are text");
    if (!closing_ && follower_) follower_->received({static_cast<const char *>(data.data()), data.size()}, now_ms());
    buffer_.consume(buffer_.size());
  }

  void write() {
    stream_.async_write(net::buffer(queue_.front()), [self = shared_from_this()](boost::system::error_code fault, std::size_t) {
      if (fault) return self->gone();
      self->queued_bytes_ -= self->queue_.front().size();
      self->queue_.pop_front();
      if (!self->queue_.empty()) return self->write();
      if (self->closing_) self->say_goodbye();
    });
  }

  void say_goodbye() {
    stream_.async_close(reason_, [self = shared_from_this()](boost::system::error_code) { self->gone(); });
  }

  void tick() {
    next_tick_ = std::max(next_tick_ + kTick, std::chrono::steady_clock::now());
    tick_.expires_at(next_tick_);
    tick_.async_wait([weak = weak_from_this()](boost::system::error_code fault) {
      const auto self = weak.lock();
      if (fault || !self || self->closing_ || !self->follower_) return;
      self->follower_->tick(now_ms());
      self->tick();
    });
  }

  /// The connection is over, whoever ended it. The follower goes when nobody of it is running any more.
  void gone() {
    open_ = false;
    closing_ = true;
    tick_.cancel();
    goodbye_.cancel();
    beast::get_lowest_layer(stream_).close();
    net::post(all_.io_, [self = shared_from_this()] { self->follower_.reset(); });
  }

  websocket::stream<beast::tcp_stream> stream_;
  WebSockets::Request request_;
  std::unique_ptr<WebSocketHandler> follower_;
  WebSockets &all_;
  net::steady_timer tick_, goodbye_;
  std::chrono::steady_clock::time_point next_tick_;
  beast::flat_buffer buffer_;
  std::deque<std::string> queue_;
  std::size_t queued_bytes_ = 0;
  websocket::close_reason reason_;
  bool open_ = false, closing_ = false;
};

bool WebSockets::is_upgrade(const Request &request) { return websocket::is_upgrade(request); }

void WebSockets::take(net::ip::tcp::socket socket, Request request, std::unique_ptr<WebSocketHandler> follower) {
  std::make_shared<Socket>(std::move(socket), std::move(request), std::move(follower), *this)->start();
}

void WebSockets::close_all() {
  const std::vector<Socket *> open(open_.begin(), open_.end());
  for (Socket *socket : open) socket->close(CloseCode::going_away, "the server ends");
}

}  // namespace server
