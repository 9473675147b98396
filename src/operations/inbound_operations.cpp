// What carriers send us: verified and read by their adapters, turned into turns of conversations, answered in their form.
// Any host serves these by moving bytes: the request in, status, content type and body out.
#include "adapters/telephony/stream_pass.hpp"
#include "operations/inbound.hpp"

namespace callwell::operations {

namespace {

/// A stream that has begun: is it of a call we answered, and whose?
base::Result<json::value> stream_start(const Call &call) {
  const adapters::StreamedCall stream{std::string(base::string_at(call.input, "carrier")), std::string(base::string_at(call.input, "call_id")),
                                      std::string(base::string_at(call.input, "contact")), std::string(base::string_at(call.input, "dialled"))};
  Tenant *tenant = call.agent.tenant_of_number(stream.dialled);
  const practice::PortConfig *config = tenant ? inbound::carrier_config(tenant->practice(), stream.carrier) : nullptr;
  const std::string secret = config ? inbound::setting(*config, stream.carrier == "twilio" ? "auth_token" : "api_key") : std::string();
  if (auto good = adapters::check_stream_pass(stream, base::string_at(call.input, "token"), secret, call.now); !good) {
    inbound::turn_away(call, tenant, good.error(), "media_stream");
    return good.error();
  }
  return json::object{{"tenant", tenant->id()}, {"conversation_id", inbound::conversation_of_call(stream.carrier, base::string_at(call.input, "session_id", stream.call_id))}};
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
     .input_schema = kRequest, .output_schema = kReply, .example = R"({"in":{"url":"https://example.com/webhooks/twilio/messages","body":""},"out_has":["status","body"]})", .run = &inbound::twilio_message},
    {.name = "inbound.twilio_voice", .permission = "inbound", .personal_data = PersonalData::writes, .needs_tenant = false, .summary = "A Twilio voice webhook, turn by turn; the answer is TwiML.",
     .input_schema = kVoiceRequest, .output_schema = kVoiceReply, .example = R"({"in":{"url":"https://example.com/webhooks/twilio/voice","body":""},"out_has":["status"]})", .run = &inbound::twilio_voice},
    {.name = "inbound.twilio_status", .permission = "inbound", .personal_data = PersonalData::writes, .needs_tenant = false, .summary = "A Twilio call's progress: a missed call is answered by text.",
     .input_schema = kRequest, .output_schema = kReply, .example = R"({"in":{"url":"https://example.com/webhooks/twilio/voice/call-status","body":""},"out_has":["status"]})", .run = &inbound::twilio_status},
    {.name = "inbound.telnyx_message", .permission = "inbound", .personal_data = PersonalData::writes, .needs_tenant = false, .summary = "A Telnyx messaging event, as received.",
     .input_schema = kRequest, .output_schema = kReply, .example = R"({"in":{"url":"https://example.com/webhooks/telnyx/messages","body":"{}"},"out_has":["status"]})", .run = &inbound::telnyx_message},
    {.name = "inbound.telnyx_voice", .permission = "inbound", .personal_data = PersonalData::writes, .needs_tenant = false, .summary = "A Telnyx call event, as received; commands go out by its interface.",
     .input_schema = kVoiceRequest, .output_schema = kVoiceReply, .example = R"({"in":{"url":"https://example.com/webhooks/telnyx/voice","body":"{}"},"out_has":["status"]})", .run = &inbound::telnyx_voice},
    {.name = "inbound.stream_start", .permission = "inbound", .personal_data = PersonalData::none, .needs_tenant = false, .summary = "A carrier's media stream begins: whose call it is, if its token proves that we answered it.",
     .input_schema = kStreamStart, .output_schema = R"({"type":"object","properties":{"tenant":{"type":"string"},"conversation_id":{"type":"string"}}})", .example = "{}", .run = &stream_start},
    {.name = "inbound.stream_end", .permission = "inbound", .personal_data = PersonalData::none, .needs_tenant = false, .summary = "The agent is done with a streamed call: it is put through or ended at the carrier.",
     .input_schema = kStreamEnd, .output_schema = R"({"type":"object","properties":{"done":{"type":"boolean"}}})", .example = "{}", .run = &inbound::stream_end},
};

}  // namespace

std::span<const Operation> inbound_operations() { return kOperations; }

}  // namespace callwell::operations
