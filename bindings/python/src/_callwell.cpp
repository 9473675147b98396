// The extension beneath the Python package: callwell.hpp with JSON as text. The package `callwell` is what people use.
//
// The GIL is released around every call that may block or wait for another thread, which includes letting handles go.
#include <callwell/callwell.hpp>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "callbacks.hpp"

namespace py = pybind11;
using namespace pybind11::literals;

namespace {

/// A handle that close() lets go of, at most once; a call under way keeps it. Touched with the GIL held only.
template <class Handle>
class Closable {
 public:
  template <class... From>
  explicit Closable(std::in_place_t, From &&...from) : handle_(std::make_shared<Handle>(std::forward<From>(from)...)) {}
  ~Closable() { close(); }
  Closable(const Closable &) = delete;
  Closable &operator=(const Closable &) = delete;

  std::shared_ptr<Handle> get() const {
    if (!handle_) throw callwell::Error(CW_E_INVALID_ARGUMENT, "it is closed");
    return handle_;
  }
  void close() {
    std::shared_ptr<Handle> last = std::move(handle_);
    const py::gil_scoped_release release;  // closing may wait for a callback that wants the GIL
    last.reset();
  }

 private:
  std::shared_ptr<Handle> handle_;
};

/// A session and the lock that makes it one thread's at a time.
struct Talk {
  explicit Talk(callwell::Session opened) : session(std::move(opened)) {}
  callwell::Session session;
  std::mutex one_at_a_time;
};

using Agent = Closable<callwell::Agent>;
using Session = Closable<Talk>;
using Subscription = Closable<callwell::Subscription>;
using Runtime = Closable<callwell::Runtime>;

/// Runs `body(handle)` without the GIL.
template <class Handle, class Body>
auto with(const Closable<Handle> &closable, Body &&body) {
  const std::shared_ptr<Handle> handle = closable.get();
  const py::gil_scoped_release release;
  return body(*handle);
}

template <class Body>
auto in_session(const Session &session, Body &&body) {
  const std::shared_ptr<Talk> talk = session.get();
  const py::gil_scoped_release release;
  const std::lock_guard lock(talk->one_at_a_time);
  return body(talk->session);
}

std::unique_ptr<Agent> open_agent(const std::string &practices, const std::string &database) {
  std::optional<callwell::Agent> agent;
  {
    const py::gil_scoped_release release;
    agent = callwell::Agent::open({practices, database});
  }
  return std::make_unique<Agent>(std::in_place, std::move(*agent));
}

std::string invoke(const Agent &agent, const std::string &operation, const std::string &json, std::optional<std::int64_t> now_us,
                   const std::string &tenant, const std::string &role) {
  return with(agent, [&](callwell::Agent &open) { return open.invoke(operation, json, {now_us, tenant, role}); });
}

void register_port(const Agent &agent, const std::string &port, py::function function) {
  callwell::PortFunction called = bindings::port_function(std::move(function));
  with(agent, [&](callwell::Agent &open) { open.register_port(port, std::move(called)); });
}

std::unique_ptr<Subscription> subscribe(const Agent &agent, py::function function, const std::string &tenant) {
  callwell::EventFunction called = bindings::event_function(std::move(function));
  return std::make_unique<Subscription>(std::in_place, with(agent, [&](callwell::Agent &open) { return open.subscribe(std::move(called), tenant); }));
}

std::unique_ptr<Session> open_session(const Agent &agent, cw_channel channel, std::optional<std::uint64_t> seed, const std::string &tenant,
                                      const std::string &language, const std::string &contact, const std::string &location) {
  const callwell::SessionOptions options{channel, seed, tenant, language, contact, location};
  return std::make_unique<Session>(std::in_place, with(agent, [&](callwell::Agent &open) { return callwell::Session::open(open, options); }));
}

/// An action as Python gets it: what the three texts are depends on the kind, see callwell/session.py.
struct ActionText { cw_action_kind kind; std::uint64_t id; std::int64_t deadline_us; std::string first, second, third; };

std::optional<ActionText> take_action(callwell::Session &session) {
  const std::optional<callwell::Action> next = session.next();
  if (!next) return std::nullopt;
  ActionText out{next->kind, next->id, next->deadline_us, {}, {}, {}};
  switch (next->kind) {
    case CW_ACTION_SAY: out.first = next->text, out.second = next->language; break;
    case CW_ACTION_INVOKE: out.first = next->operation, out.second = next->json, out.third = next->idempotency_key; break;
    case CW_ACTION_TRANSFER: out.first = next->to, out.second = next->json, out.third = next->reason; break;
    case CW_ACTION_END: out.first = next->disposition; break;
    default: break;
  }
  return out;
}

py::object next_action(const Session &session) {
  const std::optional<ActionText> action = in_session(session, take_action);
  if (!action) return py::none();
  return py::make_tuple(action->kind, action->id, action->deadline_us, action->first, action->second, action->third);
}

void bind_agent(py::module_ &module) {
  py::class_<Agent>(module, "Agent")
      .def(py::init(&open_agent), "practices"_a, "database"_a)
      .def("close", &Agent::close)
      .def("invoke", &invoke, "operation"_a, "json"_a, "now_us"_a, "tenant"_a, "role"_a)
      .def("practices", [](const Agent &agent) { return with(agent, [](callwell::Agent &open) { return open.practices(); }); })
      .def("replay", [](const Agent &agent, const std::string &journal) { return with(agent, [&](callwell::Agent &open) { return open.replay(journal); }); }, "journal"_a)
      .def("register_port", &register_port, "port"_a, "function"_a)
      .def("subscribe", &subscribe, "function"_a, "tenant"_a)
      .def("open_session", &open_session, "channel"_a, "seed"_a, "tenant"_a, "language"_a, "contact"_a, "location"_a)
      .def("restore_session", [](const Agent &agent, const std::string &state) {
        return std::make_unique<Session>(std::in_place, with(agent, [&](callwell::Agent &open) { return callwell::Session::restore(open, state); }));
      }, "state"_a)
      .def("start_runtime", [](const Agent &agent) {
        return std::make_unique<Runtime>(std::in_place, with(agent, [](callwell::Agent &open) { return callwell::Runtime(open); }));
      });
  py::class_<Subscription>(module, "Subscription").def("close", &Subscription::close);
  py::class_<Runtime>(module, "Runtime").def("close", &Runtime::close);
}

void bind_session(py::module_ &module) {
  using Open = callwell::Session;
  py::class_<Session>(module, "Session")
      .def("close", &Session::close)
      .def("start", [](const Session &session, std::int64_t at) { in_session(session, [&](Open &open) { open.start(at); }); }, "at_us"_a)
      .def("missed_call", [](const Session &session, std::int64_t at) { in_session(session, [&](Open &open) { open.missed_call(at); }); }, "at_us"_a)
      .def("tick", [](const Session &session, std::int64_t at) { in_session(session, [&](Open &open) { open.tick(at); }); }, "at_us"_a)
      .def("hangup", [](const Session &session, std::int64_t at) { in_session(session, [&](Open &open) { open.hangup(at); }); }, "at_us"_a)
      .def("utterance", [](const Session &session, const std::string &text, std::int64_t at, float confidence) {
        in_session(session, [&](Open &open) { open.utterance(text, at, confidence); });
      }, "text"_a, "at_us"_a, "confidence"_a)
      .def("keypad", [](const Session &session, char digit, std::int64_t at) { in_session(session, [&](Open &open) { open.keypad(digit, at); }); }, "digit"_a, "at_us"_a)
      .def("result", [](const Session &session, std::uint64_t id, cw_status status, const std::string &json, std::int64_t at) {
        in_session(session, [&](Open &open) { open.result(id, status, json, at); });
      }, "action_id"_a, "status"_a, "json"_a, "at_us"_a)
      .def("next", &next_action)
      .def("deadline", [](const Session &session) { return in_session(session, [](Open &open) { return open.deadline(); }); })
      .def("journal", [](const Session &session) { return in_session(session, [](Open &open) { return open.journal(); }); })
      .def("save", [](const Session &session) { return py::bytes(in_session(session, [](Open &open) { return open.save(); })); })
      .def("view", [](const Session &session) { return in_session(session, [](Open &open) { return open.view(); }); });
}

}  // namespace

PYBIND11_MODULE(_callwell, module) {
  py::register_exception_translator([](std::exception_ptr thrown) {
    try {
      if (thrown) std::rethrow_exception(thrown);
    } catch (const callwell::Error &error) {
      bindings::raise(error);
    }
  });
  bind_agent(module);
  bind_session(module);
  module.def("version", [] { return std::string(callwell::version()); });
  module.def("operations", &callwell::operations);
  module.def("practice_schema", [] { return std::string(callwell::practice_schema()); });
}
