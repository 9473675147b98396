// callwell-audiosocket: the agent behind Asterisk's AudioSocket. One thread listens, one more moves the sound of each call.
#include <arpa/inet.h>
#include <callwell/callwell.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <map>
#include <string>
#include <thread>

#include "call.hpp"

namespace {

using audiosocket::Numbers;
using audiosocket::Wish;

constexpr int kMostCalls = 200;
constexpr int kFrameMs = 20, kMostLateMs = 200;
constexpr std::size_t kMostUnsent = 64 << 10;  // two seconds at the highest rate: Asterisk has stopped reading

volatile std::sig_atomic_t stopping = 0;
std::atomic<int> calls = 0;

std::int64_t now_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

cw_str lend(const std::string &text) { return {text.data(), text.size()}; }

class CallwellAgent final : public audiosocket::Agent {
 public:
  explicit CallwellAgent(cw_call *call) : call_(call) {}
  ~CallwellAgent() override { cw_call_close(call_); }
  void hear(std::string_view sound) override { cw_call_push_audio(call_, sound.data(), sound.size()); }
  void key(char digit) override { cw_call_key(call_, digit); }
  std::string speak(std::size_t bytes) override {
    std::string sound(bytes, '\0');
    cw_call_pull_audio(call_, sound.data(), sound.size());
    return sound;
  }
  Wish wish() override {
    while (const cw_call_event *event = cw_call_next(call_)) {
      if (event->kind == CW_CALL_EVENT_HANG_UP) return Wish::hang_up;
      if (event->kind != CW_CALL_EVENT_TRANSFER) continue;
      return Wish::transfer;
    }
    return Wish::none;
  }
  void taken() override { cw_call_transferred(call_, CW_OK); }
  void not_taken() override {
    std::fputs("info transfer.taken_back\n", stderr);
    cw_call_transferred(call_, CW_E_UNAVAILABLE);
  }

 private:
  cw_call *const call_;
};

std::unique_ptr<audiosocket::Agent> open_call(cw_agent *agent, const std::string &dialled, const Numbers &numbers, std::int32_t rate) {
  cw_call_options options = CW_CALL_OPTIONS_INIT;
  options.encoding = CW_ENCODING_PCM16;
  options.rate = rate;
  options.contact = lend(numbers.caller);
  options.dialled = lend(numbers.dialled.empty() ? dialled : numbers.dialled);
  cw_call *call = nullptr;
  cw_error *error = nullptr;
  if (cw_call_open(agent, &options, &call, &error) == CW_OK) return std::make_unique<CallwellAgent>(call);
  const cw_str message = cw_error_message(error);
  std::fprintf(stderr, "error call.not_opened: %.*s\n", static_cast<int>(message.size), message.data);
  cw_error_free(error);
  return nullptr;
}

/// False when the far side is gone, or does not read.
bool send_some(int socket, std::string &unsent) {
  const ssize_t sent = ::send(socket, unsent.data(), unsent.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  if (sent < 0 && errno != EAGAIN && errno != EINTR) return false;
  if (sent > 0) unsent.erase(0, static_cast<std::size_t>(sent));
  return unsent.size() <= kMostUnsent;
}

void serve(int socket, audiosocket::Call call) {
  char bytes[4096];
  std::string unsent;
  std::int64_t next_tick = now_ms();
  bool there = true;
  while (there && !call.over() && !stopping) {
    pollfd wait{socket, POLLIN, 0};
    poll(&wait, 1, static_cast<int>(std::max<std::int64_t>(0, next_tick - now_ms())));
    const ssize_t got = (wait.revents & (POLLIN | POLLHUP | POLLERR)) != 0 ? ::recv(socket, bytes, sizeof bytes, MSG_DONTWAIT) : -2;
    there = got > 0 || got == -2 || (got < 0 && (errno == EAGAIN || errno == EINTR));
    if (got > 0) call.take({bytes, static_cast<std::size_t>(got)}, now_ms());
    next_tick = std::max(next_tick, now_ms() - kMostLateMs);
    for (; next_tick <= now_ms(); next_tick += kFrameMs) call.tick(now_ms());
    unsent += call.outgoing();
    there = there && (unsent.empty() || send_some(socket, unsent));
  }
  std::fprintf(stderr, "info call.ended: %s\n",
               call.over() ? std::string(call.reason()).c_str()
               : there     ? "the program ends"
                           : "the socket is gone");
  ::shutdown(socket, SHUT_WR);
  ::close(socket);
  --calls;
}

int listen_at(const std::string &host, std::uint16_t port) {
  const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int yes = 1;
  ::setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  if (inet_pton(AF_INET, host.c_str(), &address.sin_addr) != 1) return -1;
  if (::bind(listener, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0 || ::listen(listener, 64) != 0) return -1;
  return listener;
}

std::uint16_t port_of(int listener) {
  sockaddr_in address{};
  socklen_t size = sizeof address;
  ::getsockname(listener, reinterpret_cast<sockaddr *>(&address), &size);
  return ntohs(address.sin_port);
}

void accept_calls(int listener, cw_agent *agent, const std::string &dialled, audiosocket::Transfers &transfers) {
  while (!stopping) {
    pollfd wait{listener, POLLIN, 0};
    const int ready = poll(&wait, 1, 500);
    transfers.expire(now_ms());
    if (ready <= 0) continue;
    const int socket = ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
    if (socket < 0) continue;
    if (++calls > kMostCalls) {
      --calls;
      ::close(socket);  // the dialplan goes on
      continue;
    }
    const int yes = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    const auto open = [agent, dialled](const Numbers &numbers, std::int32_t rate) { return open_call(agent, dialled, numbers, rate); };
    std::thread(serve, socket, audiosocket::Call(open, transfers)).detach();
  }
}

void log_line(void *, cw_log_level level, cw_str line) {
  if (level >= CW_LOG_INFO) std::fprintf(stderr, "%.*s\n", static_cast<int>(line.size), line.data);
}

int usage() {
  std::fputs("usage: callwell-audiosocket --practices PATH [--database FILE] [--host 127.0.0.1] [--port 9092] [--dialled +13125550110]\n",
             stderr);
  return 2;
}

}  // namespace

int main(int argc, char **argv) {
  std::map<std::string, std::string> given{
      {"--practices", ""}, {"--database", ""}, {"--host", "127.0.0.1"}, {"--port", "9092"}, {"--dialled", ""}};
  for (int i = 1; i < argc; i += 2) {
    if (i + 1 >= argc || !given.contains(argv[i])) return usage();
    given[argv[i]] = argv[i + 1];
  }
  if (given["--practices"].empty()) return usage();
  cw_log_to(&log_line, nullptr);
  cw_agent_options options = CW_AGENT_OPTIONS_INIT;
  options.practices = lend(given["--practices"]);
  options.database = lend(given["--database"]);
  cw_agent *agent = nullptr;
  cw_error *error = nullptr;
  if (cw_agent_open(&options, &agent, &error) != CW_OK) {
    const cw_str message = cw_error_message(error);
    std::fprintf(stderr, "callwell-audiosocket: %.*s\n", static_cast<int>(message.size), message.data);
    return 2;
  }
  const int listener = listen_at(given["--host"], static_cast<std::uint16_t>(std::atoi(given["--port"].c_str())));
  if (listener < 0) {
    std::fprintf(stderr, "callwell-audiosocket: cannot listen at %s:%s\n", given["--host"].c_str(), given["--port"].c_str());
    return 1;
  }
  std::signal(SIGINT, [](int) { stopping = 1; });
  std::signal(SIGTERM, [](int) { stopping = 1; });
  cw_runtime *runtime = nullptr;
  cw_runtime_start(agent, &runtime, nullptr);  // texts that fall due: confirmations, reminders
  std::printf("AudioSocket at %s:%d\n", given["--host"].c_str(), port_of(listener));
  std::fflush(stdout);
  {
    audiosocket::Transfers transfers;
    accept_calls(listener, agent, given["--dialled"], transfers);
    while (calls > 0) std::this_thread::sleep_for(std::chrono::milliseconds(kFrameMs));
  }
  cw_runtime_stop(runtime);
  cw_agent_close(agent);
  return 0;
}
