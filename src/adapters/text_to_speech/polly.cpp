#include "adapters/text_to_speech/polly.hpp"

#include <atomic>

#include "adapters/settings.hpp"
#include "adapters/text_to_speech/lines.hpp"
#include "adapters/text_to_speech/polly_messages.hpp"
#include "adapters/text_to_speech/speech_sound.hpp"
#include "adapters/text_to_speech/voice_names.hpp"

namespace callwell::adapters {

namespace {

using base::Error;
using base::Status;

// The words' times are waited for that long: the shortest sentence is hardly over then, and without them words are laid out by
// their length.
constexpr std::int32_t kWordsMs = 1'000;
constexpr std::size_t kMaxWords = 3'000;

/// One speech coming in, sound and words side by side. The network's thread has it to itself but for `abandon`.
class Incoming {
 public:
  Incoming(const voice::SpeechRequest &request, bool words, voice::OnSpeech on_speech)
      : text_bytes_(request.text.size()), rate_(request.rate),
        sound_({voice::Encoding::pcm16, polly_rate(request.rate)}, request.rate), words_over_(!words), on_speech_(std::move(on_speech)) {}

  void sound_head(const HttpResponse &head) {
    if (head.status / 100 != 2) fail(polly_error(head.status, head.header("x-amzn-errortype")));
  }
  void sound_body(std::string_view bytes) {
    if (over_) return;
    base::Result<voice::SharedSamples> samples = sound_.add(bytes);
    if (!samples) return fail(samples.error());
    if (*samples) on_speech_(voice::SpeechPiece{std::move(*samples), {}, false});
  }
  void sound_end(const base::Result<void> &ended) {
    if (!ended) return fail(ended.error());
    if (sound_.samples() == 0) return fail({Status::corrupt, "Polly sent no sound", "text_to_speech"});
    sound_over_ = true;
    finish();
  }

  void words_head(const HttpResponse &head) { words_over_ = words_over_ || head.status / 100 != 2; }
  void words_body(std::string_view bytes) {
    if (!words_over_ && !lines_.add(bytes, [this](std::string_view line) { return take_word(line); })) words_.clear(), words_over_ = true;
  }
  void words_end(const base::Result<void> &ended) {
    if (!words_over_ && ended) lines_.finish([this](std::string_view line) { return take_word(line); });
    words_over_ = true;
    finish();
  }

  /// Nothing more is told, not even of what the network's thread is at. Threads: any.
  void abandon() { over_ = true; }

 private:
  bool take_word(std::string_view line) {
    const auto word = read_polly_mark(line);
    if (word && *word) words_.push_back(**word);
    return word.has_value() && words_.size() <= kMaxWords;
  }
  /// Sound that was not given times for its words is still a speech.
  void finish() {
    if (!sound_over_ || !words_over_ || over_.exchange(true)) return;
    on_speech_(voice::SpeechPiece{nullptr, polly_word_marks(words_, text_bytes_, rate_, sound_.samples()), true});
  }
  void fail(Error error) {
    if (!over_.exchange(true)) on_speech_(std::move(error));
  }

  const std::size_t text_bytes_;
  const std::int32_t rate_;
  SpeechSound sound_;
  Lines lines_{kPollyMarkBytes};
  std::vector<PollyWord> words_;
  bool sound_over_ = false, words_over_;
  std::atomic<bool> over_{false};
  const voice::OnSpeech on_speech_;
};

/// The callbacks hold the speech themselves: it may be abandoned, with the stream they belong to, from within one of them.
HttpStreamHandler handler(const std::shared_ptr<Incoming> &incoming, void (Incoming::*on_head)(const HttpResponse &),
                          void (Incoming::*on_body)(std::string_view), void (Incoming::*on_end)(const base::Result<void> &)) {
  const auto told = [&incoming](auto member) {
    return [incoming, member](const auto &what) {
      const auto held = incoming;
      (held.get()->*member)(what);
    };
  };
  return {.on_head = told(on_head), .on_body = told(on_body), .on_end = told(on_end)};
}

struct PollySpeech : voice::SpeechHandle {
  explicit PollySpeech(std::shared_ptr<Incoming> given) : incoming(std::move(given)) {}
  ~PollySpeech() override { incoming->abandon(); }
  std::shared_ptr<Incoming> incoming;
  std::unique_ptr<HttpStream> sound, words;
};

class Polly final : public voice::Synthesiser {
 public:
  Polly(PollyConfig config, VoiceNames voices, bool words, std::shared_ptr<Network> network, std::function<base::Instant()> clock)
      : config_(std::move(config)), voices_(std::move(voices)), words_(words), network_(std::move(network)), clock_(std::move(clock)) {
    network_->warm(config_.base_url);
  }

  std::string_view name() const override { return "polly"; }

  base::Result<std::unique_ptr<voice::SpeechHandle>> speak(const voice::SpeechRequest &request, voice::OnSpeech on_speech) override {
    if (const base::Result<void> fine = check_speech(request); !fine) return fine.error();
    const std::string voice = voices_.of(request);
    const std::string setting = "voice_" + primary_language(request.language);
    if (voice.empty()) return Error{Status::unsupported, "no voice of Polly's is configured for the language", setting};
    base::Result<HttpRequest> sound = polly_request(config_, request, voice, PollyWants::sound, clock_());
    if (!sound) return sound.error();
    base::Result<HttpRequest> words = polly_request(config_, request, voice, PollyWants::words, clock_());
    if (!words) return words.error();
    words->timeout_ms = kWordsMs;
    return ask(std::move(*sound), std::move(*words), std::make_shared<Incoming>(request, words_, std::move(on_speech)));
  }

 private:
  base::Result<std::unique_ptr<voice::SpeechHandle>> ask(HttpRequest sound, HttpRequest words, const std::shared_ptr<Incoming> &incoming) {
    auto handle = std::make_unique<PollySpeech>(incoming);
    auto stream = network_->send(std::move(sound), handler(incoming, &Incoming::sound_head, &Incoming::sound_body, &Incoming::sound_end));
    if (!stream) return stream.error();
    handle->sound = std::move(*stream);
    if (words_) {
      auto marks = network_->send(std::move(words), handler(incoming, &Incoming::words_head, &Incoming::words_body, &Incoming::words_end));
      if (!marks) return marks.error();
      handle->words = std::move(*marks);
    }
    return std::unique_ptr<voice::SpeechHandle>(std::move(handle));
  }

  const PollyConfig config_;
  const VoiceNames voices_;
  const bool words_;
  const std::shared_ptr<Network> network_;
  const std::function<base::Instant()> clock_;
};

}  // namespace

base::Result<std::shared_ptr<voice::Synthesiser>> make_polly(const practice::PortConfig &config, std::shared_ptr<Network> network,
                                                            std::function<base::Instant()> clock) {
  Settings settings(config);
  PollyConfig polly;
  polly.region = settings.required("region");
  polly.keys = {settings.required("access_key_id"), settings.required("secret_access_key"), settings.optional("session_token")};
  polly.engine = settings.optional("engine", "neural");
  polly.base_url = settings.base_url("https://polly." + polly.region + ".amazonaws.com");
  // Who interrupts is told what they heard: that is worth a second request, but who does not want to pay for it need not.
  const bool words = settings.optional("word_times", "true") == "true";
  if (settings.fault()) return *settings.fault();
  VoiceNames voices(config, {{"en", "Joanna"}, {"es", "Lupe"}});
  auto made = std::make_shared<Polly>(std::move(polly), std::move(voices), words, std::move(network), std::move(clock));
  return std::shared_ptr<voice::Synthesiser>(std::move(made));
}

}  // namespace callwell::adapters
