#include "operations/outgoing.hpp"

#include <algorithm>

#include "base/ids.hpp"
#include "base/log.hpp"
#include "base/metrics.hpp"
#include "records/consents.hpp"
#include "records/messages.hpp"
#include "records/outbox.hpp"

namespace callwell::operations {

namespace {

using base::Result;

constexpr std::string_view kSendMessage = "send_message";
constexpr std::int32_t kLeaseSeconds = 60;          // longer than any adapter's time-out with its retries
constexpr std::size_t kBatch = 20;
constexpr std::int32_t kMaxAttempts = 12;           // about four hours with the back-off below
constexpr std::int64_t kFirstRetrySeconds = 10, kLongestRetrySeconds = 3600;

base::Counter sent("callwell_messages_sent_total", "Texts a carrier accepted");
base::Counter given_up("callwell_messages_given_up_total", "Texts that were not sent");

json::object payload_of(const OutgoingText &text, std::string_view message_id, base::Instant decided) {
  return {{"message_id", message_id}, {"conversation_id", text.conversation_id}, {"to", text.to}, {"from", text.from}, {"channel", text.channel},
          {"text", text.text}, {"kind", static_cast<std::int64_t>(text.kind)}, {"to_staff", text.to_staff}, {"decided_us", decided.us}};
}

/// When the contact last allowed or forbade this channel.
Result<std::optional<base::Instant>> last_word(records::Transaction &tx, std::string_view contact, std::string_view channel) {
  const auto history = records::consent_history(tx, contact);
  if (!history) return history.error();
  const auto found = std::find_if(history->begin(), history->end(), [&](const records::ConsentEvent &event) { return event.channel == channel; });
  return found == history->end() ? std::nullopt : std::optional(found->at);
}

/// May it leave now? Asked at the last moment: a STOP also stops what is queued.
Result<compliance::SendDecision> may_leave(const Call &call, records::Transaction &tx, const json::object &payload) {
  if (base::bool_at(payload, "to_staff")) return compliance::SendDecision{true, "ok", {}};
  const std::string_view to = base::string_at(payload, "to"), channel = base::string_at(payload, "channel");
  const Result<records::ContactState> stored = records::contact_state(tx, to, channel);
  if (!stored) return stored.error();
  const auto changed = last_word(tx, to, channel);
  if (!changed) return changed.error();
  compliance::ConsentState state;
  state.subscription = *stored == records::ContactState::opted_out ? compliance::Subscription::opted_out : compliance::Subscription::subscribed;
  state.changed = *changed;
  const auto kind = static_cast<compliance::MessageKind>(base::int_at(payload, "kind"));
  const bool answers = kind == compliance::MessageKind::reply || kind == compliance::MessageKind::help;
  if (answers) state.last_inbound = base::Instant{base::int_at(payload, "decided_us")};
  const practice::Practice &practice = call.tenant->practice();
  return compliance::may_send(kind, state, practice.quiet_hours, practice.zone, call.now);
}

/// True when the carrier certainly did not send it, so that trying again sends it once.
bool certainly_not_sent(base::Status status) { return status == base::Status::unavailable || status == base::Status::busy; }

base::Instant retry_time(const Call &call, std::int32_t attempts) {
  return call.now.plus_seconds(std::min(kLongestRetrySeconds, kFirstRetrySeconds << std::min(attempts, 16)));
}

Result<void> finish(const Call &call, const records::OutboxEntry &entry, const json::object &payload, const Result<adapters::Sent> &answer) {
  const std::string message_id(base::string_at(payload, "message_id"));
  return records::in_write(call.tenant->store(), call.tenant->id(), [&](records::Transaction &tx) -> Result<void> {
    if (answer) {
      sent.add();
      if (auto marked = records::mark_message_sent(tx, message_id, call.tenant->messaging().name(), answer->provider_id, call.now); !marked) return marked;
      announce(call, "message.status", {{"conversation_id", base::string_at(payload, "conversation_id")}, {"message_id", message_id}, {"status", "sent"}});
      return records::complete_outbox(tx, entry, call.now);
    }
    const base::Error &error = answer.error();
    if (error.status == base::Status::permission_denied && error.field == "to") {
      records::ConsentEvent stop{std::string(base::string_at(payload, "to")), std::string(base::string_at(payload, "channel")), records::ContactState::opted_out, "carrier", "", call.now};
      if (auto recorded = records::record_consent(tx, stop); !recorded) return recorded;
    }
    if (certainly_not_sent(error.status) && entry.attempts < kMaxAttempts) {
      return records::retry_outbox(tx, entry, retry_time(call, entry.attempts), base::status_name(error.status), call.now);
    }
    given_up.add();
    announce(call, "alert", {{"kind", "message_not_sent"}, {"message_id", message_id}, {"status", base::status_name(error.status)}});
    return records::give_up_outbox(tx, entry, base::status_name(error.status), call.now);
  });
}

Result<void> send_one(const Call &call, const records::OutboxEntry &entry) {
  const Result<json::value> parsed = base::parse_json(entry.payload);
  if (!parsed || !parsed->is_object()) return base::Error{base::Status::corrupt, "an outbox entry does not read back"};
  const json::object &payload = parsed->get_object();
  const auto decision = records::in_write(call.tenant->store(), call.tenant->id(), [&](records::Transaction &tx) -> Result<compliance::SendDecision> {
    Result<compliance::SendDecision> may = may_leave(call, tx, payload);
    if (!may || may->allowed) return may;
    const auto done = may->not_before ? records::retry_outbox(tx, entry, *may->not_before, may->reason, call.now) : records::give_up_outbox(tx, entry, may->reason, call.now);
    if (!done) return done.error();
    return may;
  });
  if (!decision) return decision.error();
  if (!decision->allowed) return {};
  adapters::OutgoingMessage message;
  message.to = base::string_at(payload, "to");
  message.from = base::string_at(payload, "from");
  message.text = base::string_at(payload, "text");
  message.channel = base::string_at(payload, "channel") == "whatsapp" ? adapters::MessageChannel::whatsapp : adapters::MessageChannel::sms;
  message.idempotency_key = entry.idempotency_key;
  return finish(call, entry, payload, call.tenant->messaging().send(message));
}

}  // namespace

Result<void> store_outgoing(const Call &call, records::Transaction &tx, const OutgoingText &text, bool queue) {
  records::Message message;
  message.conversation_id = text.conversation_id;
  message.direction = "out";
  message.body = text.text;
  message.idempotency_key = text.key;
  message.status = queue ? "queued" : "sent";
  message.provider = queue ? "" : "simulator";
  message.at = call.now;
  const Result<records::StoredMessage> stored = records::add_message(tx, message);
  if (!stored) return stored.error();
  if (stored->duplicate || !queue) return {};
  const Result<bool> queued = records::enqueue(tx, kSendMessage, json::serialize(payload_of(text, stored->id, call.now)), text.key, call.now, call.now);
  if (!queued) return queued.error();
  call.agent.wake_runtime();
  return {};
}

Result<void> notify_operators(const Call &call, records::Transaction &tx, std::string_view text, std::string_view key) {
  // A caller without a key means every call: two alerts must not become one.
  const std::string event = key.empty() ? base::new_uuid7(call.now) : std::string(key);
  for (const std::string &number : call.tenant->practice().operators.sms) {
    OutgoingText notice;
    notice.to = number;
    notice.text = text;
    notice.key = event + "/operator/" + number;
    notice.to_staff = true;
    if (auto stored = store_outgoing(call, tx, notice, true); !stored) return stored;
    announce(call, "message.created", {{"direction", "out"}, {"channel", "sms"}, {"to", number}, {"to_staff", true}, {"text", text}});
  }
  return {};
}

Result<std::size_t> send_due(const Call &call) {
  const auto due = records::in_write(call.tenant->store(), call.tenant->id(), [&](records::Transaction &tx) { return records::lease_outbox(tx, call.now, kLeaseSeconds, kBatch); });
  if (!due) return due.error();
  for (const records::OutboxEntry &entry : *due) {
    if (auto done = send_one(call, entry); !done) {
      base::log(base::LogLevel::warn, "outbox.entry_failed", {{"id", base::Identifier{entry.id}}, {"status", base::Identifier{base::status_name(done.error().status)}}});
    }
  }
  return due->size();
}

}  // namespace callwell::operations
