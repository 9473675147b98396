#include <callwell/session.h>

#include "base/crypto.hpp"
#include "base/ids.hpp"
#include "capi/guarded.hpp"
#include "capi/handles.hpp"

namespace {

using namespace callwell;
using capi::copy;
using capi::guarded;
using capi::lend;
using capi::view;

base::Error missing(const char *what) { return base::invalid(std::string(what) + " is NULL", what); }

std::uint64_t drawn_seed() {
  const std::string bytes = base::secure_random(8);
  std::uint64_t seed = 0;
  std::memcpy(&seed, bytes.data(), sizeof seed);
  return seed >> 1;
}

base::Result<dialog::SessionOptions> options_of(const cw_session_options &in) {
  if (in.channel < CW_CHANNEL_PHONE || in.channel > CW_CHANNEL_WEBCHAT) return base::invalid("unknown channel", "channel");
  dialog::SessionOptions options;
  options.channel = static_cast<dialog::Channel>(in.channel);
  options.seed = (in.flags & CW_SESSION_HAS_SEED) || in.seed != 0 ? in.seed : drawn_seed();
  options.contact = copy(in.contact);
  options.location = copy(in.location);
  options.language = copy(in.language);
  return options;
}

base::Result<dialog::Event> event_of(const cw_event &in) {
  dialog::Event event;
  event.at = {in.at_us};
  if (in.kind < CW_EVENT_START || in.kind > CW_EVENT_PROGRESS) return base::Error{base::Status::unsupported, "an event kind newer than this library", "kind"};
  event.kind = static_cast<dialog::EventKind>(in.kind);
  switch (in.kind) {
    case CW_EVENT_UTTERANCE:
      event.text = copy(in.u.utterance.text);
      event.confidence = in.u.utterance.confidence;
      break;
    case CW_EVENT_KEYPAD: {
      const std::uint32_t digit = in.u.keypad.digit;
      if (!(digit >= '0' && digit <= '9') && digit != '*' && digit != '#') return base::invalid("a key is one of 0-9, * and #", "digit");
      event.digit = static_cast<char>(digit);
      break;
    }
    case CW_EVENT_RESULT:
    case CW_EVENT_PROGRESS:
      event.action_id = in.u.result.action_id;
      event.status = in.u.result.status >= CW_OK && in.u.result.status <= CW_E_INTERNAL ? static_cast<base::Status>(in.u.result.status) : base::Status::internal;
      event.text = copy(in.u.result.json);
      break;
    default: break;
  }
  return event;
}

void lend_action(const dialog::Action &action, cw_action &out) {
  out = cw_action{};
  out.struct_size = sizeof out;
  out.kind = static_cast<cw_action_kind>(action.kind);
  out.id = action.id;
  out.deadline_us = action.deadline.us;
  switch (action.kind) {
    case dialog::ActionKind::say: out.u.say = {lend(action.text), lend(action.language)}; break;
    case dialog::ActionKind::invoke: out.u.invoke = {lend(action.text), lend(action.input), lend(action.key)}; break;
    case dialog::ActionKind::transfer: out.u.transfer = {lend(action.text), lend(action.key), lend(action.input)}; break;
    case dialog::ActionKind::end: out.u.end = {lend(action.text)}; break;
  }
}

base::Result<operations::Tenant *> tenant_of(operations::Agent &agent, std::string_view id) {
  operations::Tenant *tenant = agent.find_tenant(id);
  if (!tenant) return base::Error{base::Status::not_found, "no such practice", "tenant"};
  return tenant;
}

/// Tenant id, a bar, the sealed bytes: what a save gives and a restore reads.
constexpr char kBar = '|';

}  // namespace

cw_status cw_session_open(cw_agent *agent, const cw_session_options *options, cw_session **out_session, cw_error **out_error) {
  return guarded(out_error, [&]() -> base::Result<void> {
    if (!agent || !out_session) return missing(agent ? "out_session" : "agent");
    const base::Result<cw_session_options> read = capi::read_options(options, cw_session_options(CW_SESSION_OPTIONS_INIT));
    if (!read) return read.error();
    const auto tenant = tenant_of(*agent->impl, view(read->tenant));
    if (!tenant) return tenant.error();
    base::Result<dialog::SessionOptions> asked = options_of(*read);
    if (!asked) return asked.error();
    *out_session = new cw_session{agent->impl, dialog::Session((*tenant)->setting(), std::move(*asked)), {}};
    return {};
  });
}

void cw_session_close(cw_session *session) { delete session; }

cw_status cw_session_feed(cw_session *session, const cw_event *event, cw_error **out_error) {
  return guarded(out_error, [&]() -> base::Result<void> {
    if (!session || !event) return missing(session ? "event" : "session");
    const base::Result<cw_event> read = capi::read_options(event, cw_event{});
    if (!read) return read.error();
    const base::Result<dialog::Event> fed = event_of(*read);
    if (!fed) return fed.error();
    return session->impl.feed(*fed);
  });
}

const cw_action *cw_session_next(cw_session *session) {
  if (!session) return nullptr;
  const dialog::Action *action = session->impl.next();
  if (!action) return nullptr;
  lend_action(*action, session->action);
  return &session->action;
}

int64_t cw_session_deadline(const cw_session *session) { return session ? session->impl.deadline().us : dialog::kNever.us; }

cw_status cw_session_journal(const cw_session *session, cw_bytes *out_journal, cw_error **out_error) {
  return guarded(out_error, [&]() -> base::Result<void> {
    if (!session || !out_journal) return missing(session ? "out_journal" : "session");
    capi::give(session->impl.journal(), out_journal);
    return {};
  });
}

cw_status cw_session_replay(cw_agent *agent, cw_str journal, cw_bytes *out_json, cw_error **out_error) {
  return guarded(out_error, [&]() -> base::Result<void> {
    if (!agent || !out_json) return missing(agent ? "out_json" : "agent");
    const std::string_view text = view(journal);
    const base::Result<base::json::value> header = base::parse_json(text.substr(0, text.find('\n')));
    if (!header || !header->is_object()) return base::Error{base::Status::corrupt, "the journal has no header line", "journal"};
    const auto tenant = tenant_of(*agent->impl, base::string_at(header->get_object(), "practice"));
    if (!tenant) return tenant.error();
    const base::Result<dialog::Replay> replay = dialog::replay((*tenant)->setting(), text);
    if (!replay) return replay.error();
    boost::json::object out{{"same", replay->same}, {"turns", replay->turns}};
    if (!replay->same) out.insert({{"line", replay->line}, {"expected", replay->expected}, {"got", replay->got}});
    capi::give(boost::json::serialize(out), out_json);
    return {};
  });
}

cw_status cw_session_save(const cw_session *session, cw_bytes *out_state, cw_error **out_error) {
  return guarded(out_error, [&]() -> base::Result<void> {
    if (!session || !out_state) return missing(session ? "out_state" : "session");
    const base::Result<std::string> sealed = session->impl.save();
    if (!sealed) return sealed.error();
    capi::give(session->impl.practice_id() + kBar + *sealed, out_state);
    return {};
  });
}

cw_status cw_session_restore(cw_agent *agent, cw_str state, cw_session **out_session, cw_error **out_error) {
  return guarded(out_error, [&]() -> base::Result<void> {
    if (!agent || !out_session) return missing(agent ? "out_session" : "agent");
    const std::string_view text = view(state);
    const std::size_t bar = text.find(kBar);
    if (bar == std::string_view::npos) return base::Error{base::Status::corrupt, "not a saved session", "state"};
    const auto tenant = tenant_of(*agent->impl, text.substr(0, bar));
    if (!tenant) return tenant.error();
    base::Result<dialog::Session> session = dialog::Session::restore((*tenant)->setting(), text.substr(bar + 1));
    if (!session) return session.error();
    *out_session = new cw_session{agent->impl, std::move(*session), {}};
    return {};
  });
}

cw_status cw_session_view(const cw_session *session, cw_bytes *out_json, cw_error **out_error) {
  return guarded(out_error, [&]() -> base::Result<void> {
    if (!session || !out_json) return missing(session ? "out_json" : "session");
    capi::give(boost::json::serialize(session->impl.view()), out_json);
    return {};
  });
}
