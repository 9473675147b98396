// The managed runtime: one thread that does what falls due, for hosts without a loop of their own.
#pragma once

#include <memory>
#include <stop_token>
#include <thread>

#include "operations/agent.hpp"

namespace callwell::runtime {

/// Works from construction to destruction: wakes silent conversations, sends what the outbox holds.
class Runtime {
 public:
  explicit Runtime(std::shared_ptr<operations::Agent> agent);
  ~Runtime();
  Runtime(Runtime &&) noexcept = default;
  Runtime &operator=(Runtime &&) = delete;

 private:
  std::shared_ptr<operations::Agent> agent_;
  std::jthread thread_;
};

}  // namespace callwell::runtime
