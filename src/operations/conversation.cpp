#include "operations/conversation.hpp"

#include <algorithm>

#include "base/log.hpp"
#include "compliance/cards.hpp"
#include "dialog/fields.hpp"
#include "dialog/proposal.hpp"
#include "operations/hand_over.hpp"
#include "operations/turn_records.hpp"
#include "records/conversations.hpp"

namespace callwell::operations {

namespace {

using base::Result;

constexpr int kTriesOnConflict = 12;  // each conflict means that another process got on: more is a storm, and the carrier delivers again
constexpr int kMaxActionsPerTurn = 64;

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
  Result<LoadedTurn> loaded = load_turn(call, request);
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
  Result<bool> duplicate = save_turn(call, request, *loaded, outcome);
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
  const Result<bool> seen = turn_was_taken(call, request);
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
    Result<LoadedTurn> loaded = load_turn(call, request);
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
