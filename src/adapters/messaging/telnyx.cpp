// Texts and WhatsApp through Telnyx's messages endpoints (API v2). Messages have no idempotency key, so a send whose fate is
// unclear is never repeated.
#include <charconv>

#include "adapters/messaging/carriers.hpp"
#include "base/json.hpp"

namespace callwell::adapters {

namespace {

using base::Status;
namespace json = base::json;

constexpr CodeRow kCodes[] = {
    {40001, Status::invalid_argument, "the recipient's number takes no texts", "to"},
    {40008, Status::unsupported, "WhatsApp takes only templates 24 hours after the person's last message", "channel"},
    {40009, Status::invalid_argument, "Telnyx does not accept the text", "text"},
    {40010, Status::unsupported, "the sender's number is not registered for texting", "from"},
    {40011, Status::busy, "Telnyx asks to slow down"},
    {40012, Status::invalid_argument, "Telnyx does not know the recipient's number", "to"},
    {40013, Status::unsupported, "Telnyx does not accept the sender's number", "from"},
    {40016, Status::busy, "the recipient's carrier asks to slow down"},
    {40018, Status::busy, "the recipient's carrier asks to slow down"},
    {40100, Status::unsupported, "the sender's number is not enabled for texting", "from"},
    {40300, Status::permission_denied, "the recipient has opted out at the carrier", "to"},
    {40302, Status::limit_exceeded, "the message is too large for Telnyx", "text"},
    {40305, Status::unsupported, "the sender's number is not on the messaging profile", "from"},
    {40309, Status::unsupported, "the profile may not send to that region", "to"},
    {40310, Status::invalid_argument, "Telnyx does not know the recipient's number", "to"},
    {40312, Status::unsupported, "the messaging profile is switched off"},
    {40314, Status::unsupported, "messaging is switched off for the account"},
    {40316, Status::invalid_argument, "the message has no content", "text"},
    {40318, Status::busy, "the sender's queue at Telnyx is full"},
    {40322, Status::permission_denied, "Telnyx blocks the text's content", "text"},
    {40333, Status::unsupported, "the account's spending limit is reached"}};

struct TelnyxConfig {
  std::string authorization, base_url, from, whatsapp_from, messaging_profile_id, webhook_url;
};

/// Telnyx sends codes as strings.
std::int32_t first_error_code(const json::object &answer) {
  const json::array &errors = base::array_at(answer, "errors");
  if (errors.empty() || !errors[0].is_object()) return 0;
  const std::string_view text = base::string_at(errors[0].get_object(), "code");
  std::int32_t code = 0;
  std::from_chars(text.data(), text.data() + text.size(), code);
  return code;
}

class TelnyxMessaging final : public MessagingAdapter {
 public:
  TelnyxMessaging(TelnyxConfig config, const AdapterServices &services)
      : config_(std::move(config)), http_(services.http), resilience_({}, services.pace, services.seed) {}

  std::string_view name() const override { return "telnyx"; }

  base::Result<Sent> send(const OutgoingMessage &message) override {
    if (const base::Result<void> fine = check_message(message); !fine) return fine.error();
    const bool whatsapp = message.channel == MessageChannel::whatsapp;
    const HttpRequest request{.method = "POST",
                              .url = config_.base_url + (whatsapp ? "/messages/whatsapp" : "/messages"),
                              .headers = {{"Authorization", config_.authorization}, {"Content-Type", "application/json"}},
                              .body = json::serialize(whatsapp ? whatsapp_body(message) : sms_body(message)),
                              .once = true};
    return resilience_.run<Sent>(Repeat::only_if_not_done, [&] { return send_once(request); });
  }

 private:
  json::object sms_body(const OutgoingMessage &message) const {
    json::object body{{"to", message.to}, {"text", message.text}};
    const std::string &from = message.from.empty() ? config_.from : message.from;
    if (!from.empty()) body["from"] = from;
    if (!config_.messaging_profile_id.empty()) body["messaging_profile_id"] = config_.messaging_profile_id;
    if (!config_.webhook_url.empty()) body["webhook_url"] = config_.webhook_url;
    return body;
  }

  json::object whatsapp_body(const OutgoingMessage &message) const {
    const std::string &from = !message.from.empty() ? message.from : !config_.whatsapp_from.empty() ? config_.whatsapp_from : config_.from;
    json::object body{{"from", from}, {"to", message.to}, {"whatsapp_message", {{"type", "text"}, {"text", {{"body", message.text}}}}}};
    if (!config_.webhook_url.empty()) body["webhook_url"] = config_.webhook_url;
    return body;
  }

  Attempt<Sent> send_once(const HttpRequest &request) const {
    const base::Result<HttpResponse> response = http_->send(request);
    if (!response) return {response.error()};
    const base::Result<json::value> body = base::parse_json(response->body);
    const json::object empty;
    const json::object &answer = body && body->is_object() ? body->get_object() : empty;
    if (response->status / 100 != 2) return {error_of_code(kCodes, first_error_code(answer), response->status), response->retry_after_ms};
    const std::string_view id = base::string_at(base::object_at(answer, "data"), "id");
    if (id.empty()) return {base::Error{Status::corrupt, "Telnyx took the message but its answer names no id"}};
    return {Sent{std::string(id)}};
  }

  const TelnyxConfig config_;
  const std::shared_ptr<HttpTransport> http_;
  Resilience resilience_;
};

}  // namespace

base::Result<std::shared_ptr<MessagingAdapter>> make_telnyx_messaging(const practice::PortConfig &config, const AdapterServices &services) {
  Settings settings(config);
  TelnyxConfig telnyx;
  telnyx.authorization = "Bearer " + settings.required("api_key");
  telnyx.base_url = settings.base_url("https://api.telnyx.com/v2");
  telnyx.messaging_profile_id = settings.optional("messaging_profile_id");
  telnyx.from = telnyx.messaging_profile_id.empty() ? settings.required("from") : settings.optional("from");
  telnyx.whatsapp_from = settings.optional("whatsapp_from");
  telnyx.webhook_url = settings.optional("webhook_url");
  if (settings.fault()) return *settings.fault();
  return std::shared_ptr<MessagingAdapter>(std::make_shared<TelnyxMessaging>(std::move(telnyx), services));
}

}  // namespace callwell::adapters
