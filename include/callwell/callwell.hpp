/** @file callwell/callwell.hpp  The C interface for C++17 and later: ownership and exceptions, and nothing else.
 *
 *    callwell::Agent agent = callwell::Agent::open({"practices/", "callwell.db"});
 *    callwell::Session talk = callwell::Session::open(agent);
 *    talk.utterance("Hi, I'd like to book a cleaning", now_us);
 *    while (std::optional<callwell::Action> action = talk.next()) perform(*action);
 *
 *  A call that fails throws Error. Thread rules are those of the C functions: an Agent is for any thread, a Session for one at a
 *  time. Handles may be closed in any order. capi() lends the raw handle for what a caller wants to do in C.
 */
#ifndef CALLWELL_CALLWELL_HPP
#define CALLWELL_CALLWELL_HPP

#include <callwell/callwell.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace callwell {

/// Why a call failed. what() is one line (a line per fault for practice files) and never holds personal data.
class Error : public std::runtime_error {
 public:
  Error(cw_status status, const std::string &message, std::string field = {})
      : std::runtime_error(message), status_(status), field_(std::move(field)) {}
  cw_status status() const noexcept { return status_; }
  /// The input field, option or configuration path at fault; empty when none is.
  const std::string &field() const noexcept { return field_; }

 private:
  cw_status status_;
  std::string field_;
};

namespace detail {

template <auto Close>
struct Deleter {
  template <class Handle>
  void operator()(Handle *handle) const noexcept { Close(handle); }
};
template <class Handle, auto Close>
using Owned = std::unique_ptr<Handle, Deleter<Close>>;

inline cw_str lend(std::string_view text) noexcept { return {text.data(), text.size()}; }
inline std::string_view view(cw_str text) noexcept { return text.data ? std::string_view(text.data, text.size) : std::string_view(); }

/// Runs `call(cw_error **)`.
template <class Call>
void check(Call &&call) {
  cw_error *raw = nullptr;
  const cw_status status = call(&raw);
  const Owned<cw_error, cw_error_free> error(raw);
  if (status != CW_OK) throw Error(status, std::string(view(cw_error_message(raw))), std::string(view(cw_error_field(raw))));
}

/// Runs `call(cw_bytes *, cw_error **)` and gives what it made.
template <class Call>
std::string bytes(Call &&call) {
  cw_bytes raw = CW_BYTES_INIT;
  check([&](cw_error **error) { return call(&raw, error); });
  const Owned<cw_bytes, cw_bytes_release> held(&raw);
  return std::string(raw.data, raw.size);
}

}  // namespace detail

inline std::string_view version() noexcept { return detail::view(cw_version()); }
/// The registry as JSON: {"operations":[{name, summary, permission, input, output, …}]}.
inline std::string operations() { return detail::bytes(&cw_operations); }
inline std::string_view practice_schema() noexcept { return detail::view(cw_practice_schema()); }

struct AgentOptions {
  std::string practices;  ///< a practice file, or a folder of them; empty: none
  std::string database;   ///< path of the SQLite file, made when absent; empty: in memory
};

struct InvokeOptions {
  std::optional<std::int64_t> now_us;  ///< the clock of this call [the system's]
  std::string tenant;                  ///< practice id [the only practice, else the first by id]
  std::string role;                    ///< who asks ["system"]
};

/// What a port is asked. Valid until the reply is finished.
struct PortRequest { std::string_view tenant, operation, json, idempotency_key; };

/// Answers one request, once, now or later, from any thread. Dropped unanswered, it answers CW_E_INTERNAL.
class PortReply {
 public:
  explicit PortReply(cw_port_reply *reply) noexcept : reply_(reply) {}
  PortReply(PortReply &&other) noexcept : reply_(std::exchange(other.reply_, nullptr)) {}
  PortReply &operator=(PortReply &&other) noexcept {
    std::swap(reply_, other.reply_);
    return *this;
  }
  ~PortReply() { fail(CW_E_INTERNAL, "dropped without an answer"); }

  void finish(std::string_view json) { end(CW_OK, json); }
  /// `reason` is short and free of personal data.
  void fail(cw_status status, std::string_view reason) { end(status, reason); }

 private:
  void end(cw_status status, std::string_view json) {
    if (reply_) cw_port_reply_finish(std::exchange(reply_, nullptr), status, detail::lend(json));
  }
  cw_port_reply *reply_;
};
using PortFunction = std::function<void(const PortRequest &request, PortReply reply)>;
using EventFunction = std::function<void(std::string_view json)>;

/// Events come until it goes. Its function may destroy it; from elsewhere, destroying waits until the function has returned.
class Subscription {
 public:
  Subscription() = default;
  Subscription(Subscription &&) = default;
  Subscription &operator=(Subscription &&other) noexcept {
    handle_ = std::move(other.handle_);  // first: the sink must outlive its handle
    sink_ = std::move(other.sink_);
    return *this;
  }
  explicit operator bool() const noexcept { return handle_ != nullptr; }
  cw_subscription *capi() const noexcept { return handle_.get(); }

 private:
  friend class Agent;
  struct Sink : std::enable_shared_from_this<Sink> {
    explicit Sink(EventFunction function) : call(std::move(function)) {}
    EventFunction call;
  };
  std::shared_ptr<Sink> sink_;  // outlives the handle: members go last to first
  detail::Owned<cw_subscription, cw_unsubscribe> handle_;
};

/// One or more practices with their models, store and adapters; and every operation by name.
class Agent {
 public:
  static Agent open(const AgentOptions &options) {
    cw_agent_options raw = CW_AGENT_OPTIONS_INIT;
    raw.practices = detail::lend(options.practices);
    raw.database = detail::lend(options.database);
    cw_agent *agent = nullptr;
    detail::check([&](cw_error **error) { return cw_agent_open(&raw, &agent, error); });
    return Agent(agent);
  }

  /// Runs a registered operation: a JSON object in, a JSON object out.
  std::string invoke(std::string_view operation, std::string_view json = "{}", const InvokeOptions &options = {}) const {
    cw_invoke_options raw = CW_INVOKE_OPTIONS_INIT;
    raw.flags = options.now_us ? std::uint32_t(CW_INVOKE_HAS_NOW) : 0U;
    raw.now_us = options.now_us.value_or(0);
    raw.tenant = detail::lend(options.tenant);
    raw.role = detail::lend(options.role);
    return detail::bytes([&](cw_bytes *out, cw_error **error) {
      return cw_invoke(capi(), &raw, detail::lend(operation), detail::lend(json), out, error);
    });
  }

  /// {"practices":[{"id","name","languages","numbers"}]}
  std::string practices() const {
    return detail::bytes([&](cw_bytes *out, cw_error **error) { return cw_agent_practices(capi(), out, error); });
  }

  /// Feeds a journal's events to a new session and compares every action: {"same":true,"turns":n} or what differs first.
  std::string replay(std::string_view journal) const {
    return detail::bytes([&](cw_bytes *out, cw_error **error) { return cw_session_replay(capi(), detail::lend(journal), out, error); });
  }

  /// Puts `function` in place of the configured adapters of `port` ("messaging"). It runs on any thread, several at once.
  void register_port(std::string_view port, PortFunction function) {
    auto held = std::make_unique<PortFunction>(std::move(function));
    // Destroyed by the library whatever comes of it, so it is handed over first.
    detail::check([&](cw_error **error) {
      return cw_port_register(capi(), detail::lend(port), &on_request, held.release(),
                              [](void *user_data) { delete static_cast<PortFunction *>(user_data); }, error);
    });
  }

  /// Live events as JSON, of one practice or of all; `function` runs on any thread, one call at a time. What it throws is dropped.
  [[nodiscard]] Subscription subscribe(EventFunction function, std::string_view tenant = {}) {
    Subscription out;
    out.sink_ = std::make_shared<Subscription::Sink>(std::move(function));
    cw_subscription *handle = nullptr;
    detail::check([&](cw_error **error) { return cw_subscribe(capi(), detail::lend(tenant), &on_event, out.sink_.get(), &handle, error); });
    out.handle_.reset(handle);
    return out;
  }

  cw_agent *capi() const noexcept { return handle_.get(); }

 private:
  explicit Agent(cw_agent *handle) noexcept : handle_(handle) {}

  static void on_request(void *user_data, const cw_port_request *request, cw_port_reply *reply) {
    try {
      using detail::view;
      (*static_cast<PortFunction *>(user_data))({view(request->tenant), view(request->operation), view(request->json), view(request->idempotency_key)},
                                                PortReply(reply));
    } catch (...) {  // the reply answered when it was dropped
    }
  }
  static void on_event(void *user_data, cw_str json) {
    const auto sink = static_cast<Subscription::Sink *>(user_data)->shared_from_this();  // it may unsubscribe itself
    try {
      sink->call(detail::view(json));
    } catch (...) {
    }
  }

  detail::Owned<cw_agent, cw_agent_close> handle_;
};

struct SessionOptions {
  cw_channel channel = CW_CHANNEL_SMS;
  std::optional<std::uint64_t> seed;  ///< fixes every choice the session makes [drawn from the system]
  std::string tenant;                 ///< practice id [the only practice, else the first by id]
  std::string language;               ///< "en", "es" [the practice's first; then whatever the person writes]
  std::string contact;                ///< the person's number, E.164, when known
  std::string location;               ///< location id, when the dialled number tells it
};

/// One thing to do. The text lives until the session's next feed, next or end.
struct Action {
  cw_action_kind kind = 0;
  std::uint64_t id = 0;
  std::int64_t deadline_us = 0;
  std::string_view text, language;                      ///< CW_ACTION_SAY
  std::string_view operation, json, idempotency_key;    ///< CW_ACTION_INVOKE; json also CW_ACTION_TRANSFER
  std::string_view to, reason;                          ///< CW_ACTION_TRANSFER
  std::string_view disposition;                         ///< CW_ACTION_END
};

/// One conversation: events in, actions out. Times are UTC microseconds since 1970.
class Session {
 public:
  static Session open(const Agent &agent, const SessionOptions &options = {}) {
    cw_session_options raw = CW_SESSION_OPTIONS_INIT;
    raw.flags = options.seed ? std::uint32_t(CW_SESSION_HAS_SEED) : 0U;
    raw.seed = options.seed.value_or(0);
    raw.channel = options.channel;
    raw.tenant = detail::lend(options.tenant);
    raw.language = detail::lend(options.language);
    raw.contact = detail::lend(options.contact);
    raw.location = detail::lend(options.location);
    cw_session *session = nullptr;
    detail::check([&](cw_error **error) { return cw_session_open(agent.capi(), &raw, &session, error); });
    return Session(session);
  }
  static Session restore(const Agent &agent, std::string_view state) {
    cw_session *session = nullptr;
    detail::check([&](cw_error **error) { return cw_session_restore(agent.capi(), detail::lend(state), &session, error); });
    return Session(session);
  }

  void feed(const cw_event &event) {
    detail::check([&](cw_error **error) { return cw_session_feed(capi(), &event, error); });
  }
  void start(std::int64_t at_us) { feed(CW_EVENT_INIT(CW_EVENT_START, at_us)); }
  void missed_call(std::int64_t at_us) { feed(CW_EVENT_INIT(CW_EVENT_MISSED_CALL, at_us)); }
  void tick(std::int64_t at_us) { feed(CW_EVENT_INIT(CW_EVENT_TICK, at_us)); }
  void hangup(std::int64_t at_us) { feed(CW_EVENT_INIT(CW_EVENT_HANGUP, at_us)); }
  void utterance(std::string_view text, std::int64_t at_us, float confidence = 1) {
    cw_event event = CW_EVENT_INIT(CW_EVENT_UTTERANCE, at_us);
    event.u.utterance = {detail::lend(text), confidence, 1};
    feed(event);
  }
  void keypad(char digit, std::int64_t at_us, std::uint32_t duration_ms = 0) {
    cw_event event = CW_EVENT_INIT(CW_EVENT_KEYPAD, at_us);
    event.u.keypad = {static_cast<unsigned char>(digit), duration_ms};
    feed(event);
  }
  /// What became of an invoke or transfer action.
  void result(std::uint64_t action_id, cw_status status, std::string_view json, std::int64_t at_us) {
    cw_event event = CW_EVENT_INIT(CW_EVENT_RESULT, at_us);
    event.u.result = {action_id, status, 0, detail::lend(json)};
    feed(event);
  }

  std::optional<Action> next() {
    const cw_action *raw = cw_session_next(capi());
    if (!raw) return std::nullopt;
    using detail::view;
    Action action;
    action.kind = raw->kind;
    action.id = raw->id;
    action.deadline_us = raw->deadline_us;
    switch (raw->kind) {
      case CW_ACTION_SAY:
        action.text = view(raw->u.say.text);
        action.language = view(raw->u.say.language);
        break;
      case CW_ACTION_INVOKE:
        action.operation = view(raw->u.invoke.operation);
        action.json = view(raw->u.invoke.json);
        action.idempotency_key = view(raw->u.invoke.idempotency_key);
        break;
      case CW_ACTION_TRANSFER:
        action.to = view(raw->u.transfer.to);
        action.reason = view(raw->u.transfer.reason);
        action.json = view(raw->u.transfer.json);
        break;
      case CW_ACTION_END: action.disposition = view(raw->u.end.disposition); break;
      default: break;  // a kind newer than this header: nothing to show, nothing to do
    }
    return action;
  }

  /// When to feed a tick if nothing else happens; INT64_MAX: never.
  std::int64_t deadline() const noexcept { return cw_session_deadline(capi()); }
  std::string journal() const { return take(&cw_session_journal); }
  std::string save() const { return take(&cw_session_save); }
  std::string view() const { return take(&cw_session_view); }

  cw_session *capi() const noexcept { return handle_.get(); }

 private:
  explicit Session(cw_session *handle) noexcept : handle_(handle) {}
  std::string take(cw_status (*call)(const cw_session *, cw_bytes *, cw_error **)) const {
    return detail::bytes([&](cw_bytes *out, cw_error **error) { return call(capi(), out, error); });
  }

  detail::Owned<cw_session, cw_session_close> handle_;
};

/// A thread that does what falls due, until it goes.
class Runtime {
 public:
  explicit Runtime(const Agent &agent) {
    cw_runtime *runtime = nullptr;
    detail::check([&](cw_error **error) { return cw_runtime_start(agent.capi(), &runtime, error); });
    handle_.reset(runtime);
  }
  cw_runtime *capi() const noexcept { return handle_.get(); }

 private:
  detail::Owned<cw_runtime, cw_runtime_stop> handle_;
};

}  // namespace callwell

#endif
