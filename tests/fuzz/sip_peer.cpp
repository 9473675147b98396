// Fuzz target: what a telephone may send besides SIP itself: descriptions of sound, reports about it, session timers. The first byte chooses.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "examples/sip_agent/rtcp.hpp"
#include "examples/sip_agent/sdp.hpp"
#include "examples/sip_agent/timer_terms.hpp"

using namespace sip_agent;

namespace {

void describe(std::string_view text) {
  const auto offer = sdp::parse(text);
  const auto choice = offer ? sdp::choose(offer->stream) : std::nullopt;
  if (!choice) return;
  sdp::Local local;
  local.address = "192.0.2.9";
  local.crypto = offer->stream.crypto;
  const auto own = sdp::parse(sdp::answer(*offer, *choice, local));
  if (own && own->media.size() != offer->media.size()) std::abort();
}

void report(std::span<const std::uint8_t> bytes) {
  Reports reports(8000, 0);
  const std::uint8_t packet[12] = {0x80, 0, 0, 1};
  reports.sent(packet, 0);
  reports.received(bytes, 20'000);
  reports.read(bytes, 40'000);
  std::uint8_t out[Reports::kLongest];
  reports.write(1, out);
  if (reports.write(60'000'000, out) > sizeof out) std::abort();
}

void agree_on_timer(std::string_view text) {
  TimerWish wish;
  wish.supported = text.size() % 2 == 0;
  read_session_expires(text, wish);
  read_least(text, wish);
  const auto terms = agree(wish, 1800);
  if (terms && terms->interval_s < kLeastSessionS) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char *>(data + 1), size - 1);
  switch (data[0] % 3) {
    case 0: describe(text); break;
    case 1: report({data + 1, size - 1}); break;
    default: agree_on_timer(text); break;
  }
  return 0;
}
