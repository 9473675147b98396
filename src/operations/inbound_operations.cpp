// What carriers send us: verified and read by their adapters, turned into turns of conversations, answered in their form.
// Any host serves these by moving bytes: the request in, status, content type and body out.
#include <algorithm>

#include "adapters/messaging/telnyx_webhook.hpp"
#include "adapters/messaging/twilio_webhook.hpp"
#include "adapters/telephony/stream_pass.hpp"
#include "adapters/telephony/telnyx_voice.hpp"
#include "adapters/telephony/twilio_voice.hpp"
#include "base/crypto.hpp"
#include "base/log.hpp"
#include "base/metrics.hpp"
#include "operations/conversation.hpp"
#include "records/consents.hpp"
#include "records/conversations.hpp"
#include "records/messages.hpp"
#include "records/webhook_events.hpp"

namespace callwell::operations {

namespace {

using adapters::WebhookReply;
using adapters::WebhookRequest;
using base::Result;

base::Counter accepted("callwell_webhooks_total", "Webhooks taken in");
base::Counter refused("callwell_webhooks_refused_total", "Webhooks turned away");

constexpr std::int32_t kFirstSilenceSeconds = 15;  // the silence ladder's first rung: the Gather waits as long

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

/// The call as it goes on for the practice the webhook turned out to be for.
Call for_tenant(const Call &call, Tenant &tenant) { return {call.agent, &tenant, call.now, "system", call.input, call.operation, call.announcements}; }

/// Turned away: nothing is stored but that it happened.
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

/// The carrier will deliver again after an answer that says "later"; our own state decides what counts.
json::value later(const base::Error &error) { return reply_json(adapters::refuse_webhook(error)); }

// ---- messages, whoever carries them -----------------------------------------------------------------------------

/// The carrier has answered a STOP, START or HELP itself: we keep what was said and say nothing.
Result<void> take_opt_out(const Call &call, const adapters::InboundMessage &message) {
  if (message.opt_out_type == "HELP") return {};
  const json::object consent{{"phone", message.from}, {"channel", adapters::channel_name(message.channel)},
                             {"state", message.opt_out_type == "STOP" ? "opted_out" : "subscribed"}, {"source", "carrier"}};
  const auto recorded = call.agent.invoke("consents.record", consent, {call.tenant->id(), "system", call.now});
  return recorded ? Result<void>() : recorded.error();
}

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

/// The record knows three ends of a message's way; carriers tell more.
std::string_view stored_status(adapters::DeliveryState state) {
  using State = adapters::DeliveryState;
  constexpr std::pair<State, std::string_view> kRows[] = {{State::sent, "sent"},          {State::delivered, "delivered"}, {State::read, "delivered"},
                                                          {State::undelivered, "failed"}, {State::failed, "failed"},       {State::canceled, "failed"}};
  const auto *found = std::find_if(std::begin(kRows), std::end(kRows), [&](const auto &row) { return row.first == state; });
  return found == std::end(kRows) ? "queued" : found->second;
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

// ---- Twilio -----------------------------------------------------------------------------------------------------

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
  accepted.add();
  return body(for_tenant(call, *opened->tenant), request, *fields);
}

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

constexpr std::string_view kGather = "/ai-gather", kAfterStream = "/after-stream", kAfterDial = "/after-dial";

/// ".../twilio/voice/ai-gather" and its like, beside whichever of its paths Twilio called.
std::string voice_url(const std::string &path, std::string_view step) {
  constexpr std::string_view kFamily = "/twilio/voice";
  const std::size_t at = path.rfind(kFamily);
  return (at == std::string::npos ? path : path.substr(0, at + kFamily.size())) + std::string(step);
}

/// The same call is the same conversation, whichever process hears of it.
std::string conversation_of_call(std::string_view carrier, std::string_view call_id) {
  const std::string digest = base::hex(base::sha256(std::string(carrier) + "/" + std::string(call_id)));
  return digest.substr(0, 8) + "-" + digest.substr(8, 4) + "-8" + digest.substr(13, 3) + "-a" + digest.substr(17, 3) + "-" + digest.substr(20, 12);
}

std::string said(const TurnOutcome &outcome) {
  std::string out;
  for (const TurnReply &reply : outcome.replies) out += (out.empty() ? "" : " ") + reply.text;
  return out;
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

Result<json::value> twilio_voice(const Call &outer) {
  const json::object stream = base::object_at(outer.input, "stream");
  return with_twilio(outer, "twilio_voice", [&](const Call &call, const WebhookRequest &request, const adapters::Form &fields) -> Result<json::value> {
    const Result<adapters::TwilioCall> voice = adapters::twilio_call(fields);
    if (!voice) return reply_json(adapters::refuse_webhook(voice.error()));
    return stream.empty() ? turn_by_turn(call, request, *voice) : streamed(call, request, *voice, stream);
  });
}

/// A call whose conversation has ended by itself needs nobody to end it.
bool is_open(const Call &call, const std::string &conversation) {
  const auto row = records::in_read(call.tenant->store(), call.tenant->id(), [&](records::Transaction &tx) { return records::load_conversation(tx, conversation); });
  return row && row->status != "closed";
}

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

// ---- Telnyx -----------------------------------------------------------------------------------------------------

/// A Telnyx key belongs to an account, not to a number: the body is read only after one of the configured keys fits.
template <class Body>
Result<json::value> with_telnyx(const Call &call, base::Literal source, Body &&body) {
  const WebhookRequest request = request_of(call.input);
  base::Error last{base::Status::unauthenticated, "Telnyx is not configured"};
  Tenant *suspect = nullptr;
  for (const auto &[id, tenant] : call.agent.tenants()) {
    const practice::PortConfig *config = carrier_config(tenant->practice(), "telnyx");
    if (!config) continue;
    const Result<adapters::TelnyxEvent> event = adapters::read_telnyx_webhook(request, setting(*config, "public_key"), call.now);
    if (event) {
      accepted.add();
      return body(call, *event);
    }
    last = event.error();
    suspect = tenant.get();
  }
  return turn_away(call, suspect, last, source);
}

json::value done() { return reply_json({200, "application/json", "{}"}); }

Result<json::value> telnyx_message(const Call &outer) {
  return with_telnyx(outer, "telnyx_message", [](const Call &call, const adapters::TelnyxEvent &event) -> Result<json::value> {
    const Result<adapters::InboundMessage> message = adapters::telnyx_inbound_message(event);
    if (message) {
      Tenant *tenant = call.agent.tenant_of_number(message->to);
      if (!tenant) return reply_json({404, "text/plain", "no practice has this number"});
      if (auto taken = take_message(for_tenant(call, *tenant), *message, "telnyx"); !taken) return later(taken.error());
      return done();
    }
    const Result<adapters::DeliveryUpdate> update = adapters::telnyx_delivery_update(event);
    if (!update) return message.error().status == base::Status::unsupported ? done() : reply_json(adapters::refuse_webhook(message.error()));
    for (const auto &[id, tenant] : call.agent.tenants()) {
      if (!carrier_config(tenant->practice(), "telnyx")) continue;
      if (auto taken = take_delivery(for_tenant(call, *tenant), *update, "telnyx"); !taken) return later(taken.error());
    }
    return done();
  });
}

constexpr std::string_view kLastWords = "hang up";  // client state of words after which the call ends
constexpr std::string_view kStreams = "streams";    // client state of a call whose sound a host of ours hears and makes

/// One Telnyx call: its address, its practice, and the way to command it.
class TelnyxLine {
 public:
  static Result<TelnyxLine> open(const Call &call, Tenant &tenant, const adapters::TelnyxCall &voice, std::string_view stream_url = {}) {
    const practice::PortConfig *config = carrier_config(tenant.practice(), "telnyx");
    if (!config) return base::Error{base::Status::unauthenticated, "Telnyx is not configured for this practice"};
    auto commands = adapters::make_telnyx_calls(*config, adapters::make_http_client(), adapters::system_pace(), static_cast<std::uint64_t>(call.now.us));
    if (!commands) return commands.error();
    return TelnyxLine(for_tenant(call, tenant), voice, *commands, stream_url);
  }

  /// The host's part of the call is over: connect it to `number`, or end it.
  Result<void> leave(std::string_view number) {
    return number.empty() ? commands_->hangup(command("hangup", kStreams)) : commands_->transfer(command("transfer", kStreams), number);
  }

  /// Somebody took the caller of a stream.
  bool was_taken() const { return voice_.client_state == kStreams && voice_.kind == adapters::TelnyxCallKind::bridged; }

  Result<void> take() {
    using Kind = adapters::TelnyxCallKind;
    const bool streams = voice_.client_state == kStreams;
    if (streams && voice_.kind == Kind::streaming_failed) return greet();
    if (streams && voice_.kind != Kind::answered) return {};  // the host's conversation
    switch (voice_.kind) {
      case Kind::initiated: return voice_.incoming ? commands_->answer(command("answer")) : Result<void>();
      case Kind::answered: return !stream_url_.empty() && stream() ? Result<void>() : greet();
      case Kind::transcription: return voice_.is_final ? turn(dialog::EventKind::utterance, voice_.transcript) : Result<void>();
      case Kind::gather_ended: return turn(dialog::EventKind::utterance, voice_.digits);
      case Kind::speak_ended: return voice_.client_state == kLastWords ? commands_->hangup(command("hangup")) : Result<void>();
      case Kind::bridged: return turn(dialog::EventKind::result, {});
      case Kind::hangup:
        if (adapters::is_missed(voice_)) return text_back(call_, voice_.from, voice_.to, "telnyx", voice_.event_id);
        return turn(dialog::EventKind::hangup, {});
      case Kind::streaming_failed:
      case Kind::other: return {};
    }
    return {};
  }

 private:
  TelnyxLine(const Call &call, adapters::TelnyxCall voice, std::shared_ptr<adapters::TelnyxCalls> commands, std::string_view stream_url)
      : call_(call), voice_(std::move(voice)), commands_(std::move(commands)), stream_url_(stream_url) {}

  Result<void> stream() {
    const std::string secret = setting(*carrier_config(call_.tenant->practice(), "telnyx"), "api_key");
    const std::string pass = adapters::issue_stream_pass({"telnyx", voice_.call_id, voice_.from, voice_.to}, secret, call_.now);
    return commands_->start_streaming(command("stream", kStreams), stream_url_, {{"token", pass}, {"contact", voice_.from}, {"dialled", voice_.to}});
  }

  /// The same event makes the same command id, so a redelivered webhook repeats nothing.
  adapters::TelnyxCommand command(std::string_view name, std::string_view state = {}) const {
    const std::string id = conversation_of_call("telnyx", voice_.event_id + "/" + std::string(name));
    return {voice_.call_id, id, std::string(state)};
  }

  Result<void> greet() {
    if (auto listening = commands_->start_transcription(command("listen"), call_.tenant->practice().languages.front()); !listening) return listening;
    return turn(dialog::EventKind::start, {});
  }

  Result<void> turn(dialog::EventKind kind, std::string_view text) {
    TurnRequest request;
    request.channel = dialog::Channel::phone;
    request.contact = voice_.from;
    request.dialled = voice_.to;
    request.conversation_id = conversation_of_call("telnyx", voice_.session_id);
    request.event = kind;
    request.text = text;
    request.confidence = static_cast<float>(voice_.confidence);
    request.carrier = "telnyx";
    request.carrier_event_id = voice_.event_id;
    const Result<TurnOutcome> outcome = run_turn(call_, request);
    if (!outcome) return kind == dialog::EventKind::hangup && outcome.error().status == base::Status::conflict ? Result<void>() : outcome.error();
    if (kind == dialog::EventKind::hangup || outcome->duplicate) return {};
    return answer(*outcome);
  }

  Result<void> answer(const TurnOutcome &outcome) {
    const std::string words = said(outcome);
    const std::string language = outcome.replies.empty() ? "en" : outcome.replies.back().language;
    if (!words.empty()) {
      if (auto spoken = commands_->speak(command("speak", outcome.ended ? kLastWords : std::string_view()), words, language); !spoken) return spoken;
    }
    if (outcome.transfer_to && !outcome.transfer_to->empty()) return commands_->transfer(command("transfer"), *outcome.transfer_to);
    if (outcome.ended && words.empty()) return commands_->hangup(command("hangup"));
    return {};
  }

  Call call_;
  adapters::TelnyxCall voice_;
  std::shared_ptr<adapters::TelnyxCalls> commands_;
  std::string stream_url_;
};

Result<json::value> telnyx_voice(const Call &outer) {
  const std::string url(base::string_at(base::object_at(outer.input, "stream"), "url"));
  return with_telnyx(outer, "telnyx_voice", [&](const Call &call, const adapters::TelnyxEvent &event) -> Result<json::value> {
    const Result<adapters::TelnyxCall> voice = adapters::telnyx_call(event);
    if (!voice) return voice.error().status == base::Status::unsupported ? done() : reply_json(adapters::refuse_webhook(voice.error()));
    Tenant *tenant = call.agent.tenant_of_number(voice->to);
    if (!tenant) return reply_json({404, "text/plain", "no practice has this number"});
    Result<TelnyxLine> line = TelnyxLine::open(call, *tenant, *voice, url);
    if (!line) return later(line.error());
    if (auto taken = line->take(); !taken) return later(taken.error());
    json::value reply = done();
    if (line->was_taken()) reply.get_object().insert({{"call_id", voice->call_id}, {"transfer", "taken"}});
    return reply;
  });
}

// ---- streams: a host of ours hears and speaks ---------------------------------------------------------------------

/// A stream that has begun: is it of a call we answered, and whose?
Result<json::value> stream_start(const Call &call) {
  const adapters::StreamedCall stream{std::string(base::string_at(call.input, "carrier")), std::string(base::string_at(call.input, "call_id")),
                                      std::string(base::string_at(call.input, "contact")), std::string(base::string_at(call.input, "dialled"))};
  Tenant *tenant = call.agent.tenant_of_number(stream.dialled);
  const practice::PortConfig *config = tenant ? carrier_config(tenant->practice(), stream.carrier) : nullptr;
  const std::string secret = config ? setting(*config, stream.carrier == "twilio" ? "auth_token" : "api_key") : std::string();
  if (auto good = adapters::check_stream_pass(stream, base::string_at(call.input, "token"), secret, call.now); !good) {
    turn_away(call, tenant, good.error(), "media_stream");
    return good.error();
  }
  return json::object{{"tenant", tenant->id()}, {"conversation_id", conversation_of_call(stream.carrier, base::string_at(call.input, "session_id", stream.call_id))}};
}

/// The agent is done with a streamed call: Telnyx is told; Twilio asks by itself (/after-stream).
Result<json::value> stream_end(const Call &call) {
  Tenant *tenant = call.agent.tenant_of_number(base::string_at(call.input, "dialled"));
  if (!tenant) return base::Error{base::Status::not_found, "no practice has this number", "dialled"};
  const bool transfers = base::string_at(call.input, "how") == "transfer";
  const std::string_view asked = base::string_at(call.input, "transfer_to");
  const std::string number = !transfers ? std::string() : asked.empty() ? tenant->practice().handoff.phone : std::string(asked);
  if (transfers && number.empty()) return base::Error{base::Status::unavailable, "the practice names no number of a person", "transfer_to"};
  adapters::TelnyxCall voice;
  voice.call_id = base::string_at(call.input, "call_id");
  voice.event_id = voice.call_id + "/" + std::to_string(call.now.us);  // a second attempt is another command
  Result<TelnyxLine> line = TelnyxLine::open(call, *tenant, voice);
  if (!line) return line.error();
  if (auto left = line->leave(number); !left) return left.error();
  return json::object{{"done", true}};
}

constexpr std::string_view kVoiceRequest = R"({"type":"object","required":["url","body"],"additionalProperties":false,"properties":{"method":{"type":"string","enum":["GET","POST"]},"url":{"type":"string","maxLength":8192},"headers":{"type":"object"},"body":{"type":"string","maxLength":1048576},
 "stream":{"type":"object","description":"given by a host that takes the sound itself","required":["url"],"additionalProperties":false,"properties":{"url":{"type":"string","maxLength":2048},"ended":{"type":"string","enum":["transfer","hang_up"]},"transfer_to":{"type":"string","maxLength":64},"held":{"type":"boolean"}}}}})";
constexpr std::string_view kVoiceReply = R"({"type":"object","properties":{"status":{"type":"integer"},"content_type":{"type":"string"},"body":{"type":"string"},"call_id":{"type":"string"},"transfer":{"type":"string","enum":["taken","refused"]}}})";
constexpr std::string_view kStreamStart = R"({"type":"object","required":["carrier","call_id","token"],"additionalProperties":false,"properties":{"carrier":{"type":"string","enum":["twilio","telnyx"]},"call_id":{"type":"string","maxLength":256},"session_id":{"type":"string","maxLength":256},"token":{"type":"string","maxLength":256},"contact":{"type":"string","maxLength":64},"dialled":{"type":"string","maxLength":64}}})";
constexpr std::string_view kStreamEnd = R"({"type":"object","required":["carrier","call_id","dialled","how"],"additionalProperties":false,"properties":{"carrier":{"type":"string","enum":["telnyx"]},"call_id":{"type":"string","maxLength":256},"dialled":{"type":"string","maxLength":64},"how":{"type":"string","enum":["transfer","hang_up"]},"transfer_to":{"type":"string","maxLength":64}}})";
constexpr std::string_view kRequest = R"({"type":"object","required":["url","body"],"additionalProperties":false,"properties":{"method":{"type":"string","enum":["GET","POST"]},"url":{"type":"string","maxLength":8192},"headers":{"type":"object"},"body":{"type":"string","maxLength":1048576}}})";
constexpr std::string_view kReply = R"({"type":"object","properties":{"status":{"type":"integer"},"content_type":{"type":"string"},"body":{"type":"string"}}})";

constexpr Operation kOperations[] = {
    {.name = "inbound.twilio_message", .permission = "inbound", .personal_data = PersonalData::writes, .needs_tenant = false, .summary = "A Twilio message webhook or delivery callback, as received.",
     .input_schema = kRequest, .output_schema = kReply, .example = R"({"in":{"url":"https://example.com/webhooks/twilio/messages","body":""},"out_has":["status","body"]})", .run = &twilio_message},
    {.name = "inbound.twilio_voice", .permission = "inbound", .personal_data = PersonalData::writes, .needs_tenant = false, .summary = "A Twilio voice webhook, turn by turn; the answer is TwiML.",
     .input_schema = kVoiceRequest, .output_schema = kVoiceReply, .example = R"({"in":{"url":"https://example.com/webhooks/twilio/voice","body":""},"out_has":["status"]})", .run = &twilio_voice},
    {.name = "inbound.twilio_status", .permission = "inbound", .personal_data = PersonalData::writes, .needs_tenant = false, .summary = "A Twilio call's progress: a missed call is answered by text.",
     .input_schema = kRequest, .output_schema = kReply, .example = R"({"in":{"url":"https://example.com/webhooks/twilio/voice/call-status","body":""},"out_has":["status"]})", .run = &twilio_status},
    {.name = "inbound.telnyx_message", .permission = "inbound", .personal_data = PersonalData::writes, .needs_tenant = false, .summary = "A Telnyx messaging event, as received.",
     .input_schema = kRequest, .output_schema = kReply, .example = R"({"in":{"url":"https://example.com/webhooks/telnyx/messages","body":"{}"},"out_has":["status"]})", .run = &telnyx_message},
    {.name = "inbound.telnyx_voice", .permission = "inbound", .personal_data = PersonalData::writes, .needs_tenant = false, .summary = "A Telnyx call event, as received; commands go out by its interface.",
     .input_schema = kVoiceRequest, .output_schema = kVoiceReply, .example = R"({"in":{"url":"https://example.com/webhooks/telnyx/voice","body":"{}"},"out_has":["status"]})", .run = &telnyx_voice},
    {.name = "inbound.stream_start", .permission = "inbound", .personal_data = PersonalData::none, .needs_tenant = false, .summary = "A carrier's media stream begins: whose call it is, if its token proves that we answered it.",
     .input_schema = kStreamStart, .output_schema = R"({"type":"object","properties":{"tenant":{"type":"string"},"conversation_id":{"type":"string"}}})", .example = "{}", .run = &stream_start},
    {.name = "inbound.stream_end", .permission = "inbound", .personal_data = PersonalData::none, .needs_tenant = false, .summary = "The agent is done with a streamed call: it is put through or ended at the carrier.",
     .input_schema = kStreamEnd, .output_schema = R"({"type":"object","properties":{"done":{"type":"boolean"}}})", .example = "{}", .run = &stream_end},
};

}  // namespace

std::span<const Operation> inbound_operations() { return kOperations; }

}  // namespace callwell::operations
