// The clock of the sound: one thread that every 20 ms hears and speaks for all calls.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <vector>

#include "leg.hpp"

namespace sip_agent {

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

  /// How late the packets of a tick left since the start: of `ticks`, half and 99 of 100, those later than 1, 5 and 20 ms, and the latest.
  struct Lateness { std::int64_t ticks = 0, half_us = 0, most_us = 0, over_1ms = 0, over_5ms = 0, over_20ms = 0, worst_us = 0; };
  Lateness lateness();

 private:
  void run(const std::stop_token &stop);
  void tick();
  void note(std::int64_t late_us);
  std::int64_t at_share(double share) const;

  const int epoll_, timer_;
  std::mutex mutex_;                     ///< guards what follows and the media side of every call
  std::vector<std::shared_ptr<Leg>> legs_;
  std::unordered_map<int, Leg *> sockets_;
  std::int64_t due_us_ = 0;
  Lateness lateness_;
  static constexpr std::int64_t kStepUs = 100;
  std::array<std::int64_t, 500> late_by_{};  ///< ticks by steps of lateness; the last holds all beyond
  std::jthread thread_;
};

}  // namespace sip_agent
