// What the agent says, on its way to the caller's ear: speeches queue, samples arrive as they are synthesised, the caller's
// side pulls frames. Play-out can pause, go on, or be cut; then it tells to the word what was really heard.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "voice/audio.hpp"

namespace callwell::voice {

using SpeechId = std::uint64_t;
/// A prompt that many calls play is held once.
using SharedSamples = std::shared_ptr<const std::vector<Sample>>;

/// When `sample` of a speech has been played, the first `text_end` bytes of its text have been spoken. Ascending in both.
struct WordMark { std::int64_t sample = 0; std::size_t text_end = 0; };

struct SpeechOptions {
  bool interruptible = true;         ///< legal notices and the way to an emergency line are not
  std::int32_t pause_before_ms = 0;  ///< natural pacing: silence before the first sample
};

class Playout {
 public:
  explicit Playout(std::int32_t rate) : rate_(rate) {}

  /// Queues a speech; its samples may come at once, later and in pieces.
  void begin(SpeechId id, std::string_view text, const SpeechOptions &options);
  /// Samples at the play-out's rate. Speeches that were cut are unknown, and ignored.
  void add(SpeechId id, SharedSamples samples);
  /// Word positions as the synthesiser tells them; without any, words are laid out by the length of the text.
  void mark(SpeechId id, WordMark mark);
  /// No more samples will come: the speech ends with what is there.
  void finish(SpeechId id);

  /// Writes one frame, silence where there is nothing. Gives the speech that ended with it.
  std::optional<SpeechId> pull(std::span<Sample> frame);

  void pause();                              ///< the next frame fades out
  void resume();                             ///< from the begin of the word it stopped in
  bool paused() const { return paused_; }
  bool empty() const { return speeches_.empty(); }
  bool speaking() const;                     ///< samples of a speech are going out, or would but for a pause
  std::optional<SpeechId> current() const;
  bool interruptible() const { return speeches_.empty() || speeches_.front().options.interruptible; }
  std::int64_t talked_ms() const;            ///< since it last was silent
  float loudness() const { return loudness_; }  ///< mean square of the last frame

  /// What of the current speech was heard: to the last word that was mostly played.
  std::string heard() const;
  /// Drops everything queued; ask heard() before.
  void cut();
  std::int64_t starved_frames() const { return starved_; }  ///< silences in the middle of a speech because its samples were late

 private:
  struct Speech {
    SpeechId id = 0;
    std::string text;
    SpeechOptions options;
    std::deque<SharedSamples> pieces;        ///< not wholly played, and as many behind as a resume may need
    std::int64_t first = 0, length = 0;      ///< sample the pieces begin with; samples known so far
    std::int64_t played = 0, silence = 0;    ///< samples gone out; of the pause before
    std::vector<WordMark> marks;
    bool finished = false;
  };
  Speech *find(SpeechId id);
  std::size_t copy(Speech &speech, std::span<Sample> frame);
  void forget_played(Speech &speech) const;
  std::vector<WordMark> words(const Speech &speech) const;

  std::int32_t rate_;
  std::deque<Speech> speeches_;
  bool paused_ = false, fading_ = false, rising_ = false;
  float loudness_ = 0;
  std::int64_t starved_ = 0, talked_ = 0;
};

}  // namespace callwell::voice
