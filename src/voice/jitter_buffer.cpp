#include "voice/jitter_buffer.hpp"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace callwell::voice {

namespace {

constexpr std::int64_t kLeastUs = 40'000, kMostUs = 200'000;
constexpr std::int64_t kBaseWindowUs = 8'000'000;   // sender's and our clock drift apart: the quickest packet is asked anew
constexpr float kForget = 0.995F, kInTime = 0.97F;
constexpr int kStraysToRestart = 5, kDryToRest = 10;
constexpr std::int64_t kFarSequence = 500, kFarUs = 5'000'000;

}  // namespace

JitterBuffer::JitterBuffer(std::int32_t clock) : clock_(clock), step_(clock / kFramesPerSecond) {}

void JitterBuffer::restart(const RtpPacket &packet, CallTime arrival) {
  for (Slot &slot : slots_) slot.filled = false;
  filled_ = 0;
  if (any_) ++counts_.restarts;
  any_ = true;
  playing_ = false;
  ssrc_ = packet.ssrc;
  // High enough that a packet sent before this one stays positive.
  highest_ = next_ = (std::int64_t{1} << 32) + packet.sequence;
  highest_timestamp_ = next_timestamp_ = (std::int64_t{1} << 40) + packet.timestamp;
  first_arrival_ = arrival;
  base_transit_ = next_base_ = arrival - in_us(highest_timestamp_);
  base_since_ = arrival;
  strays_ = 0;
}

JitterBuffer::Put JitterBuffer::put(const RtpPacket &packet, CallTime arrival) {
  if (packet.payload.empty() || packet.payload.size() > kMaxPayload) {
    ++counts_.refused;
    return Put::refused;
  }
  const bool begins = !any_ || packet.ssrc != ssrc_;
  const bool had_any = any_;
  if (begins) restart(packet, arrival);
  std::int64_t sequence = highest_ + static_cast<std::int16_t>(packet.sequence - static_cast<std::uint16_t>(highest_));
  std::int64_t timestamp = highest_timestamp_ + static_cast<std::int32_t>(packet.timestamp - static_cast<std::uint32_t>(highest_timestamp_));
  const bool far = std::abs(sequence - highest_) > kFarSequence || std::abs(in_us(timestamp - highest_timestamp_)) > kFarUs;
  const bool late = playing_ && sequence < next_;
  if (far || late) {
    if (++strays_ < kStraysToRestart) {
      ++counts_.late;
      return Put::late;
    }
    restart(packet, arrival);
    sequence = highest_;
    timestamp = highest_timestamp_;
  }
  strays_ = 0;
  const bool empty = next_ > highest_ || begins;
  if (!playing_ && (empty || sequence < next_)) {  // the first of a stretch, or reordered before any of it was played
    if (empty) first_arrival_ = arrival;
    next_ = sequence;
    next_timestamp_ = timestamp;
  }
  while (sequence - next_ >= static_cast<std::int64_t>(kSlots)) {  // nobody takes: the oldest goes
    if (here(next_)) {
      slot_of(next_).filled = false;
      --filled_;
    } else {
      ++counts_.lost;
    }
    ++next_;
    next_timestamp_ += step_;
  }
  Slot &slot = slot_of(sequence);
  if (slot.filled && slot.sequence == sequence) {
    ++counts_.duplicate;
    return Put::duplicate;
  }
  learn_delay(timestamp, arrival);
  if (sequence == highest_ + 1 && timestamp > highest_timestamp_ && in_us(timestamp - highest_timestamp_) <= 60'000) step_ = timestamp - highest_timestamp_;
  if (sequence > highest_) {
    highest_ = sequence;
    highest_timestamp_ = timestamp;
  }
  filled_ += !slot.filled;  // one that was left behind by a jump makes room
  slot.filled = true;
  slot.type = packet.type;
  slot.size = static_cast<std::uint16_t>(packet.payload.size());
  slot.sequence = sequence;
  slot.timestamp = timestamp;
  std::copy(packet.payload.begin(), packet.payload.end(), slot.bytes.begin());
  ++counts_.kept;
  return begins && had_any ? Put::restarted : Put::kept;
}

void JitterBuffer::learn_delay(std::int64_t timestamp, CallTime arrival) {
  const std::int64_t transit = arrival - in_us(timestamp);
  base_transit_ = std::min(base_transit_, transit);
  next_base_ = std::min(next_base_, transit);
  if (arrival - base_since_ > kBaseWindowUs) {
    base_transit_ = std::exchange(next_base_, transit);
    base_since_ = arrival;
  }
  const auto bucket = static_cast<std::size_t>(std::clamp<std::int64_t>((transit - base_transit_) / kBucketUs, 0, kBuckets - 1));
  float sum = 0;
  for (float &share : delays_) sum += share *= kForget;
  delays_[bucket] += 1;
  sum += 1;
  float seen = 0;
  std::size_t at = 0;
  while (at + 1 < kBuckets && (seen += delays_[at]) < kInTime * sum) ++at;
  target_us_ = std::clamp<std::int64_t>(static_cast<std::int64_t>(at + 1) * kBucketUs + kFrameUs, kLeastUs, kMostUs);
}

void JitterBuffer::measure_level() {
  const std::int64_t level = std::max<std::int64_t>(in_us(highest_timestamp_ - next_timestamp_ + step_), 0);
  level_us_ += (level - level_us_) / 16;
}

JitterBuffer::Taken JitterBuffer::take(CallTime now) {
  if (!any_) return {};
  if (!playing_) {
    if (highest_ < next_ || now - first_arrival_ < target_us_) return {};
    playing_ = true;
    level_us_ = in_us(highest_timestamp_ - next_timestamp_ + step_);
  }
  measure_level();
  if (next_ > highest_) {  // if packets are late, the delay grows by itself; if the sender rests, we wait anew for a cushion
    next_timestamp_ += step_;
    playing_ = ++dry_ < kDryToRest;
    return {};
  }
  dry_ = 0;
  const bool piled_up = in_us(step_) * filled_ > target_us_ + kSlackUs;
  while (piled_up && !here(next_)) {  // the sender counted on without us: there is nothing to wait for, and what is behind the gap grows old
    ++next_;
    next_timestamp_ += step_;
    ++counts_.lost;
  }
  Slot &slot = slot_of(next_);
  if (here(next_)) {
    if (!piled_up && slot.timestamp > next_timestamp_ + step_ / 2 && in_us(slot.timestamp - next_timestamp_) <= kFarUs) {
      next_timestamp_ += step_;
      return {Take::pause, {}, 0};
    }
    slot.filled = false;
    --filled_;
    next_timestamp_ = slot.timestamp + step_;
    ++next_;
    return {Take::packet, {slot.bytes.data(), slot.size}, slot.type};
  }
  ++next_;
  next_timestamp_ += step_;
  ++counts_.lost;
  return {Take::lost, {}, 0};
}

}  // namespace callwell::voice
