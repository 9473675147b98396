#include "runtime/speaker.hpp"

#include <algorithm>
#include <utility>

#include "base/log.hpp"

namespace callwell::runtime {

namespace {

constexpr std::size_t kLongestKept = 400;  // bytes of text: what is longer is said once

std::string key_of(const voice::SpeechRequest &request) {
  return request.language + '\x1f' + request.voice + '\x1f' + std::to_string(request.rate) + '\x1f' + request.text;
}

}  // namespace

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

/// Tries one synthesiser after the other until one has begun, and keeps what the speech was made of.
class Speaking : public std::enable_shared_from_this<Speaking> {
 public:
  Speaking(Speaker::Synthesisers synthesisers, std::shared_ptr<PromptCache> cache, voice::SpeechRequest request, voice::OnSpeech on_speech,
           std::function<void(std::string_view)> on_failover)
      : synthesisers_(std::move(synthesisers)), cache_(std::move(cache)), request_(std::move(request)), on_speech_(std::move(on_speech)), on_failover_(std::move(on_failover)) {}

  void start() {
    base::Error last{base::Status::unavailable, "no voice is configured", "text_to_speech"};
    while (next_ < synthesisers_.size()) {
      const std::size_t attempt = next_++;
      auto handle = synthesisers_[attempt]->speak(request_, [weak = weak_from_this(), attempt](base::Result<voice::SpeechPiece> piece) {
        if (const auto self = weak.lock()) self->take(attempt, std::move(piece));
      });
      if (handle) {
        const std::lock_guard lock(mutex_);
        handle_ = std::move(*handle);
        return;
      }
      last = handle.error();
      tell_failover(attempt);
    }
    done_ = true;
    on_speech_(last);
  }
  bool done() const { return done_; }

 private:
  void tell_failover(std::size_t attempt) {
    base::log(base::LogLevel::warn, "voice.failed", {{"adapter", base::Identifier{std::string(synthesisers_[attempt]->name())}}});
    if (on_failover_ && next_ < synthesisers_.size()) on_failover_(synthesisers_[next_]->name());
  }

  void take(std::size_t attempt, base::Result<voice::SpeechPiece> piece) {
    if (!piece) {
      tell_failover(attempt);
      if (made_.empty()) return start();
      piece = voice::SpeechPiece{nullptr, {}, true};  // what was begun ends here: starting anew would repeat it
      whole_ = false;
    }
    if (piece->samples) made_.insert(made_.end(), piece->samples->begin(), piece->samples->end());
    marks_.insert(marks_.end(), piece->marks.begin(), piece->marks.end());
    if (piece->last) {
      done_ = true;
      if (whole_ && !made_.empty() && request_.text.size() <= kLongestKept) {
        cache_->keep(key_of(request_), std::make_shared<const Prompt>(Prompt{std::make_shared<const std::vector<voice::Sample>>(std::move(made_)), std::move(marks_)}));
      }
    }
    on_speech_(std::move(piece));
  }

  Speaker::Synthesisers synthesisers_;
  std::shared_ptr<PromptCache> cache_;
  voice::SpeechRequest request_;
  voice::OnSpeech on_speech_;
  std::function<void(std::string_view)> on_failover_;
  std::size_t next_ = 0;
  std::mutex mutex_;
  std::unique_ptr<voice::SpeechHandle> handle_;
  std::vector<voice::Sample> made_;
  std::vector<voice::WordMark> marks_;
  bool whole_ = true;
  std::atomic<bool> done_{false};
};

Speaker::Speaker(Synthesisers synthesisers, std::size_t cache_bytes) : synthesisers_(std::move(synthesisers)), cache_(std::make_shared<PromptCache>(cache_bytes)) {}

std::shared_ptr<Speaking> Speaker::speak(const voice::SpeechRequest &request, voice::OnSpeech on_speech, std::function<void(std::string_view)> on_failover) {
  auto speaking = std::make_shared<Speaking>(synthesisers_, cache_, request, std::move(on_speech), std::move(on_failover));
  speaking->start();
  return speaking;
}

std::shared_ptr<const Prompt> Speaker::ready(const voice::SpeechRequest &request) { return cache_->find(key_of(request)); }

}  // namespace callwell::runtime
