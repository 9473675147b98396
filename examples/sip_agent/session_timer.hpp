// Session timers (RFC 4028): a call whose other side is gone ends, though nobody said goodbye. One side refreshes, both watch.
#pragma once

#include <functional>
#include <memory>

#include "request.hpp"
#include "stack.hpp"
#include "timer_terms.hpp"

namespace sip_agent {

TimerWish timer_wish(const sip_msg *msg);

class SessionTimer {
 public:
  struct Host {
    std::function<void()> reinvite;      ///< sends our description again
    std::function<void()> expired;       ///< it may end this timer
  };
  SessionTimer(Exchange &exchange, const TimerTerms &terms, Host host) : exchange_(exchange), terms_(terms), host_(std::move(host)) {}

  /// The call stands. `update`: the other side takes UPDATE.
  void start(sip_dialog *dialog, bool update);
  /// A refresh went through, whoever asked for it.
  void refreshed();
  /// …on other terms.
  void renew(const TimerTerms &terms);
  const TimerTerms &terms() const { return terms_; }

 private:
  static void refresh_due(void *self);
  static void expiry_due(void *self);
  void updated(int status, const sip_msg *answer);

  Exchange &exchange_;
  TimerTerms terms_;
  const Host host_;
  sip_dialog *dialog_ = nullptr;         ///< the call's, which outlives this
  bool update_ = false;
  std::unique_ptr<Request> request_;
  Timer refresh_, expiry_;
};

}  // namespace sip_agent
