#include "telephone.hpp"

#include <arpa/inet.h>
#include <rem_g711.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <fstream>

namespace caller {

namespace {

constexpr std::size_t kFrame = 160, kHeader = 12;
constexpr std::int64_t kFrameNs = 20'000'000;
constexpr int kLoud = 400;                   // a frame with a sample above it is speech: the line carries no other sound
constexpr std::size_t kMostWaiting = kFrame * 10, kRate = 8000;

void put16(std::uint8_t *at, std::uint32_t value) {
  at[0] = static_cast<std::uint8_t>(value >> 8);
  at[1] = static_cast<std::uint8_t>(value);
}
void put32(std::uint8_t *at, std::uint32_t value) {
  put16(at, value >> 16);
  put16(at + 2, value & 0xFFFF);
}

template <class Number>
void put(std::string &out, Number value) {
  for (std::size_t i = 0; i < sizeof value; ++i) out += static_cast<char>(value >> (8 * i) & 0xFF);
}

std::string wav_header(std::size_t samples) {
  constexpr std::uint16_t kChannels = 2, kBytes = 2;
  const auto size = static_cast<std::uint32_t>(samples * kBytes);
  std::string out = "RIFF";
  put(out, size + 36U);
  out += "WAVEfmt ";
  put(out, std::uint32_t{16});
  put(out, std::uint16_t{1});
  put(out, kChannels);
  put(out, static_cast<std::uint32_t>(kRate));
  put(out, static_cast<std::uint32_t>(kRate * kChannels * kBytes));
  put(out, static_cast<std::uint16_t>(kChannels * kBytes));
  put(out, static_cast<std::uint16_t>(8 * kBytes));
  out += "data";
  put(out, size);
  return out;
}

}  // namespace

Telephone::Telephone() : socket_(::socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)) {
  sockaddr_in local{};
  local.sin_family = AF_INET;
  local.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof local;
  if (bind(socket_, reinterpret_cast<sockaddr *>(&local), size) != 0 || getsockname(socket_, reinterpret_cast<sockaddr *>(&local), &size) != 0) return;
  port_ = ntohs(local.sin_port);
}

Telephone::~Telephone() {
  thread_ = {};
  close(socket_);
}

void Telephone::connect(const std::string &address, std::uint16_t port) {
  to_.sin_family = AF_INET;
  to_.sin_port = htons(port);
  if (inet_pton(AF_INET, address.c_str(), &to_.sin_addr) != 1 || connected_.exchange(true)) return;
  thread_ = std::jthread([this](const std::stop_token &stop) { run(stop); });
}

void Telephone::say(const Samples &samples) {
  const std::lock_guard lock(mutex_);
  saying_.insert(saying_.end(), samples.begin(), samples.end());
  speaks_ = true;
  heard_ms_ = 0;
}

void Telephone::receive() {
  std::array<std::uint8_t, 1500> packet;
  for (;;) {
    const ssize_t got = recv(socket_, packet.data(), packet.size(), 0);
    if (got < 0) return;
    if (static_cast<std::size_t>(got) <= kHeader || (packet[1] & 0x7F) != 0) continue;
    for (std::size_t i = kHeader; i < static_cast<std::size_t>(got) && hearing_.size() < kMostWaiting; ++i) hearing_.push_back(g711_ulaw2pcm(packet[i]));
  }
}

void Telephone::frame() {
  std::array<std::uint8_t, kHeader + kFrame> packet{};
  packet[0] = 0x80;
  put16(&packet[2], sequence_++);
  put32(&packet[4], timestamp_);
  put32(&packet[8], 0x70617469);
  timestamp_ += kFrame;
  int loudest = 0;
  const std::lock_guard lock(mutex_);
  for (std::size_t i = 0; i < kFrame; ++i) {
    noise_ = noise_ * 1'664'525U + 1'013'904'223U;
    int sample = static_cast<int>(noise_ >> 28) - 8;   // the quiet of a room
    if (!saying_.empty()) {
      sample += saying_.front();
      saying_.pop_front();
    }
    std::int16_t heard = 0;
    if (!hearing_.empty()) {
      heard = hearing_.front();
      hearing_.pop_front();
    }
    packet[kHeader + i] = g711_pcm2ulaw(static_cast<std::int16_t>(sample));
    loudest = std::max(loudest, std::abs(static_cast<int>(heard)));
    recorded_.push_back(static_cast<std::int16_t>(sample));
    recorded_.push_back(heard);
  }
  speaks_ = !saying_.empty();
  silent_ms_ = loudest > kLoud ? 0 : silent_ms_ + 20;
  if (loudest > kLoud && !speaks_) heard_ms_ += 20;
  sendto(socket_, packet.data(), packet.size(), MSG_NOSIGNAL, reinterpret_cast<const sockaddr *>(&to_), sizeof to_);
}

void Telephone::run(const std::stop_token &stop) {
  timespec due{};
  clock_gettime(CLOCK_MONOTONIC, &due);
  while (!stop.stop_requested()) {
    receive();
    frame();
    const std::int64_t ns = due.tv_nsec + kFrameNs;
    due.tv_sec += ns / 1'000'000'000;
    due.tv_nsec = ns % 1'000'000'000;
    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &due, nullptr);
  }
}

bool Telephone::hang_up_and_record(const std::string &path) {
  thread_ = {};
  std::string bytes = wav_header(recorded_.size());
  for (const std::int16_t sample : recorded_) put(bytes, static_cast<std::uint16_t>(sample));
  std::ofstream file(path, std::ios::binary);
  file << bytes;
  return file.good();
}

}  // namespace caller
