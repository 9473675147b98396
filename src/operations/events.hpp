// Live events: what happens in the practices, as it happens, for whoever watches.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "base/time.hpp"

namespace callwell::operations {

/// Takes one event as JSON text: {"type","tenant_id","at","seq","data"}.
using EventSink = std::function<void(std::string_view json)>;

/// Threads: any. Events of one subscription come one at a time and in order of `seq`; of those a slow sink leaves waiting, the
/// latest kMaxWaiting are kept.
class EventBus {
 public:
  struct Subscription;

  void publish(std::string_view type, std::string_view tenant, base::Instant at, boost::json::object data);
  /// `tenant` empty: all.
  std::shared_ptr<Subscription> subscribe(std::string_view tenant, EventSink sink);
  /// Returns when the sink is not running and never will again; called from inside the sink, it takes effect when that returns.
  void unsubscribe(const std::shared_ptr<Subscription> &subscription);

  static constexpr std::size_t kMaxWaiting = 10'000;

 private:
  void queue(Subscription &target, const std::string &text);
  void deliver(Subscription &target);
  std::optional<std::string> next_for(Subscription &target);

  std::mutex mutex_;  ///< guards all below and what stands in the subscriptions; never held while a sink runs
  std::condition_variable idle_;
  std::uint64_t next_ = 1;
  std::vector<std::shared_ptr<Subscription>> subscriptions_;
};

}  // namespace callwell::operations
