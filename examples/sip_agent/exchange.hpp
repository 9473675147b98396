// Our end of the telephone system: takes calls in, keeps those that stand, answers what belongs to no call.
#pragma once

#include <functional>
#include <map>
#include <memory>

#include "media.hpp"
#include "opener.hpp"
#include "options.hpp"
#include "stack.hpp"

namespace sip_agent {

class PhoneCall;

class Exchange {
 public:
  Exchange(const Options &options, cw_agent *agent);
  ~Exchange();

  /// Begins to listen; what went wrong, or empty.
  std::string open();
  /// Ends all calls, then calls re_cancel().
  void close();

  const Options &options() const { return options_; }
  sip *stack() { return sip_; }
  sipsess_sock *sessions() { return sessions_.get(); }
  sipevent_sock *events() { return events_.get(); }
  MediaThread &media() { return media_; }
  /// The agent's side of a call, opened elsewhere; `opened` gets it unless it was forgotten meanwhile. The ticket to forget it by.
  std::uint64_t open_agent_side(OpenRequest request, std::function<void(const Opened &)> opened);
  void forget(std::uint64_t ticket) { awaited_.erase(ticket); }
  /// Who we are to others.
  std::string own_uri() const;
  cw_agent *agent() { return agent_; }
  /// Forgets a call; it may be the one that asks.
  void remove(std::uint64_t id);

  /// For the SIP library: name and password for whoever challenges a request of ours.
  static int credentials(char **user, char **password, const char *realm, void *self);

 private:
  static void invited(const sip_msg *msg, void *self);
  static bool other_request(const sip_msg *msg, void *self);
  static bool stray_response(const sip_msg *msg, void *self);
  static void stopped(void *self);
  void take(const sip_msg *msg);
  bool refuse(const sip_msg *msg);
  bool known(const sip_msg *msg) const;
  PhoneCall *call_of(const sip_msg *msg) const;
  void opened(const Opened &opened);

  const Options options_;
  cw_agent *const agent_;
  MediaThread media_;
  std::unique_ptr<Opener> opener_;
  dnsc *dns_ = nullptr;
  sip *sip_ = nullptr;
  Ref<sipsess_sock> sessions_;
  Ref<sipevent_sock> events_;
  Ref<sip_lsnr> requests_, responses_;
  std::map<std::uint64_t, std::unique_ptr<PhoneCall>> calls_;
  std::map<std::uint64_t, std::function<void(const Opened &)>> awaited_;  ///< by ticket
  std::uint64_t next_id_ = 1, next_ticket_ = 1;
  bool closing_ = false;
};

inline constexpr const char *kAllow = "Allow: INVITE, ACK, BYE, CANCEL, OPTIONS, INFO, UPDATE, NOTIFY\r\n";

}  // namespace sip_agent
