#include "voice/two_sides.hpp"

#include <algorithm>
#include <utility>

#include "voice/g711.hpp"

namespace callwell::voice {

void TwoSides::put(const RecordedFrame &frame) {
  const auto side = static_cast<std::size_t>(frame.side);
  const std::int64_t at = frame.index + stopped_[side];
  if (frame.side == Side::caller) note_pause(frame.paused, at);
  if (at < first_) return;
  const auto needed = static_cast<std::size_t>((at + 1 - first_) * frame_bytes());
  if (codes_.size() < needed) codes_.resize(needed, static_cast<char>(kMulawSilence));
  if (!frame.paused) {
    const std::size_t samples = std::min<std::size_t>(frame.size, frame_samples(rate_));
    char *out = codes_.data() + (at - first_) * frame_bytes() + static_cast<std::int64_t>(side);
    for (std::size_t i = 0; i < samples; ++i) out[i * kChannels] = static_cast<char>(mulaw_encode(frame.samples[i]));
  }
  lost_ += std::max<std::int64_t>(0, at - end_[side]);
  end_[side] = std::max(end_[side], at + 1);
  const std::size_t other = 1 - side;
  if (end_[side] - end_[other] <= kMostBehind) return;
  stopped_[other] += end_[side] - end_[other];
  end_[other] = end_[side];
}

void TwoSides::note_pause(bool paused, std::int64_t frame) {
  const std::int64_t at = frame * static_cast<std::int64_t>(frame_samples(rate_));
  if (pausing_) paused_.back().to = at;
  if (paused && !pausing_) paused_.push_back({at, at});
  pausing_ = paused;
  if (pausing_) paused_.back().to = at + static_cast<std::int64_t>(frame_samples(rate_));
}

std::optional<std::string> TwoSides::next() {
  if (std::min(end_[0], end_[1]) - first_ < kFramesPerSecond) return std::nullopt;
  return take(kFramesPerSecond);
}

std::string TwoSides::rest() { return take(std::max(end_[0], end_[1]) - first_); }

std::string TwoSides::take(std::int64_t frames) {
  const auto bytes = static_cast<std::size_t>(frames * frame_bytes());
  std::string piece = codes_.substr(0, bytes);
  codes_.erase(0, bytes);
  first_ += frames;
  return piece;
}

std::int64_t TwoSides::samples() const { return std::max(end_[0], end_[1]) * static_cast<std::int64_t>(frame_samples(rate_)); }

std::int64_t TwoSides::position(CallTime caller_time) const {
  return (caller_time / kFrameUs + stopped_[0]) * static_cast<std::int64_t>(frame_samples(rate_));
}

void TwoSides::blank(SampleSpan span) {
  const auto size = static_cast<std::int64_t>(codes_.size());
  const std::int64_t begin = first_ * frame_bytes();
  const std::int64_t from = std::clamp<std::int64_t>(span.from * kChannels - begin, 0, size), to = std::clamp<std::int64_t>(span.to * kChannels - begin, from, size);
  std::fill(codes_.begin() + from, codes_.begin() + to, static_cast<char>(kMulawSilence));
}

}  // namespace callwell::voice
