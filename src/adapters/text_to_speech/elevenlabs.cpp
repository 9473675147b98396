#include "adapters/text_to_speech/elevenlabs.hpp"

#include <atomic>
#include <mutex>

#include "adapters/settings.hpp"
#include "adapters/text_to_speech/elevenlabs_messages.hpp"
#include "adapters/text_to_speech/lines.hpp"
#include "adapters/text_to_speech/voice_names.hpp"

namespace callwell::adapters {

namespace {

using base::Error;
using base::Status;

constexpr std::size_t kMaxFaultBytes = 4 << 10;  // of an answer that is no speech

/// One speech coming in. The network's thread has it to itself but for `abandon`.
class Incoming {
 public:
  Incoming(const voice::SpeechRequest &request, SoundFormat format, voice::OnSpeech on_speech)
      : sound_(format, request.rate), words_(request.text, request.rate), on_speech_(std::move(on_speech)) {}

  void head(const HttpResponse &head) { status_ = head.status; }
  void body(std::string_view bytes) {
    if (over_) return;
    if (status_ / 100 != 2) {
      if (fault_.size() < kMaxFaultBytes) fault_ += bytes.substr(0, kMaxFaultBytes - fault_.size());
      return;
    }
    if (lines_.add(bytes, [this](std::string_view line) { return take(line); })) return;
    fail({Status::limit_exceeded, "ElevenLabs sent a line without end", "text_to_speech"});
  }
  void end(const base::Result<void> &ended) {
    if (over_) return;
    if (!ended) return fail(ended.error());
    if (status_ / 100 != 2) return fail(elevenlabs_error(status_, fault_));
    if (lines_.finish([this](std::string_view line) { return take(line); })) finish();
  }

  void message(std::string_view text) { take(text); }
  void closed(const base::Result<void> &in_order) {
    fail(in_order ? Error{Status::unavailable, "ElevenLabs closed the connection before the speech had ended", "text_to_speech"} : in_order.error());
  }

  /// Nothing more is told, not even of what the network's thread is at. Threads: any.
  void abandon() { over_ = true; }

 private:
  /// Is there more to take?
  bool take(std::string_view text) {
    if (over_) return false;
    const base::Result<ElevenLabsPiece> piece = read_elevenlabs_piece(text);
    if (!piece) return fail(piece.error()), false;
    // Over HTTP times count from the begin of the speech, over the WebSocket from the sound they come with.
    std::vector<voice::WordMark> marks = words_.add(piece->characters, status_ == 0 ? sound_.samples() : 0);
    base::Result<voice::SharedSamples> samples = sound_.add(piece->sound);
    if (!samples) return fail(samples.error()), false;
    if (*samples || !marks.empty()) on_speech_(voice::SpeechPiece{std::move(*samples), std::move(marks), false});
    if (piece->last) finish();
    return !over_;
  }
  void finish() {
    if (sound_.samples() == 0) return fail({Status::corrupt, "ElevenLabs sent no sound", "text_to_speech"});
    if (over_.exchange(true)) return;
    on_speech_(voice::SpeechPiece{nullptr, words_.finish(), true});
  }
  void fail(Error error) {
    if (!over_.exchange(true)) on_speech_(std::move(error));
  }

  SpeechSound sound_;
  SpeechWords words_;
  Lines lines_{kElevenLabsMessageBytes};
  const voice::OnSpeech on_speech_;
  std::int32_t status_ = 0;                          ///< of the HTTP answer; 0: it comes over a WebSocket
  std::string fault_;
  std::atomic<bool> over_{false};
};

/// What a socket's callbacks reach: the speech it has, once it has one.
class SocketEnd {
 public:
  /// False: the socket has closed, and there will be no callback.
  bool attach(std::shared_ptr<Incoming> incoming) {
    const std::lock_guard lock(mutex_);
    if (!closed_) incoming_ = std::move(incoming);
    return !closed_;
  }
  std::shared_ptr<Incoming> incoming() {
    const std::lock_guard lock(mutex_);
    return incoming_;
  }
  std::shared_ptr<Incoming> close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    return incoming_;
  }

 private:
  std::mutex mutex_;
  std::shared_ptr<Incoming> incoming_;
  bool closed_ = false;
};

struct OpenSocket {
  std::string url;
  std::shared_ptr<SocketEnd> end;
  std::unique_ptr<WebSocket> socket;
};

struct ElevenLabsSpeech : voice::SpeechHandle {
  explicit ElevenLabsSpeech(std::shared_ptr<Incoming> given) : incoming(std::move(given)) {}
  ~ElevenLabsSpeech() override { incoming->abandon(); }
  std::shared_ptr<Incoming> incoming;
  std::unique_ptr<HttpStream> stream;                // either of the two
  OpenSocket open;
};

class ElevenLabs final : public voice::Synthesiser {
 public:
  ElevenLabs(ElevenLabsConfig config, VoiceNames voices, bool websocket, std::shared_ptr<Network> network)
      : config_(std::move(config)), voices_(std::move(voices)), websocket_(websocket), network_(std::move(network)) {
    network_->warm(config_.base_url);
  }

  std::string_view name() const override { return "elevenlabs"; }

  base::Result<std::unique_ptr<voice::SpeechHandle>> speak(const voice::SpeechRequest &request, voice::OnSpeech on_speech) override {
    if (const base::Result<void> fine = check_speech(request); !fine) return fine.error();
    const base::Result<SoundFormat> format = parse_sound_format(elevenlabs_format(config_, request.rate));
    if (!format) return format.error();
    auto incoming = std::make_shared<Incoming>(request, *format, std::move(on_speech));
    const std::string voice = voices_.of(request);
    return websocket_ ? speak_over_socket(request, voice, incoming) : speak_over_http(request, voice, incoming);
  }

 private:
  using Spoken = base::Result<std::unique_ptr<voice::SpeechHandle>>;

  // The callbacks hold the speech themselves: it may be abandoned, with the stream they belong to, from within one of them.
  Spoken speak_over_http(const voice::SpeechRequest &request, const std::string &voice, const std::shared_ptr<Incoming> &incoming) {
    auto handle = std::make_unique<ElevenLabsSpeech>(incoming);
    auto stream = network_->send(elevenlabs_request(config_, request, voice),
                                 {.on_head = [incoming](const HttpResponse &head) { const auto held = incoming; held->head(head); },
                                  .on_body = [incoming](std::string_view bytes) { const auto held = incoming; held->body(bytes); },
                                  .on_end = [incoming](const base::Result<void> &ended) { const auto held = incoming; held->end(ended); }});
    if (!stream) return stream.error();
    handle->stream = std::move(*stream);
    return std::unique_ptr<voice::SpeechHandle>(std::move(handle));
  }

  Spoken speak_over_socket(const voice::SpeechRequest &request, const std::string &voice, const std::shared_ptr<Incoming> &incoming) {
    const std::string url = elevenlabs_socket_url(config_, request, voice);
    auto handle = std::make_unique<ElevenLabsSpeech>(incoming);
    handle->open = take_spare();
    if (handle->open.url != url || !handle->open.end->attach(incoming)) {
      base::Result<OpenSocket> opened = open(url);
      if (!opened) return opened.error();
      handle->open = std::move(*opened);
      if (!handle->open.end->attach(incoming)) return Error{Status::unavailable, "ElevenLabs cannot be reached", "text_to_speech"};
    }
    handle->open.socket->send_text(elevenlabs_words(request.text));
    handle->open.socket->send_text(elevenlabs_ending());
    if (base::Result<OpenSocket> next = open(url)) keep_spare(std::move(*next));
    return std::unique_ptr<voice::SpeechHandle>(std::move(handle));
  }

  base::Result<OpenSocket> open(const std::string &url) {
    auto end = std::make_shared<SocketEnd>();
    WebSocketHandler handler;
    handler.on_message = [end](std::string_view text, bool) {
      if (const auto speech = end->incoming()) speech->message(text);
    };
    handler.on_close = [end](const base::Result<void> &in_order) {
      if (const auto speech = end->close()) speech->closed(in_order);
    };
    WebSocketRequest request{.url = url, .headers = {{"xi-api-key", config_.api_key}}, .max_message_bytes = kElevenLabsMessageBytes};
    auto socket = network_->connect(std::move(request), std::move(handler));
    if (!socket) return socket.error();
    (*socket)->send_text(elevenlabs_opening());
    return OpenSocket{url, std::move(end), std::move(*socket)};
  }

  OpenSocket take_spare() {
    const std::lock_guard lock(mutex_);
    return std::exchange(spare_, {});
  }
  void keep_spare(OpenSocket open) {
    const std::lock_guard lock(mutex_);
    std::swap(spare_, open);
  }

  const ElevenLabsConfig config_;
  const VoiceNames voices_;
  const bool websocket_;
  const std::shared_ptr<Network> network_;
  std::mutex mutex_;
  OpenSocket spare_;                                 ///< open and greeted: the next speech waits for no handshake
};

}  // namespace

base::Result<std::shared_ptr<voice::Synthesiser>> make_elevenlabs(const practice::PortConfig &config, std::shared_ptr<Network> network) {
  Settings settings(config);
  ElevenLabsConfig elevenlabs;
  elevenlabs.api_key = settings.required("api_key");
  settings.required("voice");
  elevenlabs.base_url = settings.base_url("https://api.elevenlabs.io");
  elevenlabs.model = settings.optional("model", "eleven_turbo_v2_5");
  elevenlabs.output_format = settings.optional("output_format");
  elevenlabs.logging = settings.optional("logging") == "true";
  const std::string transport = settings.optional("transport", "http");
  if (settings.fault()) return *settings.fault();
  if (elevenlabs.base_url.starts_with("ws")) elevenlabs.base_url.replace(0, 2, "http");
  if (transport != "http" && transport != "websocket") return base::invalid("the transport is neither http nor websocket", "transport");
  if (!elevenlabs.output_format.empty()) {
    if (const auto format = parse_sound_format(elevenlabs.output_format); !format) return base::invalid(format.error().message, "output_format");
  }
  return std::shared_ptr<voice::Synthesiser>(
      std::make_shared<ElevenLabs>(std::move(elevenlabs), VoiceNames(config), transport == "websocket", std::move(network)));
}

}  // namespace callwell::adapters
