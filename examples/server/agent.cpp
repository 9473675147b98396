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

/// A call of the library's; closing it tells the agent that the caller is gone.
class AgentLine final : public PhoneLine {
 public:
  explicit AgentLine(cw_call *call) : call_(call) {}
  ~AgentLine() override { cw_call_close(call_); }
  void push(std::string_view audio) override { cw_call_push_audio(call_, audio.data(), audio.size()); }
  std::string pull(std::size_t bytes) override {
    std::string audio(bytes, '\0');
    cw_call_pull_audio(call_, audio.data(), audio.size());
    return audio;
  }
  void key(char digit) override { cw_call_key(call_, digit); }
  void transferred(bool somebody_answered) override { cw_call_transferred(call_, somebody_answered ? CW_OK : CW_E_UNAVAILABLE); }
  std::optional<LineNews> next() override {
    const cw_call_event *event = cw_call_next(call_);
    if (!event) return std::nullopt;
    switch (event->kind) {
      case CW_CALL_EVENT_TRANSFER: return LineNews{LineNews::Kind::transfer, copy(event->text)};
      case CW_CALL_EVENT_HANG_UP: return LineNews{LineNews::Kind::hang_up, {}};
      case CW_CALL_EVENT_INTERRUPTED: return LineNews{LineNews::Kind::interrupted, {}};
      default: return LineNews{};
    }
  }

 private:
  cw_call *const call_;
};

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

Result<std::shared_ptr<PhoneLine>> Agent::open_call(const NewCall &asked) {
  cw_call_options options = CW_CALL_OPTIONS_INIT;
  options.encoding = asked.alaw ? CW_ENCODING_ALAW : CW_ENCODING_MULAW;
  options.tenant = lend(asked.tenant);
  options.contact = lend(asked.contact);
  options.dialled = lend(asked.dialled);
  options.conversation = lend(asked.conversation);
  cw_call *call = nullptr;
  cw_error *error = nullptr;
  const cw_status status = cw_call_open(handles_->agent, &options, &call, &error);
  if (status != CW_OK) return take(status, error);
  return std::shared_ptr<PhoneLine>(std::make_shared<AgentLine>(call));
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
