// Twilio's doors: messages and their reports, calls turn by turn, and calls whose sound a host of ours takes.
#include "adapters/messaging/twilio_webhook.hpp"
#include "adapters/telephony/stream_pass.hpp"
#include "adapters/telephony/twilio_voice.hpp"
#include "operations/inbound.hpp"
#include "records/conversations.hpp"

namespace callwell::operations::inbound {

using adapters::WebhookReply;
using adapters::WebhookRequest;
using base::Result;

constexpr std::int32_t kFirstSilenceSeconds = 15;  // the silence ladder's first rung: the Gather waits as long

namespace {

struct TwilioRequest {
  Tenant *tenant = nullptr;
  adapters::Form fields;
};

/// Whose number the request names is read before the signature, to know whose token must fit; nothing else is.
Result<TwilioRequest> open_twilio(const Call &call, const WebhookRequest &request) {
  const Result<adapters::Form> form = adapters::parse_form(request.method == "GET" ? adapters::query_of(request.url) : std::string_view(request.body));
  if (!form) return form.error();
  TwilioRequest out;
  for (const std::string_view key : {"To", "From", "Called"}) {
    std::string number(adapters::field(*form, key));
    if (number.starts_with("whatsapp:")) number.erase(0, 9);
    if (!out.tenant) out.tenant = call.agent.tenant_of_number(number);
  }
  if (!out.tenant) return base::Error{base::Status::not_found, "no practice has this number"};
  return out;
}

template <class Body>
Result<json::value> with_twilio(const Call &call, base::Literal source, Body &&body) {
  const WebhookRequest request = request_of(call.input);
  Result<TwilioRequest> opened = open_twilio(call, request);
  if (!opened) return turn_away(call, nullptr, opened.error(), source);
  const practice::PortConfig *config = carrier_config(opened->tenant->practice(), "twilio");
  if (!config) return turn_away(call, opened->tenant, base::Error{base::Status::unauthenticated, "Twilio is not configured for this practice"}, source);
  Result<adapters::Form> fields = adapters::read_twilio_webhook(request, setting(*config, "auth_token"));
  if (!fields) return turn_away(call, opened->tenant, fields.error(), source);
  count_accepted();
  return body(for_tenant(call, *opened->tenant), request, *fields);
}

}  // namespace

Result<json::value> twilio_message(const Call &outer) {
  return with_twilio(outer, "twilio_message", [](const Call &call, const WebhookRequest &, const adapters::Form &fields) -> Result<json::value> {
    const bool is_status = !adapters::field(fields, "MessageStatus").empty() && adapters::field(fields, "Body").empty();
    if (is_status) {
      const Result<adapters::DeliveryUpdate> update = adapters::twilio_delivery_update(fields);
      if (!update) return reply_json(adapters::refuse_webhook(update.error()));
      if (auto taken = take_delivery(call, *update, "twilio"); !taken) return later(taken.error());
      return reply_json(adapters::Twiml().reply());
    }
    const Result<adapters::InboundMessage> message = adapters::twilio_inbound_message(fields);
    if (!message) return reply_json(adapters::refuse_webhook(message.error()));
    if (auto taken = take_message(call, *message, "twilio"); !taken) return later(taken.error());
    return reply_json(adapters::Twiml().reply());
  });
}

namespace {

constexpr std::string_view kGather = "/ai-gather", kAfterStream = "/after-stream", kAfterDial = "/after-dial";

/// ".../twilio/voice/ai-gather" and its like, beside whichever of its paths Twilio called.
std::string voice_url(const std::string &path, std::string_view step) {
  constexpr std::string_view kFamily = "/twilio/voice";
  const std::size_t at = path.rfind(kFamily);
  return (at == std::string::npos ? path : path.substr(0, at + kFamily.size())) + std::string(step);
}

WebhookReply speak(const TurnOutcome &outcome, const WebhookRequest &request) {
  const std::string language = outcome.replies.empty() ? std::string(base::string_at(outcome.view, "language", "en")) : outcome.replies.back().language;
  adapters::Twiml twiml;
  if (outcome.transfer_to && !outcome.transfer_to->empty()) {
    if (!outcome.replies.empty()) twiml.say(said(outcome), language);
    return twiml.dial({.number = *outcome.transfer_to, .action = voice_url(request.path, kGather)}).reply();
  }
  if (outcome.ended) {
    if (!outcome.replies.empty()) twiml.say(said(outcome), language);
    return twiml.hangup().reply();
  }
  adapters::Gather gather;
  gather.action = voice_url(request.path, kGather);
  gather.prompt = said(outcome);
  gather.language = language;
  gather.timeout_seconds = kFirstSilenceSeconds;
  return twiml.gather(gather).reply();
}

bool is_taken(const adapters::TwilioCall &voice) { return voice.dial_status == "completed" || voice.dial_status == "answered"; }

dialog::EventKind voice_event(const adapters::TwilioCall &voice, const WebhookRequest &request) {
  if (!voice.dial_status.empty()) return dialog::EventKind::result;
  if (!voice.speech.empty() || !voice.digits.empty()) return dialog::EventKind::utterance;
  return request.path.ends_with(kGather) ? dialog::EventKind::tick : dialog::EventKind::start;
}

/// A call as a turn-by-turn conversation: Twilio hears and speaks.
json::value turn_by_turn(const Call &call, const WebhookRequest &request, const adapters::TwilioCall &voice) {
  TurnRequest turn;
  turn.channel = dialog::Channel::phone;
  turn.contact = voice.from;
  turn.dialled = voice.to;
  turn.conversation_id = conversation_of_call("twilio", voice.call_id);
  turn.event = voice_event(voice, request);
  turn.text = voice.speech.empty() ? voice.digits : voice.speech;
  turn.confidence = static_cast<float>(voice.confidence);
  turn.status = is_taken(voice) ? base::Status::ok : base::Status::unavailable;
  const Result<TurnOutcome> outcome = run_turn(call, turn);
  if (outcome) return reply_json(speak(*outcome, request));
  // The caller must not hear silence: a person picks up.
  base::log(base::LogLevel::error, "voice.turn_failed", {{"status", base::Identifier{base::status_name(outcome.error().status)}}});
  const std::string &people = call.tenant->practice().handoff.phone;
  adapters::Twiml twiml;
  return reply_json(people.empty() ? twiml.hangup().reply() : twiml.dial({.number = people}).hangup().reply());
}

/// The call's sound goes to a host that speaks by itself; nothing is said here.
WebhookReply connect(const Call &call, const WebhookRequest &request, const adapters::TwilioCall &voice, const json::object &stream) {
  const std::string secret = setting(*carrier_config(call.tenant->practice(), "twilio"), "auth_token");
  const std::string pass = adapters::issue_stream_pass({"twilio", voice.call_id, voice.from, voice.to}, secret, call.now);
  return adapters::Twiml()
      .connect({.url = std::string(base::string_at(stream, "url")),
                .action = voice_url(request.path, kAfterStream),
                .parameters = {{"token", pass}, {"contact", voice.from}, {"dialled", voice.to}}})
      .reply();
}

json::value with_call(WebhookReply reply, const adapters::TwilioCall &voice, std::string_view transfer) {
  json::value out = reply_json(reply);
  out.get_object()["call_id"] = voice.call_id;
  out.get_object()["transfer"] = transfer;
  return out;
}

/// A call that streams: where it goes when the stream begins, has ended, or the person it was put through to has.
json::value streamed(const Call &call, const WebhookRequest &request, const adapters::TwilioCall &voice, const json::object &stream) {
  if (request.path.ends_with(kGather)) return turn_by_turn(call, request, voice);
  const std::string_view ended = base::string_at(stream, "ended");
  if (request.path.ends_with(kAfterDial)) {
    if (is_taken(voice)) return with_call(adapters::Twiml().hangup().reply(), voice, "taken");
    if (!base::bool_at(stream, "held")) return turn_by_turn(call, request, voice);
    return with_call(connect(call, request, voice, stream), voice, "refused");
  }
  if (!request.path.ends_with(kAfterStream)) return reply_json(connect(call, request, voice, stream));
  if (ended == "hang_up" || voice.status == "completed") return reply_json(adapters::Twiml().hangup().reply());
  if (ended != "transfer") return turn_by_turn(call, request, voice);  // the stream never came up: Twilio hears and speaks instead
  const std::string_view asked = base::string_at(stream, "transfer_to");
  const std::string number = asked.empty() ? call.tenant->practice().handoff.phone : std::string(asked);
  if (number.empty()) return with_call(connect(call, request, voice, stream), voice, "refused");
  return reply_json(adapters::Twiml().dial({.number = number, .action = voice_url(request.path, kAfterDial)}).reply());
}

}  // namespace

Result<json::value> twilio_voice(const Call &outer) {
  const json::object stream = base::object_at(outer.input, "stream");
  return with_twilio(outer, "twilio_voice", [&](const Call &call, const WebhookRequest &request, const adapters::Form &fields) -> Result<json::value> {
    const Result<adapters::TwilioCall> voice = adapters::twilio_call(fields);
    if (!voice) return reply_json(adapters::refuse_webhook(voice.error()));
    return stream.empty() ? turn_by_turn(call, request, *voice) : streamed(call, request, *voice, stream);
  });
}

namespace {

/// A call whose conversation has ended by itself needs nobody to end it.
bool is_open(const Call &call, const std::string &conversation) {
  const auto row = records::in_read(call.tenant->store(), call.tenant->id(), [&](records::Transaction &tx) { return records::load_conversation(tx, conversation); });
  return row && row->status != "closed";
}

}  // namespace

Result<json::value> twilio_status(const Call &outer) {
  return with_twilio(outer, "twilio_status", [](const Call &call, const WebhookRequest &, const adapters::Form &fields) -> Result<json::value> {
    const Result<adapters::TwilioCall> voice = adapters::twilio_call(fields);
    if (!voice) return reply_json(adapters::refuse_webhook(voice.error()));
    const std::string event_id = voice->call_id + "/" + voice->status;
    if (adapters::is_missed(*voice)) {
      if (auto taken = text_back(call, voice->from, voice->to, "twilio", event_id); !taken) return later(taken.error());
    } else if (voice->status == "completed" && is_open(call, conversation_of_call("twilio", voice->call_id))) {
      TurnRequest turn;
      turn.channel = dialog::Channel::phone;
      turn.contact = voice->from;
      turn.conversation_id = conversation_of_call("twilio", voice->call_id);
      turn.event = dialog::EventKind::hangup;
      turn.carrier = "twilio";
      turn.carrier_event_id = event_id;
      if (const auto taken = run_turn(call, turn); !taken && taken.error().status != base::Status::conflict) return later(taken.error());
    }
    return reply_json({204, "", ""});
  });
}

}  // namespace callwell::operations::inbound
