// Packets that arrive unevenly leave evenly. The delay follows what the network does: as short as lets 97 of 100 packets
// arrive in time, between 40 and 200 ms. Keeps packets in fixed room; allocates nothing.
#pragma once

#include <optional>

#include "voice/rtp.hpp"

namespace callwell::voice {

class JitterBuffer {
 public:
  /// `clock`: RTP timestamp units a second.
  explicit JitterBuffer(std::int32_t clock);

  enum class Put : std::uint8_t { kept, duplicate, late, refused, restarted };
  Put put(const RtpPacket &packet, CallTime arrival);

  enum class Take : std::uint8_t {
    packet,   ///< here it is
    lost,     ///< later ones are here: conceal
    pause,    ///< the sender said nothing here: comfort noise for one frame
    none      ///< nothing has come (yet)
  };
  struct Taken { Take what = Take::none; Bytes payload; std::uint8_t type = 0; };  ///< the payload lives until the next put
  Taken take(CallTime now);

  /// More is waiting than the network needs: leave out a frame when it hurts least.
  bool too_full() const { return level_us_ > target_us() + kSlackUs; }
  std::int64_t target_us() const { return target_us_; }
  std::int64_t waiting_us() const { return level_us_; }   ///< smoothed

  struct Counts { std::int64_t kept = 0, duplicate = 0, late = 0, refused = 0, lost = 0, restarts = 0; };
  const Counts &counts() const { return counts_; }

 private:
  static constexpr std::size_t kSlots = 32, kMaxPayload = 512, kBuckets = 40;
  static constexpr std::int64_t kBucketUs = 10'000, kSlackUs = 60'000;
  struct Slot {
    bool filled = false;
    std::uint8_t type = 0;
    std::uint16_t size = 0;
    std::int64_t sequence = 0, timestamp = 0;
    std::array<std::uint8_t, kMaxPayload> bytes;
  };

  Slot &slot_of(std::int64_t sequence) { return slots_[static_cast<std::size_t>(sequence) % kSlots]; }
  bool here(std::int64_t sequence) { return slot_of(sequence).filled && slot_of(sequence).sequence == sequence; }
  void restart(const RtpPacket &packet, CallTime arrival);
  void learn_delay(std::int64_t timestamp, CallTime arrival);
  void measure_level();
  std::int64_t in_us(std::int64_t units) const { return units * 1'000'000 / clock_; }

  std::int32_t clock_;
  std::array<Slot, kSlots> slots_;
  bool any_ = false, playing_ = false;
  std::uint32_t ssrc_ = 0;
  std::int64_t highest_ = 0, highest_timestamp_ = 0;        ///< unwrapped
  std::int64_t next_ = 0, next_timestamp_ = 0, step_ = 0;   ///< what take() wants; timestamp units of a packet
  CallTime first_arrival_ = 0;
  int filled_ = 0;                                          ///< slots
  int strays_ = 0;                                          ///< packets in a row that fit nowhere
  int dry_ = 0;                                             ///< times in a row that take() found nothing
  std::array<float, kBuckets> delays_{};                    ///< how late packets were, forgetting
  std::int64_t base_transit_ = 0, next_base_ = 0;           ///< the quickest packet of these seconds and the last
  CallTime base_since_ = 0;
  std::int64_t target_us_ = 40'000, level_us_ = 0;
  Counts counts_;
};

}  // namespace callwell::voice
