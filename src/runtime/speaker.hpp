// A practice's voice: synthesisers in order of preference, and the prompts they made before.
#pragma once

#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "adapters/resilience.hpp"
#include "voice/ports.hpp"

namespace callwell::runtime {

/// A finished prompt, shared by all calls that play it.
struct Prompt {
  voice::SharedSamples samples;
  std::vector<voice::WordMark> marks;
};

/// Prompts by text, language, voice and rate; the least recently used go first. Threads: any.
class PromptCache {
 public:
  explicit PromptCache(std::size_t max_bytes) : max_bytes_(max_bytes) {}
  std::shared_ptr<const Prompt> find(const std::string &key);
  void keep(const std::string &key, std::shared_ptr<const Prompt> prompt);

 private:
  struct Entry { std::string key; std::shared_ptr<const Prompt> prompt; };
  std::size_t max_bytes_, bytes_ = 0;
  std::mutex mutex_;
  std::list<Entry> entries_;  ///< newest first
  std::unordered_map<std::string, std::list<Entry>::iterator> by_key_;
};

/// One speech under way. Destroying it abandons it.
class Speaking;

class Speaker {
 public:
  using Synthesisers = std::vector<std::shared_ptr<voice::Synthesiser>>;
  /// `now_ms` is monotonic.
  explicit Speaker(Synthesisers synthesisers, std::size_t cache_bytes = std::size_t{48} << 20,
                   std::function<std::int64_t()> now_ms = adapters::system_pace().now_ms);

  /// Pieces come from any thread, the last with `last`. A voice that fails before its first sample is replaced by the next one, a speech
  /// that breaks off ends where it is; either way the voice then rests for a while, unless it is the last. `on_speech` hears of an error
  /// when there is no voice left, and `on_failover` of each that is gone over to.
  std::shared_ptr<Speaking> speak(const voice::SpeechRequest &request, voice::OnSpeech on_speech,
                                  std::function<void(std::string_view voice)> on_failover);
  /// To be called now and then: a voice that stays silent has failed. Any clock that runs forward.
  static void look_at_time(Speaking &speaking, std::int64_t now_us);
  /// The prompt if it is ready: nothing else to wait for.
  std::shared_ptr<const Prompt> ready(const voice::SpeechRequest &request);

 private:
  friend class Speaking;
  struct Voice;
  struct Shared;
  std::shared_ptr<const Shared> shared_;
};

}  // namespace callwell::runtime
