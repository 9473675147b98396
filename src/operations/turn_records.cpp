#include "operations/turn_records.hpp"

#include "base/crypto.hpp"
#include "base/ids.hpp"
#include "compliance/keywords.hpp"
#include "operations/outgoing.hpp"
#include "records/consents.hpp"
#include "records/messages.hpp"
#include "records/webhook_events.hpp"

namespace callwell::operations {

using base::Result;

namespace {

constexpr std::int64_t kGoesOnSeconds = 2 * 3600;  // after a call broke off, a text is still its continuation

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

Result<void> restore(const Call &call, records::Conversation row, LoadedTurn &out) {
  Result<dialog::Session> session = dialog::Session::restore(call.tenant->setting(), row.state);
  if (!session) return session.error();
  out.row = std::move(row);
  out.session.emplace(std::move(*session));
  return {};
}

/// Somebody writes whose call is gone: broken off with its process or its line, or ended because nothing was heard of the caller.
Result<void> take_over_call(const Call &call, records::Transaction &tx, const TurnRequest &request, LoadedTurn &out) {
  const bool writes = request.channel == dialog::Channel::sms || request.channel == dialog::Channel::whatsapp;
  if (!writes || request.event != dialog::EventKind::utterance || out.opted_out) return {};
  const std::string_view phone = dialog::channel_key(dialog::Channel::phone);
  Result<std::optional<records::Conversation>> row = records::find_latest_conversation(tx, phone, request.contact, call.now.plus_seconds(-kGoesOnSeconds));
  if (!row) return row.error();
  if (!*row || call.agent.calls().live((*row)->id, call.now)) return {};
  LoadedTurn found;
  if (auto restored = restore(call, std::move(**row), found); !restored) return restored;
  if (found.row.status == "closed" && !dialog::goes_on_by_text(found.session->state())) return {};
  out.row = std::move(found.row);
  out.session = std::move(found.session);
  out.moves = true;
  return {};
}

/// The rules ask of a text what it is: only some kinds may follow a STOP.
compliance::MessageKind kind_of(const TurnRequest &request, const TurnOutcome &outcome) {
  if (outcome.disposition == "opted_out") return compliance::MessageKind::opt_out_confirmation;
  if (outcome.disposition == "emergency") return compliance::MessageKind::help;  // the way to help reaches even who had opted out
  const compliance::KeywordMatch match = compliance::classify_keyword(request.text, compliance::Subscription::opted_out);
  return match.exact && match.keyword == compliance::Keyword::help ? compliance::MessageKind::help : compliance::MessageKind::reply;
}

Result<void> store_messages(const Call &call, records::Transaction &tx, const TurnRequest &request, const LoadedTurn &loaded, const TurnOutcome &outcome) {
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

}  // namespace

Result<LoadedTurn> load_turn(const Call &call, const TurnRequest &request) {
  const Tenant &tenant = *call.tenant;
  return records::in_read(tenant.store(), tenant.id(), [&](records::Transaction &tx) -> Result<LoadedTurn> {
    LoadedTurn out;
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

Result<bool> save_turn(const Call &call, const TurnRequest &request, LoadedTurn &loaded, const TurnOutcome &outcome) {
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

Result<bool> turn_was_taken(const Call &call, const TurnRequest &request) {
  if (request.carrier_event_id.empty()) return false;
  return records::in_read(call.tenant->store(), call.tenant->id(), [&](records::Transaction &tx) {
    return records::was_seen(tx, request.carrier, request.carrier_event_id);  // the turn itself notes the event
  });
}

}  // namespace callwell::operations
