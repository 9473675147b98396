#include "webhooks.hpp"

#include "errors.hpp"
#include "json.hpp"

namespace server {

namespace {

constexpr std::size_t kMaxBodyBytes = 64 << 10;  // what the operations take; carriers send a few kilobytes

constexpr std::string_view kPrefixes[] = {"/api/v1/webhooks", "/api/webhooks", "/webhooks"};

constexpr WebhookRoute kWebhooks[] = {{"/twilio/messages", "inbound.twilio_message", "POST"},
                                      {"/twilio/voice", "inbound.twilio_voice", "GET POST"},
                                      {"/twilio/voice/ai-gather", "inbound.twilio_voice", "GET POST"},
                                      {"/twilio/voice/after-stream", "inbound.twilio_voice", "GET POST"},
                                      {"/twilio/voice/after-dial", "inbound.twilio_voice", "GET POST"},
                                      {"/twilio/voice/call-status", "inbound.twilio_status", "GET POST"},
                                      {"/telnyx/messages", "inbound.telnyx_message", "POST"},
                                      {"/telnyx/voice", "inbound.telnyx_voice", "POST"},
                                      {"/whatsapp", "inbound.twilio_message", "POST"}};

// What phone numbers out there are already configured with.
constexpr WebhookRoute kOlderPaths[] = {{"/api/twilio/voice/incoming", "inbound.twilio_voice", "GET POST"},
                                        {"/api/twilio/voice/ai-gather", "inbound.twilio_voice", "GET POST"},
                                        {"/api/twilio/voice/after-stream", "inbound.twilio_voice", "GET POST"},
                                        {"/api/twilio/voice/after-dial", "inbound.twilio_voice", "GET POST"},
                                        {"/api/twilio/voice/call-status", "inbound.twilio_status", "GET POST"},
                                        {"/api/twilio/voice/status-callback", "inbound.twilio_status", "GET POST"}};

template <std::size_t N>
const WebhookRoute *find_in(const WebhookRoute (&routes)[N], std::string_view path) {
  for (const WebhookRoute &route : routes) {
    if (route.path == path) return &route;
  }
  return nullptr;
}

/// "wss://desk.example.com/media/twilio" for a server that is known as https://desk.example.com.
std::string stream_url(const Site &site, std::string_view carrier) {
  return "ws" + site.public_url.substr(std::string_view("http").size()) + "/media/" + std::string(carrier);
}

/// Where a call's sound shall go, and what became of it when it was here before. Who calls is not believed yet: the operation checks.
json::object stream_of(const Site &site, const HttpRequest &request, std::string_view operation) {
  if (operation == "inbound.telnyx_voice") return {{"url", stream_url(site, "telnyx")}};
  const std::string call_id = request.method == "GET" ? request.query("CallSid") : form_field(request.body, "CallSid");
  const StreamedCallState state = site.media->state_of(call_id);
  json::object stream{{"url", stream_url(site, "twilio")}, {"held", state.held}};
  if (!state.ended.empty()) stream["ended"] = state.ended;
  if (!state.transfer_to.empty()) stream["transfer_to"] = state.transfer_to;
  return stream;
}

std::string operation_input(const Site &site, const HttpRequest &request, std::string_view operation) {
  json::object headers;
  for (const auto &[name, value] : request.headers) headers[name] = value;
  json::object input{
      {"method", request.method}, {"url", site.public_url + request.target}, {"headers", std::move(headers)}, {"body", request.body}};
  if (site.media && operation.ends_with("_voice")) input["stream"] = stream_of(site, request, operation);
  return json::serialize(input);
}

}  // namespace

const WebhookRoute *find_webhook(std::string_view path) {
  for (const std::string_view prefix : kPrefixes) {
    if (path.starts_with(prefix)) return find_in(kWebhooks, path.substr(prefix.size()));
  }
  return find_in(kOlderPaths, path);
}

HttpResponse answer_webhook(Site &site, const HttpRequest &request, const WebhookRoute &route) {
  if (request.body.size() > kMaxBodyBytes) return error_response(request, 413, "the webhook is too large");
  // The sender is proven by its signature, which the operation checks: the server asks as the system.
  const Result<std::string> output = site.agent.invoke({"", "system"}, route.operation, operation_input(site, request, route.operation));
  if (!output && output.error().status == CW_E_INVALID_ARGUMENT) return error_response(request, 400, output.error().message);
  if (!output) return error_response(request, output.error());
  const std::optional<json::object> reply = parse_object(*output);
  if (!reply) return error_response(request, 500, "the operation's answer does not read");
  const std::string_view transfer = text_at(*reply, "transfer");
  if (site.media && !transfer.empty()) site.media->transferred(std::string(text_at(*reply, "call_id")), transfer == "taken");
  HttpResponse response;
  response.status = static_cast<std::int32_t>(int_at(*reply, "status", 500));
  response.content_type = std::string(text_at(*reply, "content_type"));
  response.body = std::string(text_at(*reply, "body"));
  return response;
}

}  // namespace server
