// A line between two threads: the host's media thread moves its sound and never waits, the agent's loop hears what it tells and
// commands it. Nothing between them takes a lock.
#pragma once

#include <atomic>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "runtime/ring.hpp"
#include "voice/line.hpp"
#include "voice/sender.hpp"
#include "voice/two_sides.hpp"
#include "voice/wire.hpp"

namespace callwell::runtime {

struct LineCommand {
  enum class Kind : std::uint8_t { say = 1, speech, mark, speech_ends, transcript, expect, hush, end_turn };
  Kind kind = Kind::hush;
  voice::SpeechId id = 0;
  std::string text;                      ///< say, transcript
  voice::SpeechOptions options;
  voice::SharedSamples samples;
  voice::WordMark mark;
  nlu::Expecting expecting;
  std::int64_t patience_ms = 0;
  float confidence = 1;
  bool final = false;
};

/// A frame of the caller, for a recogniser.
struct HeardFrame {
  std::uint16_t size = 0;
  std::array<voice::Sample, 320> samples;
  voice::Samples view() const { return {samples.data(), size}; }
};

/// How the sound comes and goes: as a stream of samples, or as RTP packets.
struct MediaFormat {
  voice::WireFormat wire;
  std::optional<voice::RtpFormat> rtp;
  std::uint64_t seed = 0;                ///< of the RTP stream's first numbers
  std::int32_t line_rate() const { return rtp && rtp->encoding == voice::Encoding::opus ? 16'000 : wire.line_rate(); }
};

class MediaLine {
 public:
  /// `wake` is called from the media thread when something was told; it must not wait.
  MediaLine(const MediaFormat &format, const voice::LineOptions &options, std::function<void()> wake);

  /// From the first frame on both sides are handed to the loop too; before any sound moves. While `*paused`, their samples stay here.
  void record(std::shared_ptr<const std::atomic<bool>> paused);

  /// ---- the media thread: samples ----
  void push(voice::Bytes bytes);
  void pull(std::span<std::uint8_t> out);
  /// ---- the media thread: packets ----
  void push_rtp(voice::Bytes datagram, std::int64_t arrival_us);
  /// Once every 20 ms: hears what came and gives the packet to send; its bytes.
  std::size_t pull_rtp(std::int64_t now_us, std::span<std::uint8_t> out);
  bool press(char digit);                ///< to the other side
  /// ---- the media thread ----
  void key(char digit);
  void hold(bool held);

  /// ---- the loop ----
  void send(LineCommand &&command);
  void flush();                                       ///< again what found no room
  bool next(voice::LineEvent &event) { return told_.take(event); }
  bool next(voice::RecordedFrame &frame) { return recording_ && recording_->frames.take(frame); }
  /// The caller's frames that came since, each to `take(Samples)`.
  template <class Take>
  void heard(Take take) {
    while (const HeardFrame *frame = sound_.front()) {
      take(frame->view());
      sound_.drop();
    }
  }
  bool has_news() { return news_.load(std::memory_order_relaxed) && news_.exchange(false); }  ///< since it was asked last
  std::int32_t rate() const { return rate_; }
  voice::JitterBuffer::Counts packets() const { return receiver_ ? receiver_->counts() : voice::JitterBuffer::Counts(); }
  std::int64_t foreign() const { return receiver_ ? receiver_->foreign() : 0; }
  std::int64_t dropped() const { return dropped_.load(std::memory_order_relaxed); }  ///< frames and events the loop was too slow for

 private:
  void obey();
  void hear(voice::Samples frame);
  void play(std::span<voice::Sample> frame);
  void hand_on();

  /// Room for two and a half seconds: what a loop that is later than that has not taken becomes silence.
  struct Recording {
    std::shared_ptr<const std::atomic<bool>> paused;
    std::array<std::int64_t, 2> moved{};
    Ring<voice::RecordedFrame, 256> frames;
  };
  void keep(voice::Side side, voice::Samples frame);

  std::int32_t rate_;
  voice::Line line_;
  std::unique_ptr<voice::WireIn> in_;                 ///< a stream of samples has these two,
  std::unique_ptr<voice::WireOut> out_;
  std::unique_ptr<voice::Receiver> receiver_;         ///< packets have those
  std::unique_ptr<voice::Sender> sender_;
  std::function<void()> wake_;
  std::optional<voice::LineEvent> untold_;            ///< the ring was full
  std::atomic<std::int64_t> dropped_{0};
  std::atomic<bool> news_{false};
  Ring<HeardFrame, 32> sound_;
  Ring<voice::LineEvent, 64> told_;
  Ring<LineCommand, 64> commands_;
  std::deque<LineCommand> backlog_;
  std::unique_ptr<Recording> recording_;              ///< only of a call that is recorded
};

}  // namespace callwell::runtime
