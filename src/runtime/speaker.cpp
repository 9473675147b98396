#include "runtime/speaker.hpp"

#include <optional>
#include <utility>

#include "base/log.hpp"

namespace callwell::runtime {

namespace {

constexpr std::size_t kLongestKept = 400;  // bytes of text: what is longer is said once
// The caller's patience, within which another voice can still begin; where none is left, waiting is all there is to do.
constexpr std::int64_t kFirstSoundUs = 2'000'000, kLastVoiceUs = 10'000'000;
constexpr std::int64_t kNextSoundUs = 4'000'000;  // services make sound faster than it is heard: what was begun is still heard for a while

std::string key_of(const voice::SpeechRequest &request) {
  return request.language + '\x1f' + request.voice + '\x1f' + std::to_string(request.rate) + '\x1f' + request.text;
}

/// The voice is well, and another text may be to its liking.
bool is_about_the_text(base::Status status) {
  return status == base::Status::invalid_argument || status == base::Status::limit_exceeded || status == base::Status::unsupported;
}

}  // namespace

/// One of a practice's voices, shared by its calls.
struct Speaker::Voice {
  explicit Voice(std::shared_ptr<voice::Synthesiser> given) : synthesiser(std::move(given)) {}
  const std::shared_ptr<voice::Synthesiser> synthesiser;
  adapters::Breaker rest{{.failures = 1, .open_ms = 30'000}};  ///< after a failure, so that not each sentence waits for a dead service
};

struct Speaker::Shared {
  std::vector<std::unique_ptr<Voice>> voices;
  std::shared_ptr<PromptCache> cache;
  std::function<std::int64_t()> now_ms;
};

std::shared_ptr<const Prompt> PromptCache::find(const std::string &key) {
  const std::lock_guard lock(mutex_);
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) return nullptr;
  entries_.splice(entries_.begin(), entries_, found->second);
  return found->second->prompt;
}

void PromptCache::keep(const std::string &key, std::shared_ptr<const Prompt> prompt) {
  const auto size = [](const Prompt &p) { return p.samples->size() * sizeof(voice::Sample); };
  const std::lock_guard lock(mutex_);
  if (by_key_.contains(key)) return;
  bytes_ += size(*prompt);
  entries_.push_front({key, std::move(prompt)});
  by_key_.emplace(key, entries_.begin());
  while (bytes_ > max_bytes_ && !entries_.empty()) {
    bytes_ -= size(*entries_.back().prompt);
    by_key_.erase(entries_.back().key);
    entries_.pop_back();
  }
}

/// Asks one voice after the other until one speaks, and keeps what the speech was made of. Voices answer on threads of their own and
/// the call looks at the time on its own: whoever finds a voice at an end claims it, and only that one goes on to the next. No lock is
/// held while a voice is asked, abandoned or listened to.
class Speaking : public std::enable_shared_from_this<Speaking> {
 public:
  Speaking(std::shared_ptr<const Speaker::Shared> shared, voice::SpeechRequest request, voice::OnSpeech on_speech,
           std::function<void(std::string_view)> on_failover)
      : shared_(std::move(shared)), request_(std::move(request)), on_speech_(std::move(on_speech)), on_failover_(std::move(on_failover)) {}

  void begin(std::size_t first, base::Error last) {
    for (std::size_t attempt = first; attempt < voices().size(); ++attempt) {
      if (!is_last(attempt) && !voices()[attempt]->rest.admit(shared_->now_ms())) continue;
      if (first > 0) announce(attempt);
      {
        const std::lock_guard lock(mutex_);
        attempt_ = attempt;
        progressed_ = true;
      }
      auto handle = ask(attempt);
      if (handle) return keep(attempt, std::move(*handle));
      last = handle.error();
      if (!claim(attempt)) return;  // its callback said so before, and another voice has been asked
      note(attempt, last);
      first = attempt + 1;
    }
    on_speech_(std::move(last));
  }

  void look_at_time(std::int64_t now_us) {
    std::size_t attempt = kNobody;
    {
      const std::lock_guard lock(mutex_);
      if (attempt_ == kNobody) return;
      if (std::exchange(progressed_, false)) since_us_ = now_us;
      const std::int64_t patience_us = !made_.empty() ? kNextSoundUs : is_last(attempt_) ? kLastVoiceUs : kFirstSoundUs;
      if (now_us - since_us_ < patience_us) return;
      attempt = attempt_;
    }
    take(attempt, base::Error{base::Status::deadline_exceeded, "the voice is silent", "text_to_speech"});
  }

 private:
  static constexpr std::size_t kNobody = static_cast<std::size_t>(-1);

  const std::vector<std::unique_ptr<Speaker::Voice>> &voices() const { return shared_->voices; }
  bool is_last(std::size_t attempt) const { return attempt + 1 == voices().size(); }

  base::Result<std::unique_ptr<voice::SpeechHandle>> ask(std::size_t attempt) {
    voice::SpeechRequest request = request_;
    if (attempt > 0) request.voice.clear();  // a name that only the first knows
    return voices()[attempt]->synthesiser->speak(request, [weak = weak_from_this(), attempt](base::Result<voice::SpeechPiece> piece) {
      if (const auto self = weak.lock()) self->take(attempt, std::move(piece));
    });
  }

  /// A handle whose speech has ended meanwhile is not kept: it dies here, as what it replaces.
  void keep(std::size_t attempt, std::unique_ptr<voice::SpeechHandle> handle) {
    const std::lock_guard lock(mutex_);
    if (attempt_ == attempt) handle_.swap(handle);
  }

  /// True for one caller only; the voice is abandoned when what is given dies.
  std::optional<std::unique_ptr<voice::SpeechHandle>> claim(std::size_t attempt) {
    const std::lock_guard lock(mutex_);
    if (attempt_ != attempt) return std::nullopt;
    attempt_ = kNobody;
    return std::move(handle_);
  }

  void take(std::size_t attempt, base::Result<voice::SpeechPiece> piece) {
    if (!piece) return lose(attempt, piece.error());
    std::optional<std::unique_ptr<voice::SpeechHandle>> ended;
    {
      const std::lock_guard lock(mutex_);
      if (attempt_ != attempt) return;
      progressed_ = true;
      if (piece->samples) made_.insert(made_.end(), piece->samples->begin(), piece->samples->end());
      marks_.insert(marks_.end(), piece->marks.begin(), piece->marks.end());
    }
    if (piece->last) {
      ended = claim(attempt);
      if (!ended) return;
      voices()[attempt]->rest.succeeded();
      remember(attempt);
    }
    on_speech_(std::move(piece));
  }

  void lose(std::size_t attempt, const base::Error &error) {
    const auto lost = claim(attempt);
    if (!lost) return;
    note(attempt, error);
    if (made_.empty()) return begin(attempt + 1, error);
    if (!is_last(attempt)) announce(attempt + 1);
    on_speech_(voice::SpeechPiece{nullptr, {}, true});  // what was begun ends here: starting anew would repeat it
  }

  void note(std::size_t attempt, const base::Error &error) {
    Speaker::Voice &voice = *voices()[attempt];
    base::log(base::LogLevel::warn, "voice.failed", {{"adapter", base::Identifier{voice.synthesiser->name()}},
                                                     {"status", base::Identifier{base::status_name(error.status)}},
                                                     {"why", base::FreeText{error.message}}});
    if (!is_about_the_text(error.status)) voice.rest.failed(shared_->now_ms());
  }
  void announce(std::size_t next) {
    if (on_failover_) on_failover_(voices()[next]->synthesiser->name());
  }

  /// Only the preferred voice's prompts are kept: another's would be heard long after the preferred one is back.
  void remember(std::size_t attempt) {
    if (attempt > 0 || made_.empty() || request_.text.size() > kLongestKept) return;
    auto samples = std::make_shared<const std::vector<voice::Sample>>(std::move(made_));
    shared_->cache->keep(key_of(request_), std::make_shared<const Prompt>(Prompt{std::move(samples), std::move(marks_)}));
  }

  const std::shared_ptr<const Speaker::Shared> shared_;
  const voice::SpeechRequest request_;
  const voice::OnSpeech on_speech_;
  const std::function<void(std::string_view)> on_failover_;
  std::mutex mutex_;
  std::size_t attempt_ = kNobody;                 ///< who speaks now
  std::unique_ptr<voice::SpeechHandle> handle_;   ///< theirs, once they gave it
  bool progressed_ = false;                       ///< since the time was last looked at
  std::int64_t since_us_ = 0;                     ///< when it last had
  std::vector<voice::Sample> made_;               ///< whoever claimed the voice has this and the marks alone
  std::vector<voice::WordMark> marks_;
};

Speaker::Speaker(Synthesisers synthesisers, std::size_t cache_bytes, std::function<std::int64_t()> now_ms) {
  auto shared = std::make_shared<Shared>();
  for (auto &synthesiser : synthesisers) shared->voices.push_back(std::make_unique<Voice>(std::move(synthesiser)));
  shared->cache = std::make_shared<PromptCache>(cache_bytes);
  shared->now_ms = std::move(now_ms);
  shared_ = std::move(shared);
}

std::shared_ptr<Speaking> Speaker::speak(const voice::SpeechRequest &request, voice::OnSpeech on_speech,
                                         std::function<void(std::string_view)> on_failover) {
  auto speaking = std::make_shared<Speaking>(shared_, request, std::move(on_speech), std::move(on_failover));
  speaking->begin(0, {base::Status::unavailable, "no voice is configured", "text_to_speech"});
  return speaking;
}

void Speaker::look_at_time(Speaking &speaking, std::int64_t now_us) { speaking.look_at_time(now_us); }

std::shared_ptr<const Prompt> Speaker::ready(const voice::SpeechRequest &request) { return shared_->cache->find(key_of(request)); }

}  // namespace callwell::runtime
