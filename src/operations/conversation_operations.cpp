// Conversations by operation: take a message, see what goes on, hand over to people.
#include <fmt/format.h>

#include "base/text.hpp"
#include "operations/conversation.hpp"
#include "operations/model_answers.hpp"
#include "operations/outgoing.hpp"
#include "records/conversations.hpp"
#include "records/messages.hpp"

namespace callwell::operations {

namespace {

using base::Result;
using records::Transaction;

std::string text(const json::object &in, std::string_view key) { return std::string(base::string_at(in, key)); }

Result<TurnRequest> turn_of(const Call &call) {
  const Result<dialog::Channel> channel = dialog::parse_channel(base::string_at(call.input, "channel", "sms"));
  if (!channel) return channel.error();
  TurnRequest request;
  request.channel = *channel;
  request.contact = text(call.input, "from");
  request.dialled = text(call.input, "to");
  request.conversation_id = text(call.input, "conversation_id");
  request.text = text(call.input, "text");
  request.language = text(call.input, "language");
  return request;
}

Result<json::value> answer(const Result<TurnOutcome> &outcome) {
  if (!outcome) return outcome.error();
  return to_json(*outcome);
}

Result<json::value> take_message(const Call &call) {
  Result<TurnRequest> request = turn_of(call);
  if (!request) return request.error();
  request->confidence = static_cast<float>(base::double_at(call.input, "confidence", 1));
  return answer(run_turn(call, *request));
}

Result<json::value> start_call(const Call &call) {
  Result<TurnRequest> request = turn_of(call);
  if (!request) return request.error();
  request->event = dialog::EventKind::start;
  return answer(run_turn(call, *request));
}

Result<json::value> missed_call(const Call &call) {
  Result<TurnRequest> request = turn_of(call);
  if (!request) return request.error();
  if (!dialog::is_text(request->channel)) request->channel = dialog::Channel::sms;
  request->event = dialog::EventKind::missed_call;
  return answer(run_turn(call, *request));
}

Result<json::value> hang_up(const Call &call) {
  Result<TurnRequest> request = turn_of(call);
  if (!request) return request.error();
  request->event = dialog::EventKind::hangup;
  return answer(run_turn(call, *request));
}

Result<json::value> tick(const Call &call) {
  TurnRequest request;
  request.conversation_id = text(call.input, "conversation_id");
  const auto row = records::in_read(call.tenant->store(), call.tenant->id(), [&](Transaction &tx) { return records::load_conversation(tx, request.conversation_id); });
  if (!row) return row.error();
  if (row->status == "closed") return json::object{{"conversation_id", request.conversation_id}, {"ended", true}, {"replies", json::array()}};
  request.contact = row->contact;
  request.channel = *dialog::parse_channel(row->channel);
  request.event = dialog::EventKind::tick;
  return answer(run_turn(call, request));
}

Result<json::value> view(const Call &call) {
  return records::in_read(call.tenant->store(), call.tenant->id(), [&](Transaction &tx) -> Result<json::value> {
    const auto row = records::load_conversation(tx, base::string_at(call.input, "conversation_id"));
    if (!row) return row.error();
    const Result<dialog::Session> session = dialog::Session::restore(call.tenant->setting(), row->state);
    if (!session) return session.error();
    const auto messages = records::list_messages(tx, row->id);
    if (!messages) return messages.error();
    json::array transcript;
    for (const records::Message &message : *messages) {
      transcript.push_back({{"direction", message.direction}, {"text", message.body}, {"at", base::format_rfc3339(message.at, call.tenant->practice().zone)}, {"status", message.status}});
    }
    return json::object{{"conversation_id", row->id}, {"status", row->status}, {"channel", row->channel}, {"view", session->view()}, {"messages", std::move(transcript)}};
  });
}

Result<json::value> list(const Call &call) {
  return records::in_read(call.tenant->store(), call.tenant->id(), [&](Transaction &tx) -> Result<json::value> {
    const auto rows = records::list_conversations(tx, static_cast<std::size_t>(base::int_at(call.input, "limit", 50)));
    if (!rows) return rows.error();
    json::array items;
    for (const records::Conversation &row : *rows) {
      items.push_back({{"conversation_id", row.id}, {"channel", row.channel}, {"contact", row.contact}, {"status", row.status}, {"language", row.language},
                       {"updated_at", base::format_rfc3339(row.updated, call.tenant->practice().zone)}});
    }
    return json::object{{"items", std::move(items)}};
  });
}

Result<json::value> journal(const Call &call) {
  return records::in_read(call.tenant->store(), call.tenant->id(), [&](Transaction &tx) -> Result<json::value> {
    const auto row = records::load_conversation(tx, base::string_at(call.input, "conversation_id"));
    if (!row) return row.error();
    return json::object{{"conversation_id", row->id}, {"journal", row->journal}};
  });
}

/// The one-line gist a person of the practice needs to go on with the conversation.
std::string gist(const Call &call, std::string_view why) {
  const json::object &fields = base::object_at(call.input, "fields");
  std::string out = fmt::format("{}: {} {}", why, text(base::object_at(fields, "name"), "full"), text(call.input, "contact"));
  if (const std::string service = text(base::object_at(fields, "service"), "name"); !service.empty()) out += ", " + service;
  if (call.input.contains("reason")) out += ", " + text(call.input, "reason");
  return base::clean_utf8(out, 500);
}

Result<json::value> hand_over(const Call &call) {
  return records::in_write(call.tenant->store(), call.tenant->id(), [&](Transaction &tx) -> Result<json::value> {
    if (auto told = notify_operators(call, tx, gist(call, "A patient asks for you"), text(call.input, "idempotency_key")); !told) return told.error();
    if (auto written = audit(call, tx, "conversation/" + text(call.input, "conversation"), {{"reason", text(call.input, "reason")}}); !written) return written.error();
    announce(call, "call.transfer", {{"conversation_id", text(call.input, "conversation")}, {"reason", text(call.input, "reason")}});
    return json::object{{"notified", static_cast<std::int64_t>(call.tenant->practice().operators.sms.size())}};
  });
}

Result<json::value> alert(const Call &call) {
  return records::in_write(call.tenant->store(), call.tenant->id(), [&](Transaction &tx) -> Result<json::value> {
    const std::string kind = text(call.input, "kind"), detail = text(call.input, "class");
    if (auto told = notify_operators(call, tx, "Alert: " + kind + " (" + detail + ") in a conversation. Open it now.", text(call.input, "idempotency_key")); !told) return told.error();
    if (auto written = audit(call, tx, "conversation/" + text(call.input, "conversation"), {{"kind", kind}, {"class", detail}}); !written) return written.error();
    announce(call, "alert", {{"kind", kind}, {"class", detail}, {"conversation_id", text(call.input, "conversation")}});
    return json::object{{"alerted", true}};
  });
}

Result<json::value> continue_by_text(const Call &call) {
  return records::in_write(call.tenant->store(), call.tenant->id(), [&](Transaction &tx) -> Result<json::value> {
    OutgoingText message;
    message.conversation_id = text(call.input, "conversation");
    message.to = text(call.input, "to");
    message.text = text(call.input, "text");
    message.key = text(call.input, "idempotency_key");
    message.kind = compliance::MessageKind::reply;
    if (auto stored = store_outgoing(call, tx, message, true); !stored) return stored.error();
    announce(call, "message.created", {{"direction", "out"}, {"channel", "sms"}, {"to", message.to}, {"text", message.text}, {"conversation_id", message.conversation_id}});
    return json::object{{"queued", true}};
  });
}

Result<json::value> propose(const Call &call) { return ask_model_and_wait(*call.tenant, call.input); }

constexpr std::string_view kTurn = R"({"type":"object","properties":{"conversation_id":{"type":"string"},"replies":{"type":"array","items":{"type":"object"}},"view":{"type":"object"},"ended":{"type":"boolean"},"disposition":{"type":"string"},"transfer_to":{"type":"string"},"duplicate":{"type":"boolean"}}})";
constexpr std::string_view kFrom = R"({"type":"object","required":["from"],"additionalProperties":false,"properties":{"channel":{"type":"string","enum":["phone","sms","whatsapp","webchat"]},"from":{"type":"string","maxLength":64},"to":{"type":"string"},"conversation_id":{"type":"string"},"language":{"type":"string"}}})";
constexpr std::string_view kById = R"({"type":"object","required":["conversation_id"],"additionalProperties":false,"properties":{"conversation_id":{"type":"string"}}})";

constexpr Operation kOperations[] = {
    {.name = "conversations.message", .retry = Retry::never, .permission = "conversations.write", .personal_data = PersonalData::writes,
     .summary = "What a person wrote or said; gives the replies. Continues the open conversation with that contact on that channel.",
     .input_schema = R"({"type":"object","required":["from","text"],"additionalProperties":false,"properties":{"channel":{"type":"string","enum":["phone","sms","whatsapp","webchat"]},"from":{"type":"string","maxLength":64},"to":{"type":"string"},"conversation_id":{"type":"string"},"text":{"type":"string","maxLength":16384},"confidence":{"type":"number"},"language":{"type":"string"}}})",
     .output_schema = kTurn, .example = R"({"in":{"from":"+13125550123","text":"What are your hours?"},"practice":"lakeside_dental","out_has":["conversation_id","replies","view"]})", .run = &take_message},
    {.name = "conversations.start", .retry = Retry::never, .permission = "conversations.write", .personal_data = PersonalData::writes, .summary = "A call was answered: gives the greeting.",
     .input_schema = kFrom, .output_schema = kTurn, .example = R"({"in":{"from":"+13125550123","channel":"phone"},"practice":"lakeside_dental","out_has":["replies"]})", .run = &start_call},
    {.name = "conversations.missed_call", .retry = Retry::never, .permission = "conversations.write", .personal_data = PersonalData::writes, .summary = "Nobody answered a call: writes to the caller.",
     .input_schema = kFrom, .output_schema = kTurn, .example = R"({"in":{"from":"+13125550123"},"practice":"lakeside_dental","out_has":["replies"]})", .run = &missed_call},
    {.name = "conversations.hangup", .retry = Retry::safe, .permission = "conversations.write", .personal_data = PersonalData::writes, .summary = "The person left.",
     .input_schema = kFrom, .output_schema = kTurn, .example = R"({"in":{"from":"+13125550123","channel":"phone"},"practice":"lakeside_dental","out_has":["ended"]})", .run = &hang_up},
    {.name = "conversations.tick", .retry = Retry::safe, .permission = "conversations.write", .personal_data = PersonalData::writes, .summary = "Nothing happened until a conversation's deadline.",
     .input_schema = kById, .output_schema = kTurn, .example = "{}", .run = &tick},
    {.name = "conversations.view", .permission = "conversations.read", .personal_data = PersonalData::reads, .summary = "One conversation as the practice sees it: transcript, fields, what is offered and asked.",
     .input_schema = kById, .output_schema = R"({"type":"object","properties":{"view":{"type":"object"},"messages":{"type":"array","items":{"type":"object"}}}})", .example = "{}", .run = &view},
    {.name = "conversations.list", .permission = "conversations.read", .personal_data = PersonalData::reads, .summary = "Conversations, latest first.",
     .input_schema = R"({"type":"object","additionalProperties":false,"properties":{"limit":{"type":"integer","minimum":1,"maximum":200}}})", .output_schema = R"({"type":"object","properties":{"items":{"type":"array","items":{"type":"object"}}}})",
     .example = R"({"in":{},"practice":"lakeside_dental","out":{"items":[]}})", .run = &list},
    {.name = "conversations.journal", .permission = "compliance.read", .personal_data = PersonalData::reads, .summary = "The journal of a conversation: every event and action, to replay.",
     .input_schema = kById, .output_schema = R"({"type":"object","properties":{"journal":{"type":"string"}}})", .example = "{}", .run = &journal},
    {.name = "conversations.hand_over", .retry = Retry::with_idempotency_key, .permission = "conversations.write", .personal_data = PersonalData::writes, .summary = "Asks the practice's people to take a conversation over.",
     .input_schema = R"({"type":"object","required":["conversation"],"properties":{"conversation":{"type":"string"},"idempotency_key":{"type":"string"}}})", .output_schema = R"({"type":"object","properties":{"notified":{"type":"integer"}}})", .example = R"({"in":{"conversation":"c-1","reason":"wants a person","contact":"+13125550123","idempotency_key":"c-1/4"},"practice":"lakeside_dental","out":{"notified":2}})", .run = &hand_over},
    {.name = "conversations.alert", .retry = Retry::with_idempotency_key, .permission = "conversations.write", .personal_data = PersonalData::writes, .summary = "Alerts the practice's people, as in an emergency.",
     .input_schema = R"({"type":"object","required":["conversation","kind"],"additionalProperties":false,"properties":{"conversation":{"type":"string"},"kind":{"type":"string"},"class":{"type":"string"},"idempotency_key":{"type":"string"}}})", .output_schema = R"({"type":"object","properties":{"alerted":{"type":"boolean"}}})", .example = R"({"in":{"conversation":"c-1","kind":"emergency","class":"breathing","idempotency_key":"c-1/5"},"practice":"lakeside_dental","out":{"alerted":true}})", .run = &alert},
    {.name = "conversations.continue_by_text", .retry = Retry::with_idempotency_key, .permission = "conversations.write", .personal_data = PersonalData::writes, .summary = "Writes to somebody whose call fell silent.",
     .input_schema = R"({"type":"object","required":["conversation","to","text","idempotency_key"],"additionalProperties":false,"properties":{"conversation":{"type":"string"},"to":{"type":"string"},"text":{"type":"string"},"idempotency_key":{"type":"string"}}})", .output_schema = R"({"type":"object","properties":{"queued":{"type":"boolean"}}})", .example = R"({"in":{"conversation":"c-1","to":"+13125550123","text":"We were cut off. Shall we go on here?","idempotency_key":"c-1/6"},"practice":"lakeside_dental","out":{"queued":true}})", .run = &continue_by_text},
    {.name = "conversations.propose", .permission = "conversations.write", .summary = "Asks the practice's language model what somebody meant: commands of a closed set, or words. What it proposes is checked by the conversation that asked. Nothing in the input may identify anybody.",
     .input_schema = R"({"type":"object","required":["utterance","language"],"additionalProperties":false,"properties":{"utterance":{"type":"string","maxLength":4000},"language":{"type":"string","enum":["en","es"]},"said":{"type":"string","maxLength":4000},"expecting":{"type":"string"},"flow":{"type":"string"}}})",
     .output_schema = R"({"type":"object","properties":{"text":{"type":"string"},"commands":{"type":"array","items":{"type":"object"}}}})", .example = "{}", .run = &propose},
};

}  // namespace

std::span<const Operation> conversation_operations() { return kOperations; }

}  // namespace callwell::operations
