// Hands a call over by REFER (RFC 3515) and follows what becomes of it, for a bounded time.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "stack.hpp"

namespace sip_agent {

enum class TransferResult { connected, refused, no_answer };

class Exchange;

class Transfer {
 public:
  using Done = std::function<void(TransferResult)>;
  /// `done` is called once, later; nothing when the request could not be sent.
  static std::unique_ptr<Transfer> begin(Exchange &exchange, sip_dialog *dialog, const std::string &to_uri, Done done);
  /// Accepted and not done: a peer that hangs up now has connected the caller.
  bool accepted() const { return accepted_ && !finished_; }

 private:
  explicit Transfer(Exchange &exchange, Done done) : exchange_(exchange), done_(std::move(done)) {}
  static void notified(sip *stack, const sip_msg *msg, void *self);
  static void closed(int error, const sip_msg *msg, const sipevent_substate *state, void *self);
  static void too_late(void *self);
  void finish(TransferResult result);

  Exchange &exchange_;
  const Done done_;
  bool accepted_ = false, finished_ = false;
  Ref<sipsub> subscription_;
  Timer timer_;
};

}  // namespace sip_agent
