#include "transfers.hpp"

#include <algorithm>

#include "call.hpp"

namespace audiosocket {

namespace {
constexpr std::int64_t kRingMs = 40'000;  // the agent itself gives a transfer up after 45 seconds
constexpr std::size_t kMostWaiting = 200;
}

Transfers::Transfers() = default;
Transfers::~Transfers() = default;

void Transfers::wait(std::string_view who, std::uint8_t kind, std::unique_ptr<Agent> agent, std::int64_t now_ms) {
  const std::lock_guard lock(mutex_);
  if (waiting_.size() >= kMostWaiting) return agent->taken();
  waiting_.push_back({std::string(who), kind, std::move(agent), now_ms + kRingMs});
}

std::unique_ptr<Agent> Transfers::back(std::string_view who, std::uint8_t kind) {
  std::unique_ptr<Agent> agent;
  {
    const std::lock_guard lock(mutex_);
    const auto found = std::find_if(waiting_.begin(), waiting_.end(), [&](const Waiting &w) { return w.who == who && w.kind == kind; });
    if (found == waiting_.end()) return nullptr;
    agent = std::move(found->agent);
    waiting_.erase(found);
  }
  agent->not_taken();
  return agent;
}

void Transfers::expire(std::int64_t now_ms) {
  std::list<Waiting> over;
  {
    const std::lock_guard lock(mutex_);
    for (auto at = waiting_.begin(); at != waiting_.end();) {
      const auto next = std::next(at);
      if (at->until_ms <= now_ms) over.splice(over.end(), waiting_, at);
      at = next;
    }
  }
  for (const Waiting &waiting : over) waiting.agent->taken();
}

}  // namespace audiosocket
