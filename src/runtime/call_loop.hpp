// The loop of all calls of an agent: one thread that hears what their lines tell, and a few that take turns.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
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
  /// Runs on a thread of its own that may wait for the disk, one after the other; what was posted is done before the loop ends. Threads: any.
  void post_write(std::function<void()> work);
  /// The loop looks at its calls. Threads: any, and it never waits.
  void wake();
  base::Instant now() const { return clock_(); }

 private:
  void run(const std::stop_token &stop);
  /// Work in the order it came, for one thread or several.
  struct Queue {
    std::mutex mutex;
    std::condition_variable_any waits;
    std::deque<std::function<void()>> work;
    void put(std::function<void()> body);
    bool run_next(const std::stop_token &stop);      ///< waits for some; false when there is none and the end has come
  };

  std::shared_ptr<operations::Agent> agent_;
  Services services_;
  Clock clock_;
  int event_ = -1;                                   ///< an eventfd
  std::atomic<bool> woken_{false};                   ///< since the loop last looked
  std::mutex mutex_;
  std::vector<std::function<void()>> posted_;
  Queue slow_, writing_;
  std::vector<std::shared_ptr<Call>> calls_;         ///< the loop's own
  std::jthread writer_;                              ///< these last: they end before what they use
  std::vector<std::jthread> threads_;
};

}  // namespace callwell::runtime
