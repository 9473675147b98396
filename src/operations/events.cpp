#include "operations/events.hpp"

#include <algorithm>
#include <deque>
#include <thread>
#include <utility>

namespace callwell::operations {

struct EventBus::Subscription {
  std::string tenant;
  EventSink sink;
  std::deque<std::string> waiting;            ///< in order of `seq`; this and the next under the bus's mutex
  bool telling = false;                       ///< a thread has taken it on to tell what waits
  std::thread::id runner;                     ///< the thread that tells it, while one does
  bool cancelled = false;
};

void EventBus::publish(std::string_view type, std::string_view tenant, base::Instant at, boost::json::object data) {
  std::vector<std::shared_ptr<Subscription>> targets;
  {
    const std::lock_guard lock(mutex_);
    const std::uint64_t seq = next_++;
    for (const auto &subscription : subscriptions_) {
      const bool inside = subscription->runner == std::this_thread::get_id();  // an event made inside a sink is not told to that sink
      if (!inside && (subscription->tenant.empty() || subscription->tenant == tenant)) targets.push_back(subscription);
    }
    if (targets.empty()) return;
    const std::string text = boost::json::serialize(boost::json::object{{"type", type}, {"tenant_id", tenant}, {"at", base::format_utc(at)}, {"seq", seq}, {"data", std::move(data)}});
    for (const auto &target : targets) queue(*target, text);
    std::erase_if(targets, [](const auto &target) { return std::exchange(target->telling, true); });
  }
  for (const auto &target : targets) deliver(*target);
}

void EventBus::queue(Subscription &target, const std::string &text) {
  if (target.waiting.size() == kMaxWaiting) target.waiting.pop_front();
  target.waiting.push_back(text);
}

/// One thread tells a watcher everything that waits, also what others queue meanwhile: they go on at once, so that a sink may
/// run operations that need what those hold.
void EventBus::deliver(Subscription &target) {
  while (const std::optional<std::string> text = next_for(target)) target.sink(*text);
}

std::optional<std::string> EventBus::next_for(Subscription &target) {
  const std::lock_guard lock(mutex_);
  if (target.cancelled || target.waiting.empty()) {
    target.telling = false;
    target.runner = std::thread::id();
    idle_.notify_all();
    return std::nullopt;
  }
  target.runner = std::this_thread::get_id();
  std::string text = std::move(target.waiting.front());
  target.waiting.pop_front();
  return text;
}

std::shared_ptr<EventBus::Subscription> EventBus::subscribe(std::string_view tenant, EventSink sink) {
  auto subscription = std::make_shared<Subscription>();
  subscription->tenant = tenant;
  subscription->sink = std::move(sink);
  const std::lock_guard lock(mutex_);
  subscriptions_.push_back(subscription);
  return subscription;
}

void EventBus::unsubscribe(const std::shared_ptr<Subscription> &subscription) {
  std::unique_lock lock(mutex_);
  std::erase(subscriptions_, subscription);
  subscription->cancelled = true;
  if (subscription->runner == std::this_thread::get_id()) return;
  idle_.wait(lock, [&] { return subscription->runner == std::thread::id(); });
}

}  // namespace callwell::operations
