#include "adapters/speech_to_text/whisper.hpp"

#include <deque>
#include <mutex>
#include <utility>

#include "adapters/resilience.hpp"
#include "adapters/speech_to_text/session_stream.hpp"
#include "adapters/speech_to_text/whisper_messages.hpp"
#include "voice/resampler.hpp"
#include "voice/spectrum.hpp"
#include "voice/voice_detector.hpp"

namespace callwell::adapters {

namespace {

using voice::Sample;

constexpr std::size_t kFramesBefore = 15;          // kept of what came before the voice was noticed
constexpr std::size_t kMostSamples = 60 * kWhisperRate;
constexpr std::size_t kMostStretches = 4;          // not yet answered; then the oldest is given up
constexpr std::size_t kMostAnswerBytes = 256 << 10;
constexpr float kConfidence = 0.75F;               // the service says none: "understood, not certain", so what matters is read back

/// Speech and a little before it: the model hears sentences in silence.
class SpeechCutter {
 public:
  explicit SpeechCutter(std::int32_t rate) : narrow_(rate, 8'000), wide_(rate, kWhisperRate) {}

  void hear(voice::Samples frame) {
    voice::FrameBuffer narrow;
    spectrum_.take({narrow.data(), narrow_.process(frame, narrow)});
    detector_.hear(spectrum_);
    const std::size_t before = speech_.size();
    speech_.resize(before + frame.size() * kWhisperRate / 8'000 + 1);
    speech_.resize(before + wide_.process(frame, std::span(speech_).subspan(before)));
    speaking_ = speaking_ || detector_.voiced();
    constexpr std::size_t kept = kFramesBefore * voice::frame_samples(kWhisperRate);
    if (!speaking_ && speech_.size() > kept) speech_.erase(speech_.begin(), speech_.end() - static_cast<std::ptrdiff_t>(kept));
  }

  bool full() const { return speech_.size() >= kMostSamples; }
  /// Empty when nobody spoke.
  std::vector<Sample> take() { return std::exchange(speaking_, false) ? std::exchange(speech_, {}) : std::vector<Sample>(); }

 private:
  voice::Resampler narrow_, wide_;
  voice::Spectrum spectrum_;
  voice::VoiceDetector detector_;
  std::vector<Sample> speech_;
  bool speaking_ = false;
};

/// One call's ears: a stretch of speech at a time is with the service. `mutex_` is never held while an answer is abandoned.
class Session : public std::enable_shared_from_this<Session> {
 public:
  Session(std::shared_ptr<const WhisperOptions> options, std::shared_ptr<Network> network, std::int32_t rate, const voice::Hearing &hearing,
          voice::OnRecognised on_recognised)
      : options_(std::move(options)),
        network_(std::move(network)),
        on_recognised_(std::move(on_recognised)),
        cutter_(rate),
        language_(hearing.language) {}

  void hear(voice::Samples frame) {
    cutter_.hear(frame);
    if (cutter_.full()) end_of_turn();
  }

  void expect(const voice::Hearing &hearing) {
    const std::lock_guard lock(mutex_);
    language_ = hearing.language;
    before_.clear();
  }

  void end_of_turn() {
    std::vector<Sample> speech = cutter_.take();
    if (speech.empty()) return;
    std::unique_ptr<HttpStream> old;
    const std::lock_guard lock(mutex_);
    if (waiting_.size() == kMostStretches) waiting_.pop_front();
    waiting_.push_back(std::move(speech));
    if (!asking_) ask(old);
  }

  void end() {
    std::unique_ptr<HttpStream> old;
    const std::lock_guard lock(mutex_);
    ended_ = true;
    old = std::move(stream_);
  }

 private:
  struct Answer {
    std::int32_t status = 0;
    std::string body;
  };

  /// Under the lock. What answered before goes to `old`.
  void ask(std::unique_ptr<HttpStream> &old) {
    if (ended_ || waiting_.empty()) return;
    const auto answer = std::make_shared<Answer>();
    const auto self = shared_from_this();
    auto stream = network_->send(whisper_request(*options_, waiting_.front(), language_, before_),
                                 {.on_head = [answer](const HttpResponse &head) { answer->status = head.status; },
                                  .on_body =
                                      [answer](std::string_view bytes) {
                                        if (answer->body.size() < kMostAnswerBytes) answer->body.append(bytes);
                                      },
                                  .on_end = [self, answer](const base::Result<void> &result) { self->take(*answer, result); }});
    waiting_.pop_front();
    asking_ = stream.has_value();  // the address was checked before
    if (stream) old = std::exchange(stream_, std::move(*stream));
  }

  void take(const Answer &answer, const base::Result<void> &result) {
    const base::Result<std::string> text = text_of(answer, result);
    std::unique_ptr<HttpStream> old;
    {
      const std::lock_guard lock(mutex_);
      if (ended_) return;
      if (text) before_ = *text;
      ended_ = !text;
    }
    if (!text) return on_recognised_(text.error());
    on_recognised_(voice::Recognised{*text, kConfidence, true, false});
    const std::lock_guard lock(mutex_);
    asking_ = false;
    ask(old);
  }

  static base::Result<std::string> text_of(const Answer &answer, const base::Result<void> &result) {
    if (!result) return base::Error{result.error().status, "whisper: " + result.error().message, "speech_to_text"};
    if (answer.status < 200 || answer.status > 299) {
      const std::string why = "whisper refused the sound (HTTP " + std::to_string(answer.status) + ")";
      return base::Error{answer.status >= 500 ? base::Status::unavailable : status_of_http(answer.status), why, "speech_to_text"};
    }
    return whisper_text(answer.body);
  }

  const std::shared_ptr<const WhisperOptions> options_;
  const std::shared_ptr<Network> network_;
  const voice::OnRecognised on_recognised_;
  SpeechCutter cutter_;                        ///< of whoever calls `hear` and `end_of_turn`

  std::mutex mutex_;
  std::string language_, before_;
  std::deque<std::vector<Sample>> waiting_;
  std::unique_ptr<HttpStream> stream_;         ///< the last one asked
  bool asking_ = false, ended_ = false;
};

class Whisper final : public voice::Recogniser {
 public:
  Whisper(WhisperOptions options, std::shared_ptr<Network> network)
      : options_(std::make_shared<const WhisperOptions>(std::move(options))), network_(std::move(network)) {}
  std::string_view name() const override { return "whisper"; }

  base::Result<std::unique_ptr<voice::RecogniserStream>> open(std::int32_t rate, const voice::Hearing &hearing,
                                                              voice::OnRecognised on_recognised) override {
    network_->warm(options_->base_url);
    auto session = std::make_shared<Session>(options_, network_, rate, hearing, std::move(on_recognised));
    return std::unique_ptr<voice::RecogniserStream>(std::make_unique<SessionStream<Session>>(std::move(session)));
  }

 private:
  const std::shared_ptr<const WhisperOptions> options_;
  const std::shared_ptr<Network> network_;
};

}  // namespace

std::shared_ptr<voice::Recogniser> make_whisper(WhisperOptions options, std::shared_ptr<Network> network) {
  return std::make_shared<Whisper>(std::move(options), std::move(network));
}

}  // namespace callwell::adapters
