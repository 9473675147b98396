// Keeps us registered with the PBX (RFC 3261 section 10): refreshes in time, backs off when it fails, gives up a password that is refused.
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
  void end() { registration_.reset(); }

 private:
  static void responded(int error, const sip_msg *msg, void *self);
  static void give_up(void *self);

  Exchange &exchange_;
  Ref<sipreg> registration_;
  Timer gives_up_;
  bool registered_ = false, refused_ = false;
};

}  // namespace sip_agent
