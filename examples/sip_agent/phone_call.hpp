// One call: its signalling (RFC 3261), what the agent asks for, and how it ends. On the signalling thread.
#pragma once

#include <callwell/call.h>

#include <memory>
#include <optional>
#include <string>

#include "call_media.hpp"
#include "opener.hpp"
#include "sdp.hpp"
#include "session_timer.hpp"
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
  /// Whether the INVITE is the one that began this call.
  bool is_of(const sip_msg *invite) const;
  /// Whether a request belongs to this call.
  bool has(const sip_msg *request) const { return sip_dialog_cmp(sipsess_dialog(session_.get()), request); }
  /// UPDATE (RFC 3311): a sign of life, or a new offer.
  void updated(const sip_msg *msg);

 private:
  static void answer_due(void *self);
  static void look(void *self);
  static int offered(mbuf **description, const sip_msg *msg, void *self);
  static int answered(const sip_msg *msg, void *self);
  static void established(const sip_msg *, void *) {}
  static void told(sip *stack, const sip_msg *msg, void *self);
  static void closed(int error, const sip_msg *msg, void *self);

  void opened(const Opened &opened);
  std::optional<std::string> renegotiate(std::string_view description);
  std::string content_type() const;
  void perform(const cw_call_event &event);
  void transfer(std::string_view number, std::string_view json);
  void transferred(TransferResult result);
  void end(const char *why);
  std::string name() const { return std::to_string(id_); }

  Exchange &exchange_;
  const std::uint64_t id_;
  std::string call_id_, from_tag_, caller_, dialled_;
  std::string peer_, peer_host_;         ///< where the call comes from: its address, and how it calls itself
  std::optional<sdp::Description> offer_;
  bool described_ = false;               ///< the other side has said where and how it takes sound
  bool transferring_ = false, timer_known_ = false, takes_update_ = false;
  std::int64_t sound_due_us_ = 0;        ///< since when silence on the line counts
  std::uint64_t ticket_ = 0;
  cw_call *agent_ = nullptr;
  CallMedia media_;
  Ref<sipsess> session_;
  std::unique_ptr<SessionTimer> session_timer_;
  std::unique_ptr<Transfer> transfer_;
  Timer timer_;
};

}  // namespace sip_agent
