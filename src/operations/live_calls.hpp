// Which conversations a call of this process drives. Who writes while on the telephone is not taken from his call; who writes because the
// call is gone goes on where it stood.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "base/time.hpp"

namespace callwell::operations {

/// Threads: any.
class LiveCalls {
 public:
  /// A call whose sound this process moves: live until it is released.
  void hold(const std::string &conversation) {
    const std::lock_guard lock(mutex_);
    calls_[conversation].held = true;
  }
  /// A carrier's call that comes turn by turn: live until news of it are due.
  void expect(const std::string &conversation, base::Instant until, base::Instant now) {
    const std::lock_guard lock(mutex_);
    if (!calls_.contains(conversation)) std::erase_if(calls_, [now](const auto &call) { return !call.second.held && call.second.until < now; });
    calls_[conversation].until = until;
  }
  void release(std::string_view conversation) {
    const std::lock_guard lock(mutex_);
    if (const auto found = calls_.find(conversation); found != calls_.end()) calls_.erase(found);
  }
  bool live(std::string_view conversation, base::Instant now) const {
    const std::lock_guard lock(mutex_);
    const auto found = calls_.find(conversation);
    return found != calls_.end() && (found->second.held || now <= found->second.until);
  }

 private:
  struct Call { bool held = false; base::Instant until{0}; };
  mutable std::mutex mutex_;
  std::map<std::string, Call, std::less<>> calls_;
};

}  // namespace callwell::operations
