#include "agent.hpp"

#include <callwell/callwell.h>

#include <cstdio>
#include <utility>

namespace server {

namespace {

cw_str lend(std::string_view text) { return {text.data(), text.size()}; }
std::string copy(cw_str text) { return {text.data ? text.data : "", text.size}; }

Failure take(cw_status status, cw_error *error) {
  Failure failure{status, copy(cw_error_message(error)), copy(cw_error_field(error))};
  cw_error_free(error);
  return failure;
}

std::string take(cw_bytes &bytes) {
  std::string text(bytes.data ? bytes.data : "", bytes.size);
  cw_bytes_release(&bytes);
  return text;
}

/// Calls a function of the shape f(bytes out, error out).
template <class Call>
Result<std::string> bytes_from(Call &&call) {
  cw_bytes bytes = CW_BYTES_INIT;
  cw_error *error = nullptr;
  const cw_status status = call(&bytes, &error);
  if (status != CW_OK) return take(status, error);
  return take(bytes);
}

void on_log(void *, cw_log_level level, cw_str line) {
  static constexpr const char *kNames[] = {"debug", "info", "warn", "error"};
  if (level < CW_LOG_INFO || level > CW_LOG_ERROR) return;
  std::fprintf(stderr, "%s %.*s\n", kNames[level], static_cast<int>(line.size), line.data);
}

}  // namespace

struct Agent::Handles {
  cw_agent *agent = nullptr;
  cw_runtime *runtime = nullptr;
  cw_subscription *subscription = nullptr;
  std::function<void(std::string_view)> on_event;
};

Agent::Agent(std::unique_ptr<Handles> handles) : handles_(std::move(handles)) {}

Agent::~Agent() {
  stop();
  cw_agent_close(handles_->agent);
}

Result<std::unique_ptr<Agent>> Agent::open(std::string_view practices, std::string_view database) {
  cw_agent_options options = CW_AGENT_OPTIONS_INIT;
  options.practices = lend(practices);
  options.database = lend(database);
  cw_error *error = nullptr;
  auto handles = std::make_unique<Handles>();
  const cw_status status = cw_agent_open(&options, &handles->agent, &error);
  if (status != CW_OK) return take(status, error);
  return std::unique_ptr<Agent>(new Agent(std::move(handles)));
}

Result<std::string> Agent::invoke(const Caller &caller, std::string_view operation, std::string_view json) {
  cw_invoke_options options = CW_INVOKE_OPTIONS_INIT;
  options.tenant = lend(caller.tenant);
  options.role = lend(caller.role);
  return bytes_from(
      [&](cw_bytes *out, cw_error **error) { return cw_invoke(handles_->agent, &options, lend(operation), lend(json), out, error); });
}

Result<std::string> Agent::practices() {
  return bytes_from([&](cw_bytes *out, cw_error **error) { return cw_agent_practices(handles_->agent, out, error); });
}

Result<void> Agent::listen(std::function<void(std::string_view json)> on_event) {
  handles_->on_event = std::move(on_event);
  cw_error *error = nullptr;
  const auto forward = [](void *user, cw_str json) { static_cast<Handles *>(user)->on_event({json.data, json.size}); };
  const cw_status status = cw_subscribe(handles_->agent, {nullptr, 0}, forward, handles_.get(), &handles_->subscription, &error);
  if (status != CW_OK) return take(status, error);
  return {};
}

Result<void> Agent::start() {
  cw_error *error = nullptr;
  const cw_status status = cw_runtime_start(handles_->agent, &handles_->runtime, &error);
  if (status != CW_OK) return take(status, error);
  return {};
}

void Agent::stop() {
  cw_runtime_stop(std::exchange(handles_->runtime, nullptr));
  cw_unsubscribe(std::exchange(handles_->subscription, nullptr));
}

Result<std::string> operations() {
  return bytes_from([](cw_bytes *out, cw_error **error) { return cw_operations(out, error); });
}

std::string library_version() { return copy(cw_version()); }

void log_to_stderr() { cw_log_to(&on_log, nullptr); }

}  // namespace server
