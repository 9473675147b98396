// The call to the person who shall take a caller: rings them, says in the agent's voice who is waiting and why, and holds the line until
// the caller is there (RFC 5589, attended transfer). On the signalling thread.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "call_media.hpp"
#include "opener.hpp"
#include "stack.hpp"

namespace sip_agent {

class Exchange;

class Consultation {
 public:
  enum class Outcome : std::uint8_t { ready, refused, no_answer };
  using Done = std::function<void(Outcome)>;
  struct Plan {
    std::string to_uri, words, practice, dialled;
    sdp::Choice choice = kOurOffer;
  };
  /// `done` is called once, later; it may end this consultation. Nothing when the call could not be made.
  static std::unique_ptr<Consultation> begin(Exchange &exchange, const Plan &plan, Done done);
  /// Hangs up where the person still listens.
  ~Consultation();
  Consultation(const Consultation &) = delete;
  Consultation &operator=(const Consultation &) = delete;

  /// Once ready: what a Refer-To takes to put the caller into this call's place (RFC 3891).
  const std::string &replaces() const { return replaces_; }

 private:
  Consultation(Exchange &exchange, const Plan &plan, Done done);
  bool ring();
  void speak();
  void opened(const Opened &opened);
  void finish(Outcome outcome);
  static int answered(const sip_msg *msg, void *self);
  static int offered(mbuf **description, const sip_msg *msg, void *self);
  static void established(const sip_msg *msg, void *self);
  static void closed(int error, const sip_msg *msg, void *self);
  static void nobody(void *self);
  static void look(void *self);

  Exchange &exchange_;
  const Plan plan_;
  const Done done_;
  std::string replaces_;
  bool finished_ = false;
  std::uint64_t ticket_ = 0;
  cw_call *agent_ = nullptr;
  CallMedia media_;
  Ref<sipsess> session_;
  Timer ring_, look_;
};

}  // namespace sip_agent
