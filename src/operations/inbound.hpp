// What the carriers' doors share: reading a webhook as an operation's input, turning one away, and taking in what it brings.
#pragma once

#include <string>

#include "adapters/messaging/inbound.hpp"
#include "adapters/webhook.hpp"
#include "base/log.hpp"
#include "operations/conversation.hpp"
#include "practice/practice.hpp"

namespace callwell::operations::inbound {

adapters::WebhookRequest request_of(const json::object &in);
json::value reply_json(const adapters::WebhookReply &reply);

/// Null when the practice has nothing with that carrier.
const practice::PortConfig *carrier_config(const practice::Practice &practice, std::string_view adapter);
std::string setting(const practice::PortConfig &config, std::string_view name);

/// The call as it goes on for the practice the webhook turned out to be for.
Call for_tenant(const Call &call, Tenant &tenant);

void count_accepted();
/// Turned away: nothing is stored but that it happened.
json::value turn_away(const Call &call, Tenant *tenant, const base::Error &error, base::Literal source);
/// The carrier will deliver again after an answer that says "later"; our own state decides what counts.
json::value later(const base::Error &error);

base::Result<void> take_message(const Call &call, const adapters::InboundMessage &message, std::string_view carrier);
base::Result<void> take_delivery(const Call &call, const adapters::DeliveryUpdate &update, std::string_view carrier);
base::Result<void> text_back(const Call &call, std::string_view caller, std::string_view dialled, std::string_view carrier, std::string_view event_id);

/// The same call is the same conversation, whichever process hears of it.
std::string conversation_of_call(std::string_view carrier, std::string_view call_id);
std::string said(const TurnOutcome &outcome);

// The doors themselves.
base::Result<json::value> twilio_message(const Call &call);
base::Result<json::value> twilio_voice(const Call &call);
base::Result<json::value> twilio_status(const Call &call);
base::Result<json::value> telnyx_message(const Call &call);
base::Result<json::value> telnyx_voice(const Call &call);
/// The agent is done with a streamed call: Telnyx is told; Twilio asks by itself (/after-stream).
base::Result<json::value> stream_end(const Call &call);

}  // namespace callwell::operations::inbound
