// Both sides of a call on one time line, for its recording: frames as the line moved them go in, seconds of two-channel µ-law
// come out. Position n of either channel is the n-th sample of the call.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "voice/audio.hpp"

namespace callwell::voice {

enum class Side : std::uint8_t { caller, agent };  ///< left, right

/// A frame on its way from the media thread; no more room than a frame of the line needs.
struct RecordedFrame {
  std::int64_t index = 0;              ///< counts the frames of its side; those that are missing are silence
  Side side = Side::caller;
  bool paused = false;                 ///< nothing of it may be kept
  std::uint16_t size = 0;
  std::array<Sample, 320> samples;
};

/// From sample `from` of the call on, up to `to`.
struct SampleSpan {
  std::int64_t from = 0, to = 0;
  friend bool operator==(const SampleSpan &, const SampleSpan &) = default;
};

class TwoSides {
 public:
  static constexpr std::int32_t kChannels = 2;
  /// One side may be this far behind the other, as networks deliver. Beyond that it has stopped: silence takes its place, and
  /// when it goes on it goes on now.
  static constexpr std::int64_t kMostBehind = kFramesPerSecond;

  explicit TwoSides(std::int32_t rate) : rate_(rate) {}

  void put(const RecordedFrame &frame);
  /// The next whole second that both sides have, one byte a channel, the caller's first.
  std::optional<std::string> next();
  /// What is left when the call is over, at most two seconds: silence where a side has nothing.
  std::string rest();

  std::int32_t rate() const { return rate_; }
  std::int64_t samples() const;                            ///< of the call so far
  const std::vector<SampleSpan> &paused() const { return paused_; }
  std::int64_t lost_frames() const { return lost_; }       ///< that never came, and are silence
  /// Where a moment of the caller's clock is in the recording.
  std::int64_t position(CallTime caller_time) const;
  /// Silences what has not been handed out yet of this span.
  void blank(SampleSpan span);

 private:
  std::int64_t frame_bytes() const { return static_cast<std::int64_t>(frame_samples(rate_)) * kChannels; }
  void note_pause(bool paused, std::int64_t frame);
  std::string take(std::int64_t frames);

  std::int32_t rate_;
  std::string codes_;                                      ///< of the frames from first_ on
  std::int64_t first_ = 0;
  std::array<std::int64_t, 2> end_{};                      ///< frames that each side has
  std::array<std::int64_t, 2> stopped_{};                  ///< frames that each side never gave
  std::vector<SampleSpan> paused_;
  std::int64_t lost_ = 0;
  bool pausing_ = false;
};

}  // namespace callwell::voice
