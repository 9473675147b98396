// The caller's telephone: G.711 µ-law over RTP at 20 ms, both directions kept for the recording.
#pragma once

#include <netinet/in.h>

#include <atomic>
#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "voice.hpp"

namespace caller {

class Telephone {
 public:
  Telephone();
  ~Telephone();
  /// 0 when no socket could be had.
  std::uint16_t port() const { return port_; }
  void connect(const std::string &address, std::uint16_t port);

  /// Both from any thread.
  void say(const Samples &samples);
  bool speaks() const { return speaks_; }
  /// For how long the other side has been silent; it counts from the last sound heard.
  int silent_ms() const { return silent_ms_; }
  /// How long the other side has spoken since the caller last did.
  int heard_ms() const { return heard_ms_; }

  /// Ends the sound; then writes caller and agent side by side.
  bool hang_up_and_record(const std::string &path);

 private:
  void run(const std::stop_token &stop);
  void receive();
  void frame();

  int socket_ = -1;
  std::uint16_t port_ = 0, sequence_ = 1;
  std::uint32_t timestamp_ = 0;
  sockaddr_in to_{};
  std::mutex mutex_;
  std::deque<std::int16_t> saying_;
  std::deque<std::int16_t> hearing_;
  std::atomic<bool> connected_{false}, speaks_{false};
  std::atomic<int> silent_ms_{0}, heard_ms_{0};
  std::vector<std::int16_t> recorded_;       ///< caller, agent, caller, agent, …
  std::uint32_t noise_ = 1;
  std::jthread thread_;
};

}  // namespace caller
