#include "media.hpp"

#include <pthread.h>
#include <sched.h>
#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <algorithm>

namespace sip_agent {

namespace {

constexpr std::int64_t kTickUs = 20'000;
constexpr int kMostCaughtUp = 5;             // ticks that were missed and are made up for; after a longer standstill the clock goes on from now

}  // namespace

MediaThread::MediaThread() : epoll_(epoll_create1(EPOLL_CLOEXEC)), timer_(timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC)) {
  due_us_ = monotonic_us() + kTickUs;
  itimerspec every{};
  every.it_value = {static_cast<time_t>(due_us_ / 1'000'000), due_us_ % 1'000'000 * 1000};
  every.it_interval = {0, kTickUs * 1000};
  timerfd_settime(timer_, TFD_TIMER_ABSTIME, &every, nullptr);
  epoll_event event{EPOLLIN, {.fd = timer_}};
  epoll_ctl(epoll_, EPOLL_CTL_ADD, timer_, &event);
  thread_ = std::jthread([this](const std::stop_token &stop) { run(stop); });
}

MediaThread::~MediaThread() {
  thread_.request_stop();  // the timer wakes it
  thread_.join();
  close(timer_);
  close(epoll_);
}

void MediaThread::add(const std::shared_ptr<Leg> &leg) {
  const std::lock_guard lock(mutex_);
  legs_.push_back(leg);
  for (const int fd : {leg->socket(), leg->control()}) {
    sockets_[fd] = leg.get();
    epoll_event event{EPOLLIN, {.fd = fd}};
    epoll_ctl(epoll_, EPOLL_CTL_ADD, fd, &event);
  }
}

void MediaThread::remove(const std::shared_ptr<Leg> &leg) {
  const std::lock_guard lock(mutex_);
  for (const int fd : {leg->socket(), leg->control()}) {
    epoll_ctl(epoll_, EPOLL_CTL_DEL, fd, nullptr);
    sockets_.erase(fd);
  }
  std::erase(legs_, leg);
}

MediaThread::Lateness MediaThread::lateness() {
  const std::lock_guard lock(mutex_);
  Lateness out = lateness_;
  out.half_us = at_share(0.5);
  out.most_us = at_share(0.99);
  return out;
}

std::int64_t MediaThread::at_share(double share) const {
  auto left = static_cast<std::int64_t>(share * static_cast<double>(lateness_.ticks));
  std::int64_t step = 0;
  for (const std::int64_t ticks : late_by_) {
    left -= ticks;
    ++step;
    if (left <= 0) break;
  }
  return std::min(step * kStepUs, lateness_.worst_us);
}

void MediaThread::note(std::int64_t late_us) {
  lateness_.ticks += 1;
  lateness_.over_1ms += late_us > 1000;
  lateness_.over_5ms += late_us > 5000;
  lateness_.over_20ms += late_us > 20'000;
  lateness_.worst_us = std::max(lateness_.worst_us, late_us);
  late_by_[std::min(static_cast<std::size_t>(late_us / kStepUs), late_by_.size() - 1)] += 1;
}

void MediaThread::tick() {
  const std::int64_t now = monotonic_us();
  if (now - due_us_ > kMostCaughtUp * kTickUs) due_us_ = now;
  const std::int64_t due = due_us_;
  if (legs_.empty()) {
    while (due_us_ <= now) due_us_ += kTickUs;
    return;
  }
  for (; due_us_ <= now; due_us_ += kTickUs) {
    for (const auto &leg : legs_) leg->tick(now);
  }
  note(std::max<std::int64_t>(0, monotonic_us() - due));
}

namespace {

/// Before what is not in a hurry, where the system lets us: 20 ms of sound cannot wait for others.
void hurry() {
  const sched_param priority{.sched_priority = 10};
  pthread_setschedparam(pthread_self(), SCHED_RR, &priority);
}

}  // namespace

void MediaThread::run(const std::stop_token &stop) {
  hurry();
  std::array<epoll_event, 64> events{};
  while (!stop.stop_requested()) {
    const int count = epoll_wait(epoll_, events.data(), events.size(), -1);
    const std::lock_guard lock(mutex_);
    const std::int64_t now = monotonic_us();
    for (int i = 0; i < count; ++i) {
      const int fd = events[static_cast<std::size_t>(i)].data.fd;
      if (const auto leg = sockets_.find(fd); leg != sockets_.end()) leg->second->receive(fd, now);
      if (fd != timer_) continue;
      std::uint64_t expired = 0;
      if (read(timer_, &expired, sizeof expired) > 0) tick();
    }
  }
}

}  // namespace sip_agent
