// What both sides of a call agree about session timers (RFC 4028). No I/O.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sip_agent {

inline constexpr std::uint32_t kLeastSessionS = 90, kLongestSessionS = 86'400;  // the least is the standard's own

/// What a message says about it.
struct TimerWish {
  bool supported = false;                ///< its sender knows session timers
  std::optional<std::uint32_t> interval_s;
  enum class Refresher : std::uint8_t { unsaid, asker, answerer } refresher = Refresher::unsaid;
  std::uint32_t least_s = kLeastSessionS;
};
/// Session-Expires: "1800;refresher=uac", with anything else beside it.
void read_session_expires(std::string_view value, TimerWish &wish);
/// Min-SE.
void read_least(std::string_view value, TimerWish &wish);

struct TimerTerms {
  std::uint32_t interval_s = 0;
  bool ours = true;                      ///< we refresh
};
/// What an INVITE's wish becomes; nothing when it is too short (422).
std::optional<TimerTerms> agree(const TimerWish &wish, std::uint32_t own_interval_s);
/// For an answer with these terms.
std::string timer_headers(const TimerTerms &terms, bool peer_supports);
inline const std::string kTooShort = "Min-SE: " + std::to_string(kLeastSessionS) + "\r\n";

}  // namespace sip_agent
