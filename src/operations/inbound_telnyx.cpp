// Telnyx's doors: messages and their reports, calls by commands turn by turn, and calls whose sound a host of ours takes.
#include "adapters/messaging/telnyx_webhook.hpp"
#include "adapters/telephony/stream_pass.hpp"
#include "adapters/telephony/telnyx_voice.hpp"
#include "operations/inbound.hpp"

namespace callwell::operations::inbound {

using adapters::WebhookRequest;
using base::Result;

namespace {

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
      count_accepted();
      return body(call, *event);
    }
    last = event.error();
    suspect = tenant.get();
  }
  return turn_away(call, suspect, last, source);
}

json::value done() { return reply_json({200, "application/json", "{}"}); }

}  // namespace

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

namespace {

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

}  // namespace

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

}  // namespace callwell::operations::inbound
