#include "timer_terms.hpp"

#include <algorithm>
#include <charconv>

namespace sip_agent {

namespace {

/// The number in front of whatever follows; nothing when there is none, or it is longer than any interval.
std::optional<std::uint32_t> leading_number(std::string_view text) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool ends = end == text.data() + text.size() || *end == ';' || *end == ' ';
  return error == std::errc() && ends ? std::optional(value) : std::nullopt;
}

}  // namespace

void read_session_expires(std::string_view value, TimerWish &wish) {
  wish.interval_s = leading_number(value);
  if (value.find("refresher=uac") != std::string_view::npos) wish.refresher = TimerWish::Refresher::asker;
  if (value.find("refresher=uas") != std::string_view::npos) wish.refresher = TimerWish::Refresher::answerer;
}

void read_least(std::string_view value, TimerWish &wish) { wish.least_s = std::clamp(leading_number(value).value_or(0), kLeastSessionS, kLongestSessionS); }

std::optional<TimerTerms> agree(const TimerWish &wish, std::uint32_t own_interval_s) {
  if (wish.supported && wish.interval_s && *wish.interval_s < kLeastSessionS) return std::nullopt;
  TimerTerms terms;
  terms.interval_s = std::max({std::min(wish.interval_s.value_or(own_interval_s), own_interval_s), wish.least_s, kLeastSessionS});
  // Who asked may be left to refresh; a side that knows no timers cannot.
  terms.ours = !wish.supported || wish.refresher != TimerWish::Refresher::asker;
  return terms;
}

std::string timer_headers(const TimerTerms &terms, bool peer_supports) {
  const std::string required = peer_supports && !terms.ours ? "Require: timer\r\n" : "";
  return "Supported: timer\r\n" + required + "Session-Expires: " + std::to_string(terms.interval_s) + ";refresher=" + (terms.ours ? "uas" : "uac") + "\r\n";
}

}  // namespace sip_agent
