// The agent: the practices of a process with their store and carriers, and the one way to run an operation.
#pragma once

#include <array>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "operations/events.hpp"
#include "operations/live_calls.hpp"
#include "operations/recordings.hpp"
#include "operations/registry.hpp"
#include "operations/tenant.hpp"

namespace callwell::operations {

struct AgentOptions {
  std::string practices;  ///< a file, a folder of *.yaml, or empty
  std::string database;   ///< a path, or empty: in memory
};

/// A host's own adapter for a port: one function for all of its operations. Finishes by returning.
struct PortRequest { std::string tenant, operation, json, idempotency_key; };
using Port = std::function<base::Result<std::string>(const PortRequest &request)>;

struct InvokeOptions {
  std::string_view tenant;  ///< empty: the first
  std::string_view role = "system";
  base::Instant now;
  struct Announcements *within = nullptr;  ///< of the operation that runs this one as a part: watchers hear of both when that ends
};

/// Threads: any.
class Agent {
 public:
  static base::Result<std::shared_ptr<Agent>> open(const AgentOptions &options, base::Instant now);

  /// Checks permission and input, runs, audits, and tells the watchers.
  base::Result<json::value> invoke(std::string_view operation, const json::object &input, const InvokeOptions &options);

  Tenant *find_tenant(std::string_view id);             ///< empty: the first by id; null when there is none
  Tenant *tenant_of_number(std::string_view number);    ///< by a dialled number, E.164
  const std::map<std::string, std::unique_ptr<Tenant>, std::less<>> &tenants() const { return tenants_; }
  EventBus &events() { return events_; }
  LiveRecordings &live_recordings() { return live_recordings_; }
  LiveCalls &calls() { return calls_; }

  /// Puts `port` in place of the configured adapters; null takes it away. Only "messaging" so far.
  base::Result<void> register_port(std::string_view name, std::shared_ptr<Port> port);
  std::shared_ptr<Port> messaging_port() const;

  /// One turn at a time per conversation, whichever thread brings it.
  std::mutex &conversation_lock(std::string_view key);

  /// The runtime sleeps here until something may have fallen due.
  void wake_runtime();
  void wait_for_work(std::int64_t milliseconds);

 private:
  Agent() = default;
  base::Result<void> load_practices(const std::string &path);
  base::Result<void> add_practice(const std::string &path);
  base::Result<void> open_store(const std::string &path, base::Instant now);

  std::vector<std::shared_ptr<const practice::Practice>> loaded_;
  std::shared_ptr<records::Store> store_;
  std::map<std::string, std::unique_ptr<Tenant>, std::less<>> tenants_;
  std::map<std::string, Tenant *, std::less<>> by_number_;
  EventBus events_;
  LiveRecordings live_recordings_;
  LiveCalls calls_;
  mutable std::mutex port_mutex_;
  std::shared_ptr<Port> messaging_port_;
  std::array<std::mutex, 64> conversation_locks_;
  std::mutex work_mutex_;
  std::condition_variable work_;
  bool work_waits_ = false;
};

}  // namespace callwell::operations
