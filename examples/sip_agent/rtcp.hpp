// What both sides tell each other about the sound that arrives (RTCP, RFC 3550 section 6): reports of ours are written, theirs are read. No I/O.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace sip_agent {

class Reports {
 public:
  /// Ticks of the RTP clock in a second; `dice` moves the first report, so that calls which begin together do not report together.
  Reports(std::uint32_t clock_rate, std::uint32_t dice) : rate_(clock_rate), dice_(dice) {}

  /// RTP packets as they go and come, before encryption and after it.
  void sent(std::span<const std::uint8_t> packet, std::int64_t now_us);
  void received(std::span<const std::uint8_t> packet, std::int64_t now_us);
  /// A report when one is due, about every five seconds, else 0 bytes; kLongest do.
  std::size_t write(std::int64_t now_us, std::span<std::uint8_t> out);
  static constexpr std::size_t kLongest = 96;
  /// Theirs; anything else is left alone.
  void read(std::span<const std::uint8_t> compound, std::int64_t now_us);

  /// How our sound arrives, as the other side last told.
  struct Arrival { std::int64_t lost = 0, jitter_ms = 0, round_trip_ms = 0; };
  const std::optional<Arrival> &arrival() const { return arrival_; }

 private:
  void read_block(std::span<const std::uint8_t> block, std::int64_t now_us);
  std::size_t write_block(std::int64_t now_us, std::uint8_t *at);

  struct Source {                        ///< the other side's stream
    std::uint32_t ssrc = 0, jitter16 = 0, cycles = 0, packets = 0, expected_before = 0, packets_before = 0, last_report = 0;
    std::uint16_t first = 0, highest = 0;
    std::int64_t transit = 0, report_at_us = 0;
    bool known = false;
  };
  const std::uint32_t rate_, dice_;
  std::uint32_t ssrc_ = 0, packets_ = 0, octets_ = 0, last_timestamp_ = 0;
  std::int64_t last_sent_us_ = 0, due_us_ = 0;
  Source source_;
  std::optional<Arrival> arrival_;
};

}  // namespace sip_agent
