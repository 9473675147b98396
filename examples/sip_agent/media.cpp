#include "media.hpp"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sched.h>
#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <random>

namespace sip_agent {

namespace {

constexpr std::int64_t kTickUs = 20'000;
constexpr int kMostCaughtUp = 5;             // ticks that were missed and are made up for; after a longer standstill the clock goes on from now
constexpr int kPacketsToTrust = 5;           // of another sender than the announced one
constexpr std::int64_t kSenderGoneUs = 1'000'000;
constexpr std::size_t kLargestPacket = 1500, kMostAtOnce = 32;
constexpr int kExpedited = 0xB8;             // DSCP EF

std::optional<sockaddr_storage> address_of(const std::string &host, std::uint16_t port) {
  addrinfo hints{};
  hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV;
  hints.ai_socktype = SOCK_DGRAM;
  addrinfo *found = nullptr;
  if (getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found) != 0) return std::nullopt;
  sockaddr_storage address{};
  std::memcpy(&address, found->ai_addr, found->ai_addrlen);
  freeaddrinfo(found);
  return address;
}

socklen_t size_of(const sockaddr_storage &address) { return address.ss_family == AF_INET6 ? sizeof(sockaddr_in6) : sizeof(sockaddr_in); }

bool same(const sockaddr_storage &a, const sockaddr_storage &b) {
  if (a.ss_family != b.ss_family) return false;
  if (a.ss_family == AF_INET) {
    const auto &x = reinterpret_cast<const sockaddr_in &>(a);
    const auto &y = reinterpret_cast<const sockaddr_in &>(b);
    return x.sin_port == y.sin_port && x.sin_addr.s_addr == y.sin_addr.s_addr;
  }
  const auto &x = reinterpret_cast<const sockaddr_in6 &>(a);
  const auto &y = reinterpret_cast<const sockaddr_in6 &>(b);
  return x.sin6_port == y.sin6_port && std::memcmp(&x.sin6_addr, &y.sin6_addr, sizeof x.sin6_addr) == 0;
}

bool looks_like_rtp(const std::uint8_t *data, std::size_t size) { return size >= 12 && data[0] >> 6 == 2; }

}  // namespace

std::int64_t monotonic_us() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<std::int64_t>(now.tv_sec) * 1'000'000 + now.tv_nsec / 1000;
}

// ---- who the other side is --------------------------------------------------------------------------------------

void Peer::announce(const sockaddr_storage &address, std::int64_t now_us) {
  if (same(address, announced_)) return;
  announced_ = address;
  heard_ = false;
  packets_ = 0;
  last_us_ = now_us;
}

bool Peer::hear(const sockaddr_storage &from, std::int64_t now_us) {
  if (heard_ && !same(from, from_)) {
    const bool announced_comes = packets_ < kPacketsToTrust && same(from, announced_);
    if (!announced_comes && now_us - last_us_ < kSenderGoneUs) return false;
    heard_ = false;
  }
  if (!heard_) {
    from_ = from;
    heard_ = true;
    packets_ = 0;
  }
  packets_ = std::min(packets_ + 1, kPacketsToTrust);
  last_us_ = now_us;
  return true;
}

// ---- a call's socket --------------------------------------------------------------------------------------------

std::shared_ptr<Leg> Leg::open(const std::string &address, const PortRange &ports) {
  const std::uint32_t pairs = (ports.last - ports.first) / 2U + 1U;
  const std::uint32_t begin = std::random_device()() % pairs;
  for (std::uint32_t i = 0; i < pairs; ++i) {
    const auto port = static_cast<std::uint16_t>(ports.first + 2 * ((begin + i) % pairs));
    const auto local = address_of(address, port);
    if (!local) return nullptr;
    const int fd = ::socket(local->ss_family, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0) return nullptr;
    if (bind(fd, reinterpret_cast<const sockaddr *>(&*local), size_of(*local)) == 0) {
      setsockopt(fd, IPPROTO_IP, IP_TOS, &kExpedited, sizeof kExpedited);
      return std::shared_ptr<Leg>(new Leg(fd, port));
    }
    close(fd);
  }
  return nullptr;
}

Leg::~Leg() { close(socket_); }

bool Leg::aim(const std::string &address, std::uint16_t port) {
  const auto to = address_of(address, port);
  if (to) peer_.announce(*to, monotonic_us());
  return to.has_value();
}

void Leg::receive(std::int64_t now_us) {
  std::array<std::uint8_t, kLargestPacket> packet;
  for (std::size_t i = 0; i < kMostAtOnce; ++i) {
    sockaddr_storage from{};
    socklen_t size = sizeof from;
    const ssize_t got = recvfrom(socket_, packet.data(), packet.size(), 0, reinterpret_cast<sockaddr *>(&from), &size);
    if (got < 0) return;
    const auto bytes = static_cast<std::size_t>(got);
    if (call_ && looks_like_rtp(packet.data(), bytes) && peer_.hear(from, now_us)) cw_call_push_rtp(call_, packet.data(), bytes, now_us);
  }
}

void Leg::tick(std::int64_t now_us) {
  if (!call_) return;
  std::array<std::uint8_t, kLargestPacket> packet;
  const std::size_t size = cw_call_pull_rtp(call_, now_us, packet.data(), packet.size());
  const sockaddr_storage &to = peer_.address();
  if (size == 0 || !sends_ || to.ss_family == AF_UNSPEC) return;
  sendto(socket_, packet.data(), size, MSG_NOSIGNAL, reinterpret_cast<const sockaddr *>(&to), size_of(to));
}

// ---- the thread -------------------------------------------------------------------------------------------------

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
  legs_[leg->socket()] = leg;
  epoll_event event{EPOLLIN, {.fd = leg->socket()}};
  epoll_ctl(epoll_, EPOLL_CTL_ADD, leg->socket(), &event);
}

void MediaThread::remove(const std::shared_ptr<Leg> &leg) {
  const std::lock_guard lock(mutex_);
  epoll_ctl(epoll_, EPOLL_CTL_DEL, leg->socket(), nullptr);
  legs_.erase(leg->socket());
}

MediaThread::Lateness MediaThread::lateness() {
  const std::lock_guard lock(mutex_);
  return lateness_;
}

void MediaThread::tick() {
  const std::int64_t now = monotonic_us();
  if (now - due_us_ > kMostCaughtUp * kTickUs) due_us_ = now;
  if (legs_.empty()) {
    while (due_us_ <= now) due_us_ += kTickUs;
    return;
  }
  const std::int64_t late = now - due_us_;
  lateness_.ticks += 1;
  lateness_.over_1ms += late > 1000;
  lateness_.over_5ms += late > 5000;
  lateness_.over_20ms += late > 20'000;
  lateness_.worst_us = std::max(lateness_.worst_us, late);
  for (; due_us_ <= now; due_us_ += kTickUs) {
    for (const auto &[fd, leg] : legs_) leg->tick(now);
  }
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
      if (const auto leg = legs_.find(fd); leg != legs_.end()) leg->second->receive(now);
      if (fd != timer_) continue;
      std::uint64_t expired = 0;
      if (read(timer_, &expired, sizeof expired) > 0) tick();
    }
  }
}

}  // namespace sip_agent
