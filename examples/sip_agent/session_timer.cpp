#include "session_timer.hpp"

#include <algorithm>
#include <utility>

#include "exchange.hpp"
#include "log.hpp"

namespace sip_agent {

namespace {

constexpr std::uint64_t kGraceMs = 32'000, kSoonMs = 1000;

}  // namespace

TimerWish timer_wish(const sip_msg *msg) {
  TimerWish wish;
  wish.supported = sip_msg_hdr_has_value(msg, SIP_HDR_SUPPORTED, "timer") || sip_msg_hdr_has_value(msg, SIP_HDR_REQUIRE, "timer");
  if (const sip_hdr *least = sip_msg_hdr(msg, SIP_HDR_MIN_SE)) read_least(view(least->val), wish);
  if (const sip_hdr *expires = sip_msg_hdr(msg, SIP_HDR_SESSION_EXPIRES)) read_session_expires(view(expires->val), wish);
  return wish;
}

void SessionTimer::start(sip_dialog *dialog, bool update) {
  dialog_ = dialog;
  update_ = update;
  refreshed();
}

void SessionTimer::renew(const TimerTerms &terms) {
  terms_ = terms;
  refresh_.stop();
  refreshed();
}

void SessionTimer::refreshed() {
  if (!dialog_) return;
  const std::uint64_t ms = std::uint64_t{terms_.interval_s} * 1000;
  if (terms_.ours) refresh_.start(ms / 2, &refresh_due, this);
  expiry_.start(ms - std::min(kGraceMs, ms / 3), &expiry_due, this);
}

void SessionTimer::refresh_due(void *self) {
  auto &timer = *static_cast<SessionTimer *>(self);
  if (!timer.update_) return timer.host_.reinvite();
  const std::string headers = "Supported: timer\r\nSession-Expires: " + std::to_string(timer.terms_.interval_s) + ";refresher=uac\r\n" + kTooShort;
  timer.request_ = Request::in_dialog(timer.exchange_, timer.dialog_, "UPDATE", headers, [&timer](int status, const sip_msg *answer) { timer.updated(status, answer); });
}

void SessionTimer::updated(int status, const sip_msg *answer) {
  if (status >= 200 && status < 300) return refreshed();
  if (status == 0 || status == 408 || status == 481) return expiry_due(this);
  if (status == 422) terms_.interval_s = std::max(terms_.interval_s, timer_wish(answer).least_s);
  else update_ = false;                  // a re-INVITE everybody understands
  refresh_.start(kSoonMs, &refresh_due, this);
}

void SessionTimer::expiry_due(void *self) {
  const auto expired = static_cast<SessionTimer *>(self)->host_.expired;  // it may end this timer
  expired();
}

}  // namespace sip_agent
