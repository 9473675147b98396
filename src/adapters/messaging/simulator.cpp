// The carrier of tests and demos: nothing leaves the process.
#include <deque>
#include <map>
#include <mutex>

#include "adapters/messaging/carriers.hpp"

namespace callwell::adapters {

namespace {
constexpr std::size_t kKeptMessages = 1000;
}

struct SimulatorMessaging::State {
  Deliver deliver;
  mutable std::mutex mutex;
  std::deque<OutgoingMessage> messages;
  std::map<std::string, std::string> id_by_key;  // of the kept messages
  std::uint64_t count = 0;
};

SimulatorMessaging::SimulatorMessaging(Deliver deliver) : state_(std::make_unique<State>()) { state_->deliver = std::move(deliver); }
SimulatorMessaging::~SimulatorMessaging() = default;

base::Result<Sent> SimulatorMessaging::send(const OutgoingMessage &message) {
  if (const base::Result<void> fine = check_message(message); !fine) return fine.error();
  std::string id;
  {
    const std::lock_guard lock(state_->mutex);
    const auto known = state_->id_by_key.find(message.idempotency_key);
    if (!message.idempotency_key.empty() && known != state_->id_by_key.end()) return Sent{known->second};
    id = "sim-" + std::to_string(++state_->count);
    if (!message.idempotency_key.empty()) state_->id_by_key.emplace(message.idempotency_key, id);
    state_->messages.push_back(message);
    if (state_->messages.size() > kKeptMessages) {
      state_->id_by_key.erase(state_->messages.front().idempotency_key);
      state_->messages.pop_front();
    }
  }
  if (state_->deliver) state_->deliver(message, id);
  return Sent{std::move(id)};
}

std::vector<OutgoingMessage> SimulatorMessaging::messages() const {
  const std::lock_guard lock(state_->mutex);
  return {state_->messages.begin(), state_->messages.end()};
}

}  // namespace callwell::adapters
