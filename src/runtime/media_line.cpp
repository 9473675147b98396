#include "runtime/media_line.hpp"

#include <algorithm>
#include <utility>

namespace callwell::runtime {

MediaLine::MediaLine(const MediaFormat &format, const voice::LineOptions &options, std::function<void()> wake)
    : rate_(format.line_rate()), line_(options), wake_(std::move(wake)) {
  if (format.rtp) {
    receiver_ = std::make_unique<voice::Receiver>(*format.rtp, rate_);
    sender_ = std::make_unique<voice::Sender>(*format.rtp, rate_, format.seed);
  } else {
    in_ = std::make_unique<voice::WireIn>(format.wire);
    out_ = std::make_unique<voice::WireOut>(format.wire);
  }
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
  if (commands_.empty()) return;
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
  if (!any) return;
  news_.store(true);
  wake_();
}

void MediaLine::hear(voice::Samples frame) {
  obey();
  line_.hear(frame);
  if (HeardFrame *heard = sound_.spare()) {
    heard->size = static_cast<std::uint16_t>(std::min(frame.size(), heard->samples.size()));
    std::copy_n(frame.begin(), heard->size, heard->samples.begin());
    sound_.keep();
  } else {
    dropped_.fetch_add(1, std::memory_order_relaxed);
  }
  keep(voice::Side::caller, frame);
  hand_on();
}

void MediaLine::push(voice::Bytes bytes) {
  if (!in_) return;
  in_->put(bytes, [this](voice::Samples frame) { hear(frame); });
}

void MediaLine::pull(std::span<std::uint8_t> out) {
  if (!out_) return std::fill(out.begin(), out.end(), std::uint8_t{0});
  out_->take(out, [this](std::span<voice::Sample> frame) {
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
