#include "runtime/media_line.hpp"

#include <algorithm>
#include <utility>

namespace callwell::runtime {

MediaLine::MediaLine(const MediaFormat &format, const voice::LineOptions &options, std::function<void()> wake)
    : rate_(format.line_rate()), line_(options), in_(format.wire), out_(format.wire), wake_(std::move(wake)) {
  if (!format.rtp) return;
  receiver_.emplace(*format.rtp, rate_);
  sender_.emplace(*format.rtp, rate_, format.seed);
}

void MediaLine::record(std::shared_ptr<const std::atomic<bool>> paused) {
  recording_ = std::make_unique<Recording>();
  recording_->paused = std::move(paused);
}

void MediaLine::keep(voice::Side side, voice::Samples frame) {
  if (!recording_) return;
  voice::RecordedFrame kept;
  kept.index = recording_->moved[static_cast<std::size_t>(side)]++;
  kept.side = side;
  kept.paused = recording_->paused->load();
  if (!kept.paused) {
    kept.size = static_cast<std::uint16_t>(std::min(frame.size(), kept.samples.size()));
    std::copy_n(frame.begin(), kept.size, kept.samples.begin());
  }
  recording_->frames.put(std::move(kept));
}

void MediaLine::play(std::span<voice::Sample> frame) {
  line_.play(frame);
  keep(voice::Side::agent, frame);
}

void MediaLine::obey() {
  LineCommand command;
  while (commands_.take(command)) {
    switch (command.kind) {
      case LineCommand::Kind::say: line_.say(command.id, command.text, command.options); break;
      case LineCommand::Kind::speech: line_.speech(command.id, std::move(command.samples)); break;
      case LineCommand::Kind::mark: line_.mark(command.id, command.mark); break;
      case LineCommand::Kind::speech_ends: line_.speech_ends(command.id); break;
      case LineCommand::Kind::transcript: line_.transcript({command.text, command.confidence, command.final}); break;
      case LineCommand::Kind::expect: line_.expect(command.expecting, command.patience_ms); break;
      case LineCommand::Kind::hush: line_.hush(); break;
      case LineCommand::Kind::end_turn: line_.end_turn(); break;
    }
  }
}

/// What the line told goes to the loop; none of it is dropped: what finds no room waits in the line.
void MediaLine::hand_on() {
  bool any = false;
  while (untold_ || (untold_ = line_.next())) {
    if (!told_.put(std::move(*untold_))) break;
    untold_.reset();
    any = true;
  }
  if (any) wake_();
}

void MediaLine::hear(voice::Samples frame) {
  obey();
  line_.hear(frame);
  HeardFrame heard;
  heard.size = static_cast<std::uint16_t>(std::min(frame.size(), heard.samples.size()));
  std::copy_n(frame.begin(), heard.size, heard.samples.begin());
  keep(voice::Side::caller, frame);
  if (!sound_.put(std::move(heard))) dropped_.fetch_add(1, std::memory_order_relaxed);
  hand_on();
}

void MediaLine::push(voice::Bytes bytes) {
  in_.put(bytes, [this](voice::Samples frame) { hear(frame); });
}

void MediaLine::pull(std::span<std::uint8_t> out) {
  out_.take(out, [this](std::span<voice::Sample> frame) {
    obey();
    play(frame);
  });
  hand_on();
}

void MediaLine::push_rtp(voice::Bytes datagram, std::int64_t arrival_us) {
  if (!receiver_) return;
  if (const auto digit = receiver_->put(datagram, arrival_us)) key(*digit);
}

std::size_t MediaLine::pull_rtp(std::int64_t now_us, std::span<std::uint8_t> out) {
  if (!receiver_) return 0;
  voice::FrameBuffer buffer;
  const std::span<voice::Sample> frame(buffer.data(), voice::frame_samples(rate_));
  receiver_->pull(now_us, frame);
  hear(frame);
  play(frame);
  hand_on();
  return sender_->send(frame, out);
}

bool MediaLine::press(char digit) { return sender_ && sender_->press(digit); }

void MediaLine::key(char digit) {
  line_.key(digit);
  hand_on();
}

void MediaLine::hold(bool held) { line_.hold(held); }

void MediaLine::send(LineCommand &&command) {
  flush();
  if (!backlog_.empty() || !commands_.put(std::move(command))) backlog_.push_back(std::move(command));
}

void MediaLine::flush() {
  while (!backlog_.empty() && commands_.put(std::move(backlog_.front()))) backlog_.pop_front();
}

}  // namespace callwell::runtime
