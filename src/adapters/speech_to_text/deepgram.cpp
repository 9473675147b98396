#include "adapters/speech_to_text/deepgram.hpp"

#include <mutex>
#include <utility>

#include "adapters/speech_to_text/session_stream.hpp"

namespace callwell::adapters {

namespace {

constexpr std::int32_t kConnectMs = 3'000;         // the greeting lasts about as long
constexpr std::size_t kMostMessageBytes = 256 << 10;
constexpr std::int32_t kMostWaitingSeconds = 5;    // of sound while the network stands still

base::Error named(const base::Error &error) { return {error.status, "deepgram: " + error.message, "speech_to_text"}; }

/// One call's ears, whichever connection serves them. `mutex_` is never held while a connection is destroyed.
class Session : public std::enable_shared_from_this<Session> {
 public:
  Session(std::shared_ptr<const DeepgramOptions> options, std::shared_ptr<Network> network, std::int32_t rate, voice::Hearing hearing,
          voice::OnRecognised on_recognised)
      : options_(std::move(options)),
        network_(std::move(network)),
        rate_(rate),
        on_recognised_(std::move(on_recognised)),
        hearing_(std::move(hearing)) {}

  base::Result<void> open() {
    std::unique_ptr<WebSocket> none;
    const std::lock_guard lock(mutex_);
    return connect(none);
  }

  void hear(voice::Samples frame) {
    const std::lock_guard lock(mutex_);
    if (link_ && !frame.empty()) socket_->send_binary(deepgram_audio(options_->encoding, frame));  // an empty one would close the stream
  }

  void end_of_turn() {
    const std::lock_guard lock(mutex_);
    if (link_) socket_->send_text(std::string(kDeepgramFinalize));
  }

  void expect(const voice::Hearing &hearing) {
    std::unique_ptr<WebSocket> old;
    const std::lock_guard lock(mutex_);
    const bool other_language = options_->language.empty() && hearing.language != hearing_.language;
    hearing_ = hearing;
    if (!link_ || !other_language) return;
    if (connect(old)) say_goodbye(*old);
  }

  void end() {
    std::unique_ptr<WebSocket> old;
    const std::lock_guard lock(mutex_);
    if (link_) say_goodbye(*socket_);
    link_.reset();
    old = std::move(socket_);
  }

 private:
  /// What belongs to one connection; its callbacks alone use it.
  struct Link {
    DeepgramReader reader;
    bool open = false;
  };

  /// Takes the place of the present one, which goes to `old`.
  base::Result<void> connect(std::unique_ptr<WebSocket> &old) {
    const auto link = std::make_shared<Link>();
    WebSocketRequest request{.url = deepgram_address(*options_, rate_, hearing_),
                             .headers = {{"Authorization", "Token " + options_->api_key}},
                             .connect_timeout_ms = kConnectMs,
                             .max_message_bytes = kMostMessageBytes,
                             .max_waiting_bytes = static_cast<std::size_t>(rate_) * 2 * kMostWaitingSeconds,
                             .keep_alive = std::string(kDeepgramKeepAlive)};
    const auto self = shared_from_this();
    auto socket = network_->connect(
        std::move(request), {.on_open = [link] { link->open = true; },
                             .on_message = [self, link](std::string_view message, bool binary) { if (!binary) self->take(link, message); },
                             .on_close = [self, link](const base::Result<void> &result) { self->closed(link, result); }});
    if (!socket) return named(socket.error());
    old = std::exchange(socket_, std::move(*socket));
    link_ = link;
    return {};
  }

  static void say_goodbye(WebSocket &socket) {
    socket.send_text(std::string(kDeepgramCloseStream));
    socket.close();
  }

  void take(const std::shared_ptr<Link> &link, std::string_view message) {
    const base::Result<std::optional<voice::Recognised>> news = link->reader.read(message);
    if (!news) return fail(link, news.error());
    if (!*news) return;
    {
      const std::lock_guard lock(mutex_);
      if (link_ != link) return;
      made_anew_ = false;
    }
    on_recognised_(**news);
  }

  void closed(const std::shared_ptr<Link> &link, const base::Result<void> &result) {
    if (link->open && (result || result.error().status == base::Status::deadline_exceeded) && reconnect(link)) return;
    fail(link, result ? base::Error{base::Status::unavailable, "the service closed the connection"} : result.error());
  }

  bool reconnect(const std::shared_ptr<Link> &link) {
    std::unique_ptr<WebSocket> old;
    const std::lock_guard lock(mutex_);
    if (link_ != link) return true;  // somebody else did
    return !std::exchange(made_anew_, true) && connect(old);
  }

  /// The socket stays, so that whoever destroys the stream meanwhile waits for this callback.
  void fail(const std::shared_ptr<Link> &link, const base::Error &error) {
    {
      const std::lock_guard lock(mutex_);
      if (link_ != link) return;
      link_.reset();
    }
    on_recognised_(named(error));
  }

  const std::shared_ptr<const DeepgramOptions> options_;
  const std::shared_ptr<Network> network_;
  const std::int32_t rate_;
  const voice::OnRecognised on_recognised_;

  std::mutex mutex_;
  voice::Hearing hearing_;
  std::unique_ptr<WebSocket> socket_;
  std::shared_ptr<Link> link_;         ///< null: ended
  bool made_anew_ = false;             ///< and not heard a word since
};

class Deepgram final : public voice::Recogniser {
 public:
  Deepgram(DeepgramOptions options, std::shared_ptr<Network> network)
      : options_(std::make_shared<const DeepgramOptions>(std::move(options))), network_(std::move(network)) {}
  std::string_view name() const override { return "deepgram"; }

  base::Result<std::unique_ptr<voice::RecogniserStream>> open(std::int32_t rate, const voice::Hearing &hearing,
                                                              voice::OnRecognised on_recognised) override {
    const auto session = std::make_shared<Session>(options_, network_, rate, hearing, std::move(on_recognised));
    if (const base::Result<void> opened = session->open(); !opened) return opened.error();
    return std::unique_ptr<voice::RecogniserStream>(std::make_unique<SessionStream<Session>>(session));
  }

 private:
  const std::shared_ptr<const DeepgramOptions> options_;
  const std::shared_ptr<Network> network_;
};

}  // namespace

std::shared_ptr<voice::Recogniser> make_deepgram(DeepgramOptions options, std::shared_ptr<Network> network) {
  return std::make_shared<Deepgram>(std::move(options), std::move(network));
}

}  // namespace callwell::adapters
