#include "rtcp.hpp"

#include <algorithm>
#include <cstring>
#include <string_view>

namespace sip_agent {

namespace {

constexpr std::uint8_t kVersion = 0x80, kSenderReport = 200, kReceiverReport = 201, kSourceDescription = 202;
constexpr std::size_t kRtpHeader = 12, kHead = 8, kSenderInfo = 20, kBlock = 24;
constexpr std::int64_t kEveryUs = 5'000'000;
constexpr std::string_view kName = "callwell";   // no address, no host name: who listens in learns nothing

std::uint32_t get16(const std::uint8_t *at) { return static_cast<std::uint32_t>(at[0] << 8 | at[1]); }
std::uint32_t get32(const std::uint8_t *at) { return get16(at) << 16 | get16(at + 2); }
void put16(std::uint8_t *at, std::uint32_t value) {
  at[0] = static_cast<std::uint8_t>(value >> 8);
  at[1] = static_cast<std::uint8_t>(value);
}
void put32(std::uint8_t *at, std::uint32_t value) {
  put16(at, value >> 16);
  put16(at + 2, value);
}

/// Seconds, and their fraction in 32 bits. Both sides only ever compare them with themselves, so any clock will do.
std::uint64_t ntp(std::int64_t us) {
  return static_cast<std::uint64_t>(us / 1'000'000) << 32 | (static_cast<std::uint64_t>(us % 1'000'000) << 32) / 1'000'000;
}
std::uint32_t middle(std::uint64_t time) { return static_cast<std::uint32_t>(time >> 16); }

void put_head(std::uint8_t *at, std::uint8_t count, std::uint8_t type, std::size_t bytes) {
  at[0] = static_cast<std::uint8_t>(kVersion | count);
  at[1] = type;
  put16(at + 2, static_cast<std::uint32_t>(bytes / 4 - 1));
}

}  // namespace

void Reports::sent(std::span<const std::uint8_t> packet, std::int64_t now_us) {
  if (packet.size() < kRtpHeader) return;
  ssrc_ = get32(&packet[8]);
  last_timestamp_ = get32(&packet[4]);
  last_sent_us_ = now_us;
  packets_ += 1;
  octets_ += static_cast<std::uint32_t>(packet.size() - kRtpHeader);
}

void Reports::received(std::span<const std::uint8_t> packet, std::int64_t now_us) {
  if (packet.size() < kRtpHeader) return;
  const std::uint32_t ssrc = get32(&packet[8]);
  const auto sequence = static_cast<std::uint16_t>(get16(&packet[2]));
  const std::int64_t transit = now_us * rate_ / 1'000'000 - get32(&packet[4]);
  if (!source_.known || source_.ssrc != ssrc) {
    source_ = {};
    source_.known = true;
    source_.ssrc = ssrc;
    source_.first = source_.highest = sequence;
    source_.transit = transit;
  }
  const auto ahead = static_cast<std::uint16_t>(sequence - source_.highest);
  if (ahead != 0 && ahead < 0x8000) {
    if (sequence < source_.highest) source_.cycles += 0x10000;
    source_.highest = sequence;
  }
  source_.packets += 1;
  const auto moved = static_cast<std::int32_t>(static_cast<std::uint32_t>(transit - source_.transit));  // the timestamp goes round
  source_.transit = transit;
  const std::uint32_t distance = static_cast<std::uint32_t>(std::min<std::int64_t>(moved < 0 ? -static_cast<std::int64_t>(moved) : moved, rate_));
  source_.jitter16 += distance - ((source_.jitter16 + 8) >> 4);
}

std::size_t Reports::write_block(std::int64_t now_us, std::uint8_t *at) {
  const std::uint32_t highest = source_.cycles + source_.highest;
  const std::uint32_t expected = highest - source_.first + 1;
  const std::uint32_t now_expected = expected - source_.expected_before, now_packets = source_.packets - source_.packets_before;
  const std::int64_t lost = static_cast<std::int64_t>(expected) - source_.packets, now_lost = static_cast<std::int64_t>(now_expected) - now_packets;
  source_.expected_before = expected;
  source_.packets_before = source_.packets;
  put32(at, source_.ssrc);
  put32(at + 4, static_cast<std::uint32_t>(std::clamp<std::int64_t>(lost, -0x800000, 0x7FFFFF)) & 0xFFFFFF);
  at[4] = now_expected == 0 || now_lost <= 0 ? std::uint8_t{0} : static_cast<std::uint8_t>(std::min<std::int64_t>(255, now_lost * 256 / now_expected));
  put32(at + 8, highest);
  put32(at + 12, source_.jitter16 >> 4);
  put32(at + 16, source_.last_report);
  put32(at + 20, source_.last_report == 0 ? 0 : static_cast<std::uint32_t>((now_us - source_.report_at_us) * 65'536 / 1'000'000));
  return kBlock;
}

std::size_t Reports::write(std::int64_t now_us, std::span<std::uint8_t> out) {
  if (due_us_ == 0) due_us_ = now_us + kEveryUs / 2 + dice_ % kEveryUs;
  if (now_us < due_us_ || out.size() < kLongest || packets_ == 0) return 0;
  due_us_ = now_us + kEveryUs;
  const bool sends = now_us - last_sent_us_ < 2 * kEveryUs;
  std::uint8_t *at = out.data();
  put32(at + 4, ssrc_);
  std::size_t size = kHead;
  if (sends) {
    const std::uint64_t time = ntp(now_us);
    put32(at + 8, static_cast<std::uint32_t>(time >> 32));
    put32(at + 12, static_cast<std::uint32_t>(time));
    put32(at + 16, last_timestamp_ + static_cast<std::uint32_t>((now_us - last_sent_us_) * rate_ / 1'000'000));
    put32(at + 20, packets_);
    put32(at + 24, octets_);
    size += kSenderInfo;
  }
  if (source_.known) size += write_block(now_us, at + size);
  put_head(at, source_.known ? 1 : 0, sends ? kSenderReport : kReceiverReport, size);
  std::uint8_t *about = at + size;
  std::memset(about, 0, 20);
  put32(about + 4, ssrc_);
  about[8] = 1;                          // CNAME
  about[9] = static_cast<std::uint8_t>(kName.size());
  std::memcpy(about + 10, kName.data(), kName.size());
  put_head(about, 1, kSourceDescription, 20);
  return size + 20;
}

void Reports::read(std::span<const std::uint8_t> compound, std::int64_t now_us) {
  while (compound.size() >= kHead) {
    const std::size_t size = (get16(&compound[2]) + 1) * 4;
    if (compound[0] >> 6 != 2 || size > compound.size()) return;
    const std::span<const std::uint8_t> packet = compound.first(size);
    compound = compound.subspan(size);
    const bool from_sender = packet[1] == kSenderReport;
    std::size_t at = kHead + (from_sender ? kSenderInfo : 0);
    if ((!from_sender && packet[1] != kReceiverReport) || packet.size() < at) continue;
    if (from_sender && source_.known && get32(&packet[4]) == source_.ssrc) {
      source_.last_report = get16(&packet[10]) << 16 | get16(&packet[12]);
      source_.report_at_us = now_us;
    }
    for (int count = packet[0] & 31; count > 0 && packet.size() - at >= kBlock; --count, at += kBlock) read_block(packet.subspan(at, kBlock), now_us);
  }
}

void Reports::read_block(std::span<const std::uint8_t> block, std::int64_t now_us) {
  if (packets_ == 0 || get32(&block[0]) != ssrc_) return;
  Arrival arrival;
  const std::uint32_t lost = get32(&block[4]) & 0xFFFFFF;
  arrival.lost = lost & 0x800000 ? static_cast<std::int64_t>(lost) - 0x1000000 : lost;
  arrival.jitter_ms = static_cast<std::int64_t>(get32(&block[12])) * 1000 / rate_;
  if (const std::uint32_t ours = get32(&block[16]); ours != 0) {
    const auto ticks = static_cast<std::int32_t>(middle(ntp(now_us)) - ours - get32(&block[20]));
    arrival.round_trip_ms = std::max<std::int64_t>(0, ticks) * 1000 / 65'536;
  } else if (arrival_) {
    arrival.round_trip_ms = arrival_->round_trip_ms;
  }
  arrival_ = arrival;
}

}  // namespace sip_agent
