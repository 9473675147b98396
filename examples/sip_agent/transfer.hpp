// Hands a call over by REFER (RFC 3515) and follows what becomes of it, for a bounded time: cold, to whoever answers there, or warm, into
// the place of a call in which the person has heard who is coming.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "consultation.hpp"
#include "request.hpp"
#include "stack.hpp"

namespace sip_agent {

enum class TransferResult { connected, refused, no_answer };

class Exchange;

class Transfer {
 public:
  using Done = std::function<void(TransferResult)>;
  /// `done` is called once, later; nothing when nothing could be sent.
  static std::unique_ptr<Transfer> cold(Exchange &exchange, sip_dialog *dialog, const std::string &to_uri, Done done);
  /// First a consultation, and the written word beside it.
  static std::unique_ptr<Transfer> warm(Exchange &exchange, sip_dialog *dialog, const std::string &to_uri, const Consultation::Plan &plan, const std::string &written, Done done);
  /// Accepted and not done: a peer that hangs up now has connected the caller.
  bool accepted() const { return accepted_ && !finished_; }

 private:
  Transfer(Exchange &exchange, sip_dialog *dialog, std::string to_uri, Done done);
  bool refer(const std::string &replaces);
  void consulted(Consultation::Outcome outcome);
  static void notified(sip *stack, const sip_msg *msg, void *self);
  static void closed(int error, const sip_msg *msg, const sipevent_substate *state, void *self);
  static void too_late(void *self);
  static void hang_up(void *self);
  void finish(TransferResult result);

  Exchange &exchange_;
  sip_dialog *const dialog_;             ///< the caller's, which outlives this
  const std::string to_uri_;
  const Done done_;
  bool accepted_ = false, finished_ = false;
  std::unique_ptr<Consultation> consultation_;
  std::unique_ptr<Request> message_;
  Ref<sipsub> subscription_;
  Timer timer_, over_;
};

}  // namespace sip_agent
