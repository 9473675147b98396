#include <callwell/agent.h>

#include <condition_variable>
#include <mutex>
#include <optional>

#include "base/json.hpp"
#include "capi/guarded.hpp"
#include "capi/handles.hpp"

namespace {

using namespace callwell;
using capi::copy;
using capi::guarded;
using capi::view;

base::Error missing(const char *what) { return base::invalid(std::string(what) + " is NULL", what); }

}  // namespace

/// Waits for the host's answer: the port's function may finish the reply later and from any thread.
struct cw_port_reply {
  std::mutex mutex;
  std::condition_variable finished;
  std::optional<cw_status> status;
  std::string json;
};

namespace {

/// The host's function with what it was registered with; `destroy` runs when the last user of the port is gone.
class HostPort {
 public:
  HostPort(cw_port_fn fn, void *user_data, void (*destroy)(void *)) : fn_(fn), user_data_(user_data), destroy_(destroy) {}
  ~HostPort() {
    if (destroy_) destroy_(user_data_);
  }
  HostPort(const HostPort &) = delete;
  HostPort &operator=(const HostPort &) = delete;

  base::Result<std::string> handle(const operations::PortRequest &asked) const {
    cw_port_reply reply;
    cw_port_request request{};
    request.struct_size = sizeof request;
    request.tenant = capi::lend(asked.tenant);
    request.operation = capi::lend(asked.operation);
    request.json = capi::lend(asked.json);
    request.idempotency_key = capi::lend(asked.idempotency_key);
    fn_(user_data_, &request, &reply);
    std::unique_lock lock(reply.mutex);
    reply.finished.wait(lock, [&] { return reply.status.has_value(); });
    if (*reply.status == CW_OK) return std::move(reply.json);
    const bool known = *reply.status > CW_OK && *reply.status <= CW_E_INTERNAL;
    return base::Error{known ? static_cast<base::Status>(*reply.status) : base::Status::internal, "the host's port refused: " + reply.json.substr(0, 200)};
  }

 private:
  cw_port_fn fn_;
  void *user_data_;
  void (*destroy_)(void *);
};

}  // namespace

cw_status cw_agent_open(const cw_agent_options *options, cw_agent **out_agent, cw_error **out_error) {
  return guarded(out_error, [&]() -> base::Result<void> {
    if (!out_agent) return missing("out_agent");
    const base::Result<cw_agent_options> read = capi::read_options(options, cw_agent_options(CW_AGENT_OPTIONS_INIT));
    if (!read) return read.error();
    auto agent = operations::Agent::open({copy(read->practices), copy(read->database)}, base::system_now());
    if (!agent) return agent.error();
    *out_agent = new cw_agent{std::move(*agent), {}, {}};
    return {};
  });
}

void cw_agent_close(cw_agent *agent) { delete agent; }

cw_status cw_invoke(cw_agent *agent, const cw_invoke_options *options, cw_str operation, cw_str json, cw_bytes *out_json, cw_error **out_error) {
  return guarded(out_error, [&]() -> base::Result<void> {
    if (!agent || !out_json) return missing(agent ? "out_json" : "agent");
    const base::Result<cw_invoke_options> read = capi::read_options(options, cw_invoke_options(CW_INVOKE_OPTIONS_INIT));
    if (!read) return read.error();
    operations::InvokeOptions asked;
    asked.tenant = view(read->tenant);
    if (read->role.size > 0) asked.role = view(read->role);
    asked.now = (read->flags & CW_INVOKE_HAS_NOW) || read->now_us != 0 ? base::Instant{read->now_us} : base::system_now();
    const base::Result<base::json::value> input = base::parse_json(json.size == 0 ? std::string_view("{}") : view(json));
    if (!input) return input.error();
    if (!input->is_object()) return base::invalid("the input is a JSON object");
    const base::Result<base::json::value> answer = agent->impl->invoke(view(operation), input->get_object(), asked);
    if (!answer) return answer.error();
    capi::give(boost::json::serialize(*answer), out_json);
    return {};
  });
}

cw_status cw_operations(cw_bytes *out_json, cw_error **out_error) {
  return guarded(out_error, [&]() -> base::Result<void> {
    if (!out_json) return missing("out_json");
    capi::give(boost::json::serialize(operations::describe_operations()), out_json);
    return {};
  });
}

cw_str cw_practice_schema(void) { return capi::lend(practice::practice_schema()); }

cw_status cw_agent_practices(cw_agent *agent, cw_bytes *out_json, cw_error **out_error) {
  return cw_invoke(agent, nullptr, capi::lend("practices.list"), capi::lend("{}"), out_json, out_error);
}

void cw_port_reply_finish(cw_port_reply *reply, cw_status status, cw_str json) {
  if (!reply) return;
  const std::lock_guard lock(reply->mutex);  // the waiter cannot leave, and free the reply, before this returns
  if (reply->status) return;
  reply->json = copy(json);
  reply->status = status;
  reply->finished.notify_one();
}

cw_status cw_port_register(cw_agent *agent, cw_str port, cw_port_fn fn, void *user_data, void (*destroy)(void *), cw_error **out_error) {
  return guarded(out_error, [&]() -> base::Result<void> {
    // Owned from the first line, so that `destroy` runs whatever fails.
    const auto host = std::make_shared<const HostPort>(fn, user_data, destroy);
    if (!agent || !fn) return missing(agent ? "fn" : "agent");
    auto handler = std::make_shared<operations::Port>([host](const operations::PortRequest &request) { return host->handle(request); });
    return agent->impl->register_port(view(port), std::move(handler));
  });
}

cw_status cw_subscribe(cw_agent *agent, cw_str tenant, cw_event_fn fn, void *user_data, cw_subscription **out_subscription, cw_error **out_error) {
  return guarded(out_error, [&]() -> base::Result<void> {
    if (!agent || !fn || !out_subscription) return missing(!agent ? "agent" : !fn ? "fn" : "out_subscription");
    auto subscription = agent->impl->events().subscribe(view(tenant), [fn, user_data](std::string_view json) { fn(user_data, capi::lend(json)); });
    *out_subscription = new cw_subscription{agent->impl, std::move(subscription)};
    return {};
  });
}

void cw_unsubscribe(cw_subscription *subscription) {
  if (!subscription) return;
  subscription->agent->events().unsubscribe(subscription->impl);
  delete subscription;
}

cw_status cw_runtime_start(cw_agent *agent, cw_runtime **out_runtime, cw_error **out_error) {
  return guarded(out_error, [&]() -> base::Result<void> {
    if (!agent || !out_runtime) return missing(agent ? "out_runtime" : "agent");
    *out_runtime = new cw_runtime{runtime::Runtime(agent->impl)};
    return {};
  });
}

void cw_runtime_stop(cw_runtime *runtime) { delete runtime; }
