// One call: its signalling (RFC 3261), what the agent asks for, and how it ends. On the signalling thread.
#pragma once

#include <callwell/call.h>

#include <memory>
#include <optional>
#include <string>

#include "media.hpp"
#include "opener.hpp"
#include "sdp.hpp"
#include "stack.hpp"
#include "transfer.hpp"

namespace sip_agent {

class Exchange;

/// Why there is no call; 0: there is.
struct Refusal { std::uint16_t code = 0; const char *reason = ""; };

class PhoneCall {
 public:
  PhoneCall(Exchange &exchange, std::uint64_t id);
  ~PhoneCall();

  Refusal ring(const sip_msg *invite, const std::optional<sdp::Description> &offer);
  /// The agent is there, or will not come.
  void opened(const Opened &opened);
  /// Whether the INVITE is the one that began this call.
  bool is_of(const sip_msg *invite) const;

 private:
  static void answer_due(void *self);
  static void look(void *self);
  static int offered(mbuf **description, const sip_msg *msg, void *self);
  static int answered(const sip_msg *msg, void *self);
  static void established(const sip_msg *msg, void *self);
  static void told(sip *stack, const sip_msg *msg, void *self);
  static void closed(int error, const sip_msg *msg, void *self);

  bool follow(const sdp::Stream &theirs);
  void perform(const cw_call_event &event);
  void transfer(std::string_view number);
  void transferred(TransferResult result);
  void end(const char *why);
  sdp::Local local() const;
  std::string name() const { return std::to_string(id_); }

  Exchange &exchange_;
  const std::uint64_t id_;
  std::string call_id_, from_tag_, caller_, dialled_, peer_host_;
  std::shared_ptr<Leg> leg_;
  std::optional<sdp::Description> offer_;
  sdp::Choice choice_;
  std::uint64_t session_ = 0, version_ = 1;
  bool held_ = false, transferring_ = false;
  std::int64_t sound_due_us_ = 0;        ///< since when silence on the line counts
  cw_call *agent_ = nullptr;
  Ref<sipsess> session_of_call_;
  std::unique_ptr<Transfer> transfer_;
  Timer timer_;
};

}  // namespace sip_agent
