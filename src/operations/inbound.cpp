#include "operations/inbound.hpp"

#include <algorithm>

#include "base/crypto.hpp"
#include "base/metrics.hpp"
#include "records/consents.hpp"
#include "records/messages.hpp"
#include "records/webhook_events.hpp"

namespace callwell::operations::inbound {

using adapters::WebhookReply;
using adapters::WebhookRequest;
using base::Result;

namespace {

base::Counter accepted("callwell_webhooks_total", "Webhooks taken in");
base::Counter refused("callwell_webhooks_refused_total", "Webhooks turned away");

/// The carrier has answered a STOP, START or HELP itself: we keep what was said and say nothing.
Result<void> take_opt_out(const Call &call, const adapters::InboundMessage &message) {
  if (message.opt_out_type == "HELP") return {};
  const json::object consent{{"phone", message.from}, {"channel", adapters::channel_name(message.channel)},
                             {"state", message.opt_out_type == "STOP" ? "opted_out" : "subscribed"}, {"source", "carrier"}};
  const auto recorded = call.agent.invoke("consents.record", consent, {call.tenant->id(), "system", call.now});
  return recorded ? Result<void>() : recorded.error();
}

/// The record knows three ends of a message's way; carriers tell more.
std::string_view stored_status(adapters::DeliveryState state) {
  using State = adapters::DeliveryState;
  constexpr std::pair<State, std::string_view> kRows[] = {{State::sent, "sent"},          {State::delivered, "delivered"}, {State::read, "delivered"},
                                                          {State::undelivered, "failed"}, {State::failed, "failed"},       {State::canceled, "failed"}};
  const auto *found = std::find_if(std::begin(kRows), std::end(kRows), [&](const auto &row) { return row.first == state; });
  return found == std::end(kRows) ? "queued" : found->second;
}

}  // namespace

void count_accepted() { accepted.add(); }

WebhookRequest request_of(const json::object &in) {
  WebhookRequest request;
  request.method = base::string_at(in, "method", "POST");
  request.url = base::string_at(in, "url");
  request.path = request.url.substr(0, request.url.find('?'));
  request.body = base::string_at(in, "body");
  for (const auto &header : base::object_at(in, "headers")) {
    if (header.value().is_string()) request.headers[std::string(header.key())] = std::string(header.value().get_string());
  }
  return request;
}

json::value reply_json(const WebhookReply &reply) { return json::object{{"status", reply.status}, {"content_type", reply.content_type}, {"body", reply.body}}; }

const practice::PortConfig *carrier_config(const practice::Practice &practice, std::string_view adapter) {
  const auto found = std::find_if(practice.messaging.begin(), practice.messaging.end(), [&](const auto &port) { return port.adapter == adapter; });
  return found == practice.messaging.end() ? nullptr : &*found;
}

std::string setting(const practice::PortConfig &config, std::string_view name) {
  const auto found = config.settings.find(name);
  return found == config.settings.end() ? std::string() : found->second;
}

Call for_tenant(const Call &call, Tenant &tenant) { return {call.agent, &tenant, call.now, "system", call.input, call.operation, call.announcements}; }

json::value turn_away(const Call &call, Tenant *tenant, const base::Error &error, base::Literal source) {
  refused.add();
  base::log(base::LogLevel::warn, "webhook.refused", {{"source", source}, {"status", base::Identifier{base::status_name(error.status)}}});
  if (tenant) {
    const records::SecurityEvent event{call.now, error.status == base::Status::unauthenticated ? "bad_signature" : "malformed_webhook", std::string(source.view()), std::string(base::status_name(error.status))};
    const auto stored = records::in_write(tenant->store(), tenant->id(), [&](records::Transaction &tx) { return records::add_security_event(tx, event); });
    if (!stored) base::log(base::LogLevel::error, "security_event.not_stored", {{"source", source}});
  }
  return reply_json(adapters::refuse_webhook(error));
}

json::value later(const base::Error &error) { return reply_json(adapters::refuse_webhook(error)); }

Result<void> take_message(const Call &call, const adapters::InboundMessage &message, std::string_view carrier) {
  if (!message.opt_out_type.empty()) return take_opt_out(call, message);
  TurnRequest turn;
  turn.channel = message.channel == adapters::MessageChannel::whatsapp ? dialog::Channel::whatsapp : dialog::Channel::sms;
  turn.contact = message.from;
  turn.dialled = message.to;
  turn.text = message.text.empty() && message.media_count > 0 ? "(picture)" : message.text;
  turn.carrier = carrier;
  turn.carrier_event_id = message.provider_event_id;
  turn.carrier_message_id = message.provider_event_id;
  if (turn.text.empty()) return {};
  const Result<TurnOutcome> outcome = run_turn(call, turn);
  if (!outcome) return outcome.error();
  return {};
}

Result<void> take_delivery(const Call &call, const adapters::DeliveryUpdate &update, std::string_view carrier) {
  return records::in_write(call.tenant->store(), call.tenant->id(), [&](records::Transaction &tx) -> Result<void> {
    const auto changed = records::set_message_status(tx, carrier, update.provider_id, stored_status(update.state), update.error_code, call.now);
    if (!changed) return changed.error();
    if (*changed) announce(call, "message.status", {{"provider_message_id", update.provider_id}, {"status", stored_status(update.state)}});
    return {};
  });
}

Result<void> text_back(const Call &call, std::string_view caller, std::string_view dialled, std::string_view carrier, std::string_view event_id) {
  if (caller.empty()) return {};  // withheld: nobody to write to
  TurnRequest turn;
  turn.event = dialog::EventKind::missed_call;
  turn.contact = caller;
  turn.dialled = dialled;
  turn.carrier = carrier;
  turn.carrier_event_id = event_id;
  const Result<TurnOutcome> outcome = run_turn(call, turn);
  if (!outcome) return outcome.error();
  return {};
}

std::string conversation_of_call(std::string_view carrier, std::string_view call_id) {
  const std::string digest = base::hex(base::sha256(std::string(carrier) + "/" + std::string(call_id)));
  return digest.substr(0, 8) + "-" + digest.substr(8, 4) + "-8" + digest.substr(13, 3) + "-a" + digest.substr(17, 3) + "-" + digest.substr(20, 12);
}

std::string said(const TurnOutcome &outcome) {
  std::string out;
  for (const TurnReply &reply : outcome.replies) out += (out.empty() ? "" : " ") + reply.text;
  return out;
}

}  // namespace callwell::operations::inbound
