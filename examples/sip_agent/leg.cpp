#include "leg.hpp"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <random>

namespace sip_agent {

namespace {

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

/// Of either kind; which, tells its second byte (RFC 5761).
bool is_rtp_or_control(std::span<const std::uint8_t> packet) { return packet.size() >= 8 && packet[0] >> 6 == 2; }
bool is_control(std::span<const std::uint8_t> packet) { return packet[1] >= 192 && packet[1] < 224; }

/// A socket at that port, or -1.
int bound(const std::string &address, std::uint16_t port) {
  const auto local = address_of(address, port);
  if (!local) return -1;
  const int fd = ::socket(local->ss_family, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd < 0) return -1;
  if (bind(fd, reinterpret_cast<const sockaddr *>(&*local), size_of(*local)) == 0) {
    setsockopt(fd, IPPROTO_IP, IP_TOS, &kExpedited, sizeof kExpedited);
    return fd;
  }
  close(fd);
  return -1;
}

void send_to(int socket, const sockaddr_storage &to, std::span<const std::uint8_t> packet) {
  if (!packet.empty() && to.ss_family != AF_UNSPEC) sendto(socket, packet.data(), packet.size(), MSG_NOSIGNAL, reinterpret_cast<const sockaddr *>(&to), size_of(to));
}

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

// ---- a call's sockets -------------------------------------------------------------------------------------------

std::shared_ptr<Leg> Leg::open(const std::string &address, const PortRange &ports) {
  const std::uint32_t pairs = (ports.last - ports.first + 1U) / 2U;
  const std::uint32_t begin = std::random_device()() % pairs;
  for (std::uint32_t i = 0; i < pairs; ++i) {
    const auto port = static_cast<std::uint16_t>(ports.first + 2 * ((begin + i) % pairs));
    const int sound = bound(address, port);
    const int control = sound < 0 ? -1 : bound(address, static_cast<std::uint16_t>(port + 1));
    if (control >= 0) return std::shared_ptr<Leg>(new Leg(sound, control, port));
    if (sound >= 0) close(sound);
  }
  return nullptr;
}

Leg::~Leg() {
  close(socket_);
  close(control_);
}

bool Leg::aim(const std::string &address, std::uint16_t port, bool mux) {
  const auto to = address_of(address, port), control = address_of(address, static_cast<std::uint16_t>(port + 1));
  if (!to || !control) return false;
  mux_ = mux;
  peer_.announce(*to, monotonic_us());
  control_peer_.announce(*control, monotonic_us());
  return true;
}

void Leg::attach(cw_call *call, std::uint32_t clock_rate) {
  call_ = call;
  if (call) reports_.emplace(clock_rate, std::random_device()());
}

void Leg::encrypt(std::unique_ptr<Srtp> inbound, std::unique_ptr<Srtp> outbound) {
  if (inbound) inbound_ = std::move(inbound);
  if (outbound) outbound_ = std::move(outbound);
}

void Leg::receive(int socket, std::int64_t now_us) {
  alignas(8) std::array<std::uint8_t, kLargestPacket> packet;
  for (std::size_t i = 0; i < kMostAtOnce; ++i) {
    sockaddr_storage from{};
    socklen_t size = sizeof from;
    const ssize_t got = recvfrom(socket, packet.data(), packet.size(), 0, reinterpret_cast<sockaddr *>(&from), &size);
    if (got < 0) return;
    const std::span<std::uint8_t> read(packet.data(), static_cast<std::size_t>(got));
    const bool expected = is_rtp_or_control(read) && (socket == socket_ ? mux_ || !is_control(read) : is_control(read));
    if (call_ && expected) take(read, from, now_us);
  }
}

/// Who sent it counts only when the keys say that it is genuine. Before the other side has described itself nobody is listened to.
void Leg::take(std::span<std::uint8_t> packet, const sockaddr_storage &from, std::int64_t now_us) {
  if (peer_.address().ss_family == AF_UNSPEC) return;
  const bool control = is_control(packet);
  if (inbound_) {
    packet = packet.first(inbound_->unprotect(packet, control));
    unreadable_ += packet.empty();
    if (packet.empty()) return;
  }
  if (control) {
    if (mux_ || control_peer_.hear(from, now_us)) reports_->read(packet, now_us);
  } else if (peer_.hear(from, now_us)) {
    reports_->received(packet, now_us);
    cw_call_push_rtp(call_, packet.data(), packet.size(), now_us);
  }
}

void Leg::tick(std::int64_t now_us) {
  if (!call_) return;
  send_sound(now_us);
  send_report(now_us);
}

void Leg::send_sound(std::int64_t now_us) {
  alignas(8) std::array<std::uint8_t, kLargestPacket + Srtp::kGrowth> packet;
  std::size_t size = cw_call_pull_rtp(call_, now_us, packet.data(), kLargestPacket);
  if (size == 0 || !sends_) return;
  reports_->sent(std::span(packet).first(size), now_us);
  if (outbound_) size = outbound_->protect(packet, size, false);
  send_to(socket_, peer_.address(), std::span(packet).first(size));
}

void Leg::send_report(std::int64_t now_us) {
  alignas(8) std::array<std::uint8_t, Reports::kLongest + Srtp::kGrowth> packet;
  std::size_t size = reports_->write(now_us, packet);
  if (size != 0 && outbound_) size = outbound_->protect(packet, size, true);
  send_to(mux_ ? socket_ : control_, mux_ ? peer_.address() : control_peer_.address(), std::span(packet).first(size));
}

}  // namespace sip_agent
