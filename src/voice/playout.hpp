// What the agent says, on its way to the caller's ear: speeches queue, samples arrive as they are synthesised, the caller's
// side pulls frames. Play-out can pause, go on, or be cut; then it tells to the word what was really heard.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "voice/audio.hpp"

namespace callwell::voice {

using SpeechId = std::uint64_t;

/// At `sample` of a speech, `text_end` bytes of its text have been spoken. Ascending in both.
struct WordMark { std::int64_t sample = 0; std::size_t text_end = 0; };

struct SpeechOptions {
  bool interruptible = true;        ///< legal notices and the way to an emergency line are not
  std::int32_t pause_before_ms = 0; ///< natural pacing; counted from when the speech could have begun
};

class Playout {
 public:
  explicit Playout(std::int32_t rate);

  /// Queues a speech; its samples may come at once, later and in pieces.
  void begin(SpeechId id, std::string_view text, const SpeechOptions &options);
  /// Samples at the play-out's rate. Unknown ids (a speech that was cut) are ignored.
  void add(SpeechId id, Samples samples);
  /// Word positions as the synthesiser tells them; without any, words are laid out by the length of the text.
  void mark(SpeechId id, WordMark mark);
  /// No more samples will come: the speech ends with what is there.
  void finish(SpeechId id);

  /// Writes one frame, silence where there is nothing. Gives the speech that ended with it.
  std::optional<SpeechId> pull(std::span<Sample> frame);

  void pause();    ///< within the next frame, faded
  void resume();   ///< from a little before where it paused, at a word's begin
  bool paused() const;
  bool speaking() const;               ///< samples of a speech are going out or are paused
  bool waiting() const;                ///< a speech is queued and none of it was heard yet
  std::optional<SpeechId> current() const;
  bool interruptible() const;
  std::int64_t played_ms() const;      ///< of the current speech

  /// What of the current speech was heard, to the last word that was begun and mostly played.
  std::string heard() const;
  /// Drops everything queued; heard() must be asked before.
  void cut();
  std::int64_t starved_frames() const; ///< frames of silence in the middle of a speech because its samples were late
};

}  // namespace callwell::voice
