// One call's sockets: where its packets go, who is listened to, their encryption and the reports about them.
#pragma once

#include <callwell/call.h>
#include <sys/socket.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "rtcp.hpp"
#include "srtp.hpp"

namespace sip_agent {

struct PortRange { std::uint16_t first = 16'384, last = 32'766; };

/// Where packets go: the address of the description until packets come, then where they come from, as home routers need it.
/// Once a sender is found, others are not listened to while it talks.
class Peer {
 public:
  void announce(const sockaddr_storage &address, std::int64_t now_us);  ///< by a description
  /// Whether a packet from there belongs to the call.
  bool hear(const sockaddr_storage &from, std::int64_t now_us);
  const sockaddr_storage &address() const { return heard_ ? from_ : announced_; }
  std::int64_t last_heard_us() const { return last_us_; }

 private:
  sockaddr_storage announced_{}, from_{};
  bool heard_ = false;
  int packets_ = 0;                      ///< of the present sender
  std::int64_t last_us_ = 0;
};

/// A call's sockets: sound on an even port, reports on the next. What it is told, it is told under MediaThread::change().
class Leg {
 public:
  /// Nothing when no two ports of the range are free.
  static std::shared_ptr<Leg> open(const std::string &address, const PortRange &ports);
  ~Leg();
  Leg(const Leg &) = delete;
  Leg &operator=(const Leg &) = delete;

  int socket() const { return socket_; }
  int control() const { return control_; }
  std::uint16_t port() const { return port_; }
  /// False when that is no address. `mux`: reports go and come with the sound.
  bool aim(const std::string &address, std::uint16_t port, bool mux);
  /// `clock_rate` is that of the sound's RTP timestamps.
  void attach(cw_call *call, std::uint32_t clock_rate);
  cw_call *call() const { return call_; }
  void send(bool on) { sends_ = on; }
  /// From now on nothing else is taken or sent. Each may be NULL: what it was stays.
  void encrypt(std::unique_ptr<Srtp> inbound, std::unique_ptr<Srtp> outbound);
  std::int64_t last_heard_us() const { return peer_.last_heard_us(); }
  /// Packets that were not what the keys say.
  std::int64_t unreadable() const { return unreadable_; }
  std::optional<Reports::Arrival> arrival() const { return reports_ ? reports_->arrival() : std::nullopt; }

  /// What waits at one of the two sockets.
  void receive(int socket, std::int64_t now_us);
  void tick(std::int64_t now_us);

 private:
  Leg(int socket, int control, std::uint16_t port) : socket_(socket), control_(control), port_(port) {}
  void take(std::span<std::uint8_t> packet, const sockaddr_storage &from, std::int64_t now_us);
  void send_sound(std::int64_t now_us);
  void send_report(std::int64_t now_us);

  const int socket_, control_;
  const std::uint16_t port_;
  Peer peer_, control_peer_;
  cw_call *call_ = nullptr;
  bool sends_ = true, mux_ = false;
  std::unique_ptr<Srtp> inbound_, outbound_;
  std::optional<Reports> reports_;
  std::int64_t unreadable_ = 0;
};

std::int64_t monotonic_us();

}  // namespace sip_agent
