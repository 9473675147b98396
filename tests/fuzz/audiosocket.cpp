// Fuzz target: what an Asterisk may send over AudioSocket, in pieces of any size; the first byte is that size.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "examples/asterisk/call.hpp"

using namespace audiosocket;

namespace {
struct Line final : Agent {
  void hear(std::string_view) override {}
  std::string speak(std::size_t bytes) override { return std::string(bytes, '\0'); }
  void key(char) override {}
  Wish wish() override { return Wish::none; }
  void taken() override {}
  void not_taken() override {}
};
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char *>(data) + 1, size - 1);
  const std::size_t piece = data[0] == 0 ? 256 : data[0];
  Transfers transfers;
  Call call([](const Numbers &, std::int32_t rate) -> std::unique_ptr<Agent> {
    if (rate <= 0) std::abort();
    return std::make_unique<Line>();
  }, transfers);
  std::int64_t now_ms = 0;
  for (std::size_t at = 0; at < bytes.size() && !call.over(); at += piece) {
    call.take(bytes.substr(at, piece), now_ms);
    call.tick(now_ms += 20);
  }
  Reader whole;
  whole.feed(bytes);
  std::size_t held = 0;
  while (const auto next = whole.next()) held += 3 + next->payload.size();
  if (held > bytes.size()) std::abort();
  return 0;
}
