// The sound of all calls: their sockets, and the clock that every 20 ms hears and speaks for each. One thread for all of them.
#pragma once

#include <callwell/call.h>
#include <sys/socket.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <unordered_map>

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

/// A call's socket. What it is told, it is told under MediaThread::change().
class Leg {
 public:
  /// Nothing when no port of the range is free.
  static std::shared_ptr<Leg> open(const std::string &address, const PortRange &ports);
  ~Leg();
  Leg(const Leg &) = delete;
  Leg &operator=(const Leg &) = delete;

  int socket() const { return socket_; }
  std::uint16_t port() const { return port_; }
  /// False when that is no address.
  bool aim(const std::string &address, std::uint16_t port);
  void attach(cw_call *call) { call_ = call; }
  cw_call *call() const { return call_; }
  void send(bool on) { sends_ = on; }
  std::int64_t last_heard_us() const { return peer_.last_heard_us(); }

  void receive(std::int64_t now_us);
  void tick(std::int64_t now_us);

 private:
  Leg(int socket, std::uint16_t port) : socket_(socket), port_(port) {}

  const int socket_;
  const std::uint16_t port_;
  Peer peer_;
  cw_call *call_ = nullptr;
  bool sends_ = true;
};

class MediaThread {
 public:
  MediaThread();
  ~MediaThread();

  void add(const std::shared_ptr<Leg> &leg);
  /// When it returns the leg is not used any more.
  void remove(const std::shared_ptr<Leg> &leg);
  /// Runs `body` while the thread touches no call: for what belongs to its side of a call.
  template <class Body>
  auto change(Body body) {
    const std::lock_guard lock(mutex_);
    return body();
  }

  /// How late the clock was since the start: of `ticks`, those later than 1, 5 and 20 ms, and the latest.
  struct Lateness { std::int64_t ticks = 0, over_1ms = 0, over_5ms = 0, over_20ms = 0, worst_us = 0; };
  Lateness lateness();

 private:
  void run(const std::stop_token &stop);
  void tick();

  const int epoll_, timer_;
  std::mutex mutex_;                     ///< guards what follows and the media side of every call
  std::unordered_map<int, std::shared_ptr<Leg>> legs_;
  std::int64_t due_us_ = 0;
  Lateness lateness_;
  std::jthread thread_;
};

std::int64_t monotonic_us();

}  // namespace sip_agent
