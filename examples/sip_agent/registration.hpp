// Keeps us registered with the PBX (RFC 3261 section 10) and reachable behind routers: refreshes in time, backs off when it fails, begins
// anew when a connection breaks, gives up a password that is refused.
#pragma once

#include <memory>
#include <string>

#include "stack.hpp"

namespace sip_agent {

class Exchange;

class Registration {
 public:
  explicit Registration(Exchange &exchange) : exchange_(exchange) {}
  /// What went wrong, or empty.
  std::string begin();
  /// The registrar refused us; the program ends.
  bool refused() const { return refused_; }
  void end();

 private:
  static void responded(int error, const sip_msg *msg, void *self);
  static void give_up(void *self);
  static void keep_open(void *self);
  static void connection_lost(int error, void *self);
  static void begin_again(void *self);
  void stay_reachable(const sip_msg *msg);

  Exchange &exchange_;
  Ref<sipreg> registration_;
  Timer gives_up_, opens_, again_;
  sip_transp transport_ = SIP_TRANSP_UDP;
  sa registrar_{};                       ///< where its answers come from
  sip_keepalive *connection_ = nullptr;  ///< tells when it breaks
  bool registered_ = false, refused_ = false;
};

}  // namespace sip_agent
