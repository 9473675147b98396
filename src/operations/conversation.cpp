#include "operations/conversation.hpp"

#include <algorithm>

#include "base/crypto.hpp"
#include "base/ids.hpp"
#include "base/log.hpp"
#include "compliance/cards.hpp"
#include "compliance/keywords.hpp"
#include "dialog/fields.hpp"
#include "dialog/proposal.hpp"
#include "operations/hand_over.hpp"
#include "operations/outgoing.hpp"
#include "records/consents.hpp"
#include "records/conversations.hpp"
#include "records/messages.hpp"
#include "records/webhook_events.hpp"

namespace callwell::operations {

namespace {

using base::Result;

constexpr int kTriesOnConflict = 12;  // each conflict means that another process got on: more is a storm, and the carrier delivers again
constexpr int kMaxActionsPerTurn = 64;
constexpr std::int64_t kGoesOnSeconds = 2 * 3600;  // after a call broke off, a text is still its continuation

struct Loaded {
  records::Conversation row;
  std::optional<dialog::Session> session;
  bool opted_out = false;
  bool moves = false;  ///< the person goes on here what was begun elsewhere
};

std::uint64_t draw_seed() {
  const std::string bytes = base::secure_random(8);
  std::uint64_t seed = 0;
  for (const char c : bytes) seed = (seed << 8) | static_cast<unsigned char>(c);
  return seed >> 1;  // fits a signed JSON integer
}

std::string location_of(const Tenant &tenant, const std::string &dialled) {
  for (const practice::Location &location : tenant.practice().locations) {
    if (!dialled.empty() && location.phone == dialled) return location.id;
  }
  return {};
}

Result<std::optional<records::Conversation>> find_row(records::Transaction &tx, const TurnRequest &request) {
  if (request.conversation_id.empty()) return records::find_open_conversation(tx, dialog::channel_key(request.channel), request.contact);
  Result<records::Conversation> row = records::load_conversation(tx, request.conversation_id);
  if (row) return std::optional(std::move(*row));
  if (row.error().status == base::Status::not_found) return std::optional<records::Conversation>();
  return row.error();
}

Result<void> restore(const Call &call, records::Conversation row, Loaded &out) {
  Result<dialog::Session> session = dialog::Session::restore(call.tenant->setting(), row.state);
  if (!session) return session.error();
  out.row = std::move(row);
  out.session.emplace(std::move(*session));
  return {};
}

/// Somebody writes whose call is gone: broken off with its process or its line, or ended because nothing was heard of the caller.
Result<void> take_over_call(const Call &call, records::Transaction &tx, const TurnRequest &request, Loaded &out) {
  const bool writes = request.channel == dialog::Channel::sms || request.channel == dialog::Channel::whatsapp;
  if (!writes || request.event != dialog::EventKind::utterance || out.opted_out) return {};
  const std::string_view phone = dialog::channel_key(dialog::Channel::phone);
  Result<std::optional<records::Conversation>> row = records::find_latest_conversation(tx, phone, request.contact, call.now.plus_seconds(-kGoesOnSeconds));
  if (!row) return row.error();
  if (!*row || call.agent.calls().live((*row)->id, call.now)) return {};
  Loaded found;
  if (auto restored = restore(call, std::move(**row), found); !restored) return restored;
  if (found.row.status == "closed" && !dialog::goes_on_by_text(found.session->state())) return {};
  out.row = std::move(found.row);
  out.session = std::move(found.session);
  out.moves = true;
  return {};
}

Result<Loaded> load(const Call &call, const TurnRequest &request) {
  const Tenant &tenant = *call.tenant;
  return records::in_read(tenant.store(), tenant.id(), [&](records::Transaction &tx) -> Result<Loaded> {
    Loaded out;
    const Result<records::ContactState> consent = records::contact_state(tx, request.contact, dialog::channel_key(request.channel));
    if (!consent) return consent.error();
    out.opted_out = *consent == records::ContactState::opted_out;
    Result<std::optional<records::Conversation>> row = find_row(tx, request);
    if (!row) return row.error();
    if (*row && (*row)->status != "closed") {
      if (auto restored = restore(call, std::move(**row), out); !restored) return restored.error();
      const bool speaks = request.event == dialog::EventKind::utterance || request.event == dialog::EventKind::keypad;
      out.moves = speaks && request.channel == dialog::Channel::phone && dialog::is_text(out.session->state().channel);  // back to the call
      return out;
    }
    if (request.conversation_id.empty()) {
      if (auto taken = take_over_call(call, tx, request, out); !taken) return taken.error();
      if (out.moves) return out;
    }
    out.row.channel = dialog::channel_key(request.channel);
    out.row.contact = request.contact;
    out.row.created = call.now;
    out.row.id = *row || request.conversation_id.empty() ? base::new_uuid7(call.now) : request.conversation_id;
    dialog::SessionOptions options;
    options.id = out.row.id;
    options.channel = request.channel;
    options.seed = draw_seed();
    options.contact = request.contact;
    options.location = location_of(tenant, request.dialled);
    options.language = request.language;
    options.opted_out = out.opted_out;
    options.opened = call.now;
    out.session.emplace(tenant.setting(), std::move(options));
    return out;
  });
}

dialog::Event event_of(const Call &call, const TurnRequest &request) {
  dialog::Event event;
  event.kind = request.event;
  event.at = call.now;
  event.text = request.text;
  event.confidence = request.confidence;
  event.digit = request.digit;
  event.status = request.status;
  event.action_id = request.action_id;
  return event;
}

/// Runs an operation the conversation asked for and feeds what came of it.
Result<void> perform(const Call &call, dialog::Session &session, const dialog::Action &action) {
  dialog::Event result;
  result.kind = dialog::EventKind::result;
  result.at = call.now;
  result.action_id = action.id;
  const Result<json::value> input = base::parse_json(action.input);
  const Result<json::value> answer = input ? call.agent.invoke(action.text, input->get_object(), {call.tenant->id(), "system", call.now, &call.announcements}) : input;
  result.status = answer ? base::Status::ok : answer.error().status;
  if (answer) result.text = json::serialize(*answer);
  if (!answer) {
    base::log(base::LogLevel::warn, "conversation.operation_failed", {{"operation", base::Identifier{action.text}}, {"status", base::Identifier{base::status_name(answer.error().status)}}});
  }
  return session.feed(result);
}

/// What a transfer carries, and what to say to the person who takes it.
std::string with_words(const std::string &note, std::string_view language) {
  const Result<json::value> read = base::parse_json(note);
  if (!read || !read->is_object()) return note;
  json::object out = read->get_object();
  out["summary"] = hand_over_words(out, language);
  return json::serialize(out);
}

Result<void> act(const Call &call, const TurnRequest &request, dialog::Session &session, TurnOutcome &outcome) {
  for (int i = 0; i < kMaxActionsPerTurn; ++i) {
    const dialog::Action *next = session.next();
    if (!next) return {};
    const dialog::Action action = *next;
    switch (action.kind) {
      case dialog::ActionKind::say: outcome.replies.push_back({action.text, action.language, {}}); break;
      case dialog::ActionKind::transfer:
        outcome.transfer_to = action.text;
        outcome.transfer_json = with_words(action.input, call.tenant->practice().languages.front());
        break;
      case dialog::ActionKind::end:
        outcome.ended = true;
        outcome.disposition = action.text;
        break;
      case dialog::ActionKind::invoke:
        if (action.text == dialog::kPropose && request.asks_model_itself) {
          if (const auto input = base::parse_json(action.input)) outcome.for_model = Question{action.id, input->get_object()};
          break;
        }
        if (auto done = perform(call, session, action); !done) return done;
        break;
    }
  }
  return base::Error{base::Status::internal, "the conversation asked for too many actions in one turn"};
}

/// The rules ask of a text what it is: only some kinds may follow a STOP.
compliance::MessageKind kind_of(const TurnRequest &request, const TurnOutcome &outcome) {
  if (outcome.disposition == "opted_out") return compliance::MessageKind::opt_out_confirmation;
  if (outcome.disposition == "emergency") return compliance::MessageKind::help;  // the way to help reaches even who had opted out
  const compliance::KeywordMatch match = compliance::classify_keyword(request.text, compliance::Subscription::opted_out);
  return match.exact && match.keyword == compliance::Keyword::help ? compliance::MessageKind::help : compliance::MessageKind::reply;
}

Result<void> store_messages(const Call &call, records::Transaction &tx, const TurnRequest &request, const Loaded &loaded, const TurnOutcome &outcome) {
  if (request.event == dialog::EventKind::utterance) {
    records::Message in;
    in.conversation_id = loaded.row.id;
    in.direction = "in";
    in.body = request.text;
    in.provider = request.carrier;
    in.provider_message_id = request.carrier_message_id;
    in.status = "received";
    in.at = call.now;
    if (auto stored = records::add_message(tx, in); !stored) return stored.error();
  }
  for (const HeardReply &heard : request.heard) {
    if (auto kept = records::keep_what_was_heard(tx, heard.key, heard.text, call.now); !kept) return kept;
  }
  for (std::size_t i = 0; i < outcome.replies.size(); ++i) {
    OutgoingText text;
    text.conversation_id = loaded.row.id;
    text.to = request.contact;
    text.from = request.dialled;
    text.channel = dialog::channel_key(request.channel);
    text.text = outcome.replies[i].text;
    text.kind = kind_of(request, outcome);
    text.key = outcome.replies[i].key;
    const bool carried = request.channel == dialog::Channel::sms || request.channel == dialog::Channel::whatsapp;
    if (auto stored = store_outgoing(call, tx, text, carried && (call.tenant->has_carrier() || call.agent.messaging_port())); !stored) return stored;
  }
  return {};
}

/// Gives true when the turn had been taken before.
Result<bool> save(const Call &call, const TurnRequest &request, Loaded &loaded, const TurnOutcome &outcome) {
  const Tenant &tenant = *call.tenant;
  Result<std::string> state = loaded.session->save();
  if (!state) return state.error();
  records::Conversation &row = loaded.row;
  row.state = std::move(*state);
  row.journal += loaded.session->journal();
  row.channel = dialog::channel_key(loaded.session->state().channel);
  row.language = nlu::language_key(loaded.session->state().language);
  const dialog::Phase phase = loaded.session->state().phase;
  row.status = phase == dialog::Phase::ended ? "closed" : phase == dialog::Phase::handed_over ? "handed_over" : "open";
  const base::Instant deadline = loaded.session->deadline();
  row.deadline = deadline == dialog::kNever ? std::nullopt : std::optional(deadline);
  return records::in_write(tenant.store(), tenant.id(), [&](records::Transaction &tx) -> Result<bool> {
    if (!request.carrier_event_id.empty()) {
      const Result<bool> first = records::first_seen(tx, request.carrier, request.carrier_event_id, call.now);
      if (!first) return first.error();
      if (!*first) return true;
    }
    if (auto version = records::save_conversation(tx, row, call.now); !version) return version.error();
    if (auto stored = store_messages(call, tx, request, loaded, outcome); !stored) return stored.error();
    if (auto written = audit(call, tx, "conversation/" + row.id); !written) return written.error();
    return false;
  });
}

Result<bool> seen_before(const Call &call, const TurnRequest &request) {
  if (request.carrier_event_id.empty()) return false;
  return records::in_read(call.tenant->store(), call.tenant->id(), [&](records::Transaction &tx) {
    return records::was_seen(tx, request.carrier, request.carrier_event_id);  // the turn itself notes the event
  });
}

void tell(const Call &call, const TurnRequest &request, const TurnOutcome &outcome) {
  if (request.event == dialog::EventKind::utterance) {
    announce(call, "message.created", {{"conversation_id", outcome.conversation_id}, {"direction", "in"}, {"channel", dialog::channel_key(request.channel)},
                                       {"contact", request.contact}, {"text", request.text}});
    json::object turn = outcome.view;
    turn["conversation_id"] = outcome.conversation_id;
    announce(call, "turn", std::move(turn));
  }
  for (const TurnReply &reply : outcome.replies) {
    announce(call, "message.created", {{"conversation_id", outcome.conversation_id}, {"direction", "out"}, {"channel", dialog::channel_key(request.channel)},
                                       {"to", request.contact}, {"text", reply.text}, {"language", reply.language}});
  }
  announce(call, "conversation.updated", {{"conversation_id", outcome.conversation_id}, {"ended", outcome.ended}, {"disposition", outcome.disposition}});
}

Result<TurnOutcome> try_turn(const Call &call, const TurnRequest &request) {
  Result<Loaded> loaded = load(call, request);
  if (!loaded) return loaded.error();
  TurnOutcome outcome;
  outcome.conversation_id = loaded->row.id;
  dialog::Event event = event_of(call, request);
  if (event.kind == dialog::EventKind::result && event.action_id == 0) {
    for (const dialog::Pending &pending : loaded->session->state().pending) {
      if (pending.operation == "transfer") event.action_id = pending.id;
    }
  }
  const bool left_behind = request.channel == dialog::Channel::phone && !loaded->moves && dialog::is_text(loaded->session->state().channel);
  if (left_behind) {  // late news of a call whose conversation went on in writing
    outcome.view = loaded->session->view();
    return outcome;
  }
  // A message may overtake the clock reading of one before it; the session's time never runs backwards.
  event.at = std::max(event.at, loaded->session->state().now);
  if (loaded->moves) {
    dialog::Event moved;
    moved.kind = dialog::EventKind::moved;
    moved.at = event.at;
    moved.text = dialog::channel_key(request.channel);
    if (auto fed = loaded->session->feed(moved); !fed) return fed.error();
  }
  if (auto fed = loaded->session->feed(event); !fed) return fed.error();
  if (auto acted = act(call, request, *loaded->session, outcome); !acted) return acted.error();
  for (std::size_t i = 0; i < outcome.replies.size(); ++i) {
    outcome.replies[i].key = loaded->row.id + "/reply/" + std::to_string(loaded->row.version) + "/" + std::to_string(i);
  }
  const dialog::State &state = loaded->session->state();
  outcome.view = loaded->session->view();
  outcome.expecting = state.expecting.kind == dialog::Expect::choice ? nlu::Expecting{"slot_choice", {}} : dialog::expecting_of(state);
  outcome.deadline = state.deadline;
  outcome.awaits_result = !state.pending.empty();
  Result<bool> duplicate = save(call, request, *loaded, outcome);
  if (!duplicate) return duplicate.error();
  outcome.duplicate = *duplicate;
  if (outcome.duplicate) outcome.replies.clear();
  return outcome;
}

void note_call(const Call &call, const TurnRequest &request, const TurnOutcome &outcome) {
  if (outcome.ended) return call.agent.calls().release(outcome.conversation_id);
  if (request.event == dialog::EventKind::tick) return;  // nothing was heard of the call: the time has passed
  const base::Instant latest = call.now.plus_seconds(records::kCallGraceSeconds);
  call.agent.calls().expect(outcome.conversation_id, std::min(outcome.deadline, latest), call.now);
}

}  // namespace

Result<TurnOutcome> run_turn(const Call &call, const TurnRequest &received) {
  TurnRequest request = received;
  request.text = compliance::without_cards(received.text);  // before anything is stored or told
  const std::string key = request.conversation_id.empty() ? call.tenant->id() + "/" + request.contact : request.conversation_id;
  const std::lock_guard one_at_a_time(call.agent.conversation_lock(key));
  const Result<bool> seen = seen_before(call, request);
  if (!seen) return seen.error();
  if (*seen) return TurnOutcome{.duplicate = true};
  Result<TurnOutcome> outcome = try_turn(call, request);
  for (int i = 1; i < kTriesOnConflict && !outcome && outcome.error().status == base::Status::conflict; ++i) outcome = try_turn(call, request);
  if (!outcome) return outcome;
  if (!outcome->duplicate) tell(call, request, *outcome);
  if (request.channel == dialog::Channel::phone) note_call(call, request, *outcome);
  call.agent.wake_runtime();
  return outcome;
}

Result<TurnOutcome> take_turn(Agent &agent, Tenant &tenant, const TurnRequest &request, base::Instant now) {
  TurnOutcome outcome;
  const Result<void> done = run_for_host(agent, tenant, "conversations.message", now, [&](const Call &call) -> Result<void> {
    Result<TurnOutcome> taken = run_turn(call, request);
    if (!taken) return taken.error();
    outcome = std::move(*taken);
    return {};
  });
  if (!done) return done.error();
  return outcome;
}

Result<Preview> preview_turn(Agent &agent, Tenant &tenant, const TurnRequest &received, base::Instant now) {
  TurnRequest request = received;
  request.text = compliance::without_cards(received.text);
  Preview preview;
  const Result<void> done = run_for_host(agent, tenant, "conversations.view", now, [&](const Call &call) -> Result<void> {
    Result<Loaded> loaded = load(call, request);
    if (!loaded) return loaded.error();
    dialog::Event event = event_of(call, request);
    event.at = std::max(event.at, loaded->session->state().now);
    if (auto fed = loaded->session->feed(event); !fed) return fed;
    while (const dialog::Action *next = loaded->session->next()) {
      const dialog::Action action = *next;
      if (action.kind == dialog::ActionKind::say) preview.replies.push_back({action.text, action.language, {}});
      if (action.kind != dialog::ActionKind::invoke) continue;
      if (action.text == dialog::kPropose) {
        if (const auto input = base::parse_json(action.input)) preview.for_model = Question{action.id, input->get_object()};
        continue;
      }
      const Operation *operation = find_operation(action.text);
      if (!operation || operation->personal_data != PersonalData::none || !operation->permission.ends_with(".read")) break;
      if (auto performed = perform(call, *loaded->session, action); !performed) return performed;
    }
    return {};
  });
  if (!done) return done.error();
  return preview;
}

json::object to_json(const TurnOutcome &outcome) {
  json::array replies;
  for (const TurnReply &reply : outcome.replies) replies.push_back({{"text", reply.text}, {"language", reply.language}});
  json::object out{{"conversation_id", outcome.conversation_id}, {"replies", std::move(replies)}, {"view", outcome.view},
                   {"ended", outcome.ended}, {"disposition", outcome.disposition}, {"duplicate", outcome.duplicate}};
  if (outcome.transfer_to) out["transfer_to"] = *outcome.transfer_to;
  return out;
}

}  // namespace callwell::operations
