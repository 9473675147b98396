// Fuzz target: a carrier's media stream, message by message (a line each), from JSON to what a call makes of it. The first byte chooses
// the dialect.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "examples/server/media_session.hpp"

using namespace server;

namespace {

constexpr std::size_t kBytesAMillisecond = 8;

struct Line final : PhoneLine {
  void push(std::string_view audio) override { heard += audio.size(); }
  std::string pull(std::size_t bytes) override {
    spoken += bytes;
    return std::string(bytes, '\x7F');
  }
  void key(char digit) override {
    if (std::string_view("0123456789*#ABCD").find(digit) == std::string_view::npos) std::abort();
  }
  std::optional<LineNews> next() override { return std::nullopt; }
  void transferred(bool) override {}
  std::size_t heard = 0, spoken = 0;
};

struct Desk final : CallDesk {
  Result<std::shared_ptr<PhoneLine>> admit(const StreamStart &) override { return std::shared_ptr<PhoneLine>(line); }
  Result<Parting> leave(const StreamStart &, const LineNews &, std::shared_ptr<PhoneLine>) override { return Parting::stream_first; }
  bool taken(const std::string &) override { return false; }
  std::shared_ptr<Line> line = std::make_shared<Line>();
};

struct Peer final : WebSocketPeer {
  void send(std::string) override {
    if (closed) std::abort();
  }
  void close(CloseCode, std::string_view) override { closed = true; }
  void work(std::function<void()> slow, std::function<void()> then) override {
    slow();
    then();
  }
  bool closed = false;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char *>(data), size);
  const Dialect dialect = !rest.empty() && rest.front() == 't' ? Dialect::telnyx : Dialect::twilio;
  const auto desk = std::make_shared<Desk>();
  Peer peer;
  MediaSession session(dialect, desk);
  std::int64_t now_ms = 0;
  session.opened(peer, now_ms);
  while (!rest.empty() && !peer.closed) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    session.received(rest.substr(0, end), now_ms += 7);
    if (!peer.closed) session.tick(now_ms += 13);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  const std::size_t lived = static_cast<std::size_t>(now_ms) * kBytesAMillisecond;
  if (desk->line->spoken > desk->line->heard + lived) std::abort();  // a carrier cannot make the agent run ahead of both sound and time
  return 0;
}
