// The loop of all calls of an agent: one thread that hears what their lines tell, and a few that take turns.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "operations/agent.hpp"
#include "runtime/call.hpp"

namespace callwell::runtime {

class CallLoop {
 public:
  /// `services` gives a practice's ears and mouth; asked once for each call.
  using Services = std::function<VoiceServices(const operations::Tenant &tenant)>;
  using Clock = std::function<base::Instant()>;
  CallLoop(std::shared_ptr<operations::Agent> agent, Services services, Clock clock = &base::system_now);
  ~CallLoop();

  /// Threads: any.
  base::Result<std::shared_ptr<Call>> open(CallOptions options);
  /// Runs on the loop's thread, soon. Threads: any.
  void post(std::function<void()> work);
  /// Runs on one of the threads for work that may wait. Threads: any.
  void post_slow(std::function<void()> work);
  /// The loop looks at its calls. Threads: any, and it never waits.
  void wake();
  base::Instant now() const { return clock_(); }

 private:
  void run(const std::stop_token &stop);
  void run_slow(const std::stop_token &stop);

  std::shared_ptr<operations::Agent> agent_;
  Services services_;
  Clock clock_;
  int event_ = -1;                                   ///< an eventfd
  std::atomic<bool> woken_{false};                   ///< since the loop last looked
  std::mutex mutex_;
  std::vector<std::function<void()>> posted_;
  std::mutex slow_mutex_;
  std::condition_variable_any slow_waits_;
  std::vector<std::function<void()>> slow_;
  std::vector<std::shared_ptr<Call>> calls_;         ///< the loop's own
  std::vector<std::jthread> threads_;                ///< last: they end before what they use
};

}  // namespace callwell::runtime
