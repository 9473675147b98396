#include "runtime/runtime.hpp"

#include "base/log.hpp"

namespace callwell::runtime {

namespace {

constexpr std::int64_t kLongestSleepMs = 1000;  // how late a silence may be noticed; new work wakes at once

/// One round for every practice; true when something was done and more may wait.
bool work(operations::Agent &agent) {
  bool busy = false;
  for (const auto &[id, tenant] : agent.tenants()) {
    const auto done = agent.invoke("system.work", {}, {id, "system", base::system_now()});
    if (!done) {
      base::log(base::LogLevel::error, "runtime.round_failed", {{"practice", base::Identifier{id}}, {"status", base::Identifier{base::status_name(done.error().status)}}});
      continue;
    }
    busy = busy || base::int_at(done->as_object(), "done") > 0;
  }
  return busy;
}

void run(const std::stop_token &stop, operations::Agent &agent) {
  while (!stop.stop_requested()) {
    if (!work(agent)) agent.wait_for_work(kLongestSleepMs);
  }
}

}  // namespace

Runtime::Runtime(std::shared_ptr<operations::Agent> agent)
    : agent_(std::move(agent)), thread_([agent = agent_](const std::stop_token &stop) { run(stop, *agent); }) {}

Runtime::~Runtime() {
  if (!thread_.joinable()) return;
  thread_.request_stop();
  agent_->wake_runtime();
}

}  // namespace callwell::runtime
