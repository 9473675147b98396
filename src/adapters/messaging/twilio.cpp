// Texts and WhatsApp through Twilio's Messages resource (API version 2010-04-01). It has no idempotency key, so a send whose
// fate is unclear is never repeated.
#include "adapters/form.hpp"
#include "adapters/messaging/carriers.hpp"
#include "base/crypto.hpp"
#include "base/json.hpp"

namespace callwell::adapters {

namespace {

using base::Status;

constexpr CodeRow kCodes[] = {
    {20003, Status::unauthenticated, "Twilio does not accept the account's credentials"},
    {20429, Status::busy, "Twilio asks to slow down"},
    {21211, Status::invalid_argument, "Twilio does not know the recipient's number", "to"},
    {21214, Status::invalid_argument, "Twilio cannot reach the recipient's number", "to"},
    {21217, Status::invalid_argument, "Twilio does not know the recipient's number", "to"},
    {21408, Status::unsupported, "the account may not send to that country", "to"},
    {21610, Status::permission_denied, "the recipient has opted out at the carrier", "to"},
    {21611, Status::busy, "the sender's queue at Twilio is full"},
    {21612, Status::unsupported, "Twilio has no route from this sender to the recipient", "to"},
    {21614, Status::invalid_argument, "the recipient's number takes no texts", "to"},
    {21617, Status::limit_exceeded, "the message is too long for Twilio", "text"},
    {30001, Status::busy, "the sender's queue at Twilio is full"},
    {30034, Status::unsupported, "the sender's number is not registered for texting", "from"},
    {63016, Status::unsupported, "WhatsApp takes only templates 24 hours after the person's last message", "channel"},
    {63018, Status::busy, "WhatsApp asks to slow down"},
    {63024, Status::invalid_argument, "the recipient is not on WhatsApp", "to"}};

struct TwilioConfig {
  std::string account_sid, authorization, messages_url, from, whatsapp_from, messaging_service_sid, status_callback;
};

class TwilioMessaging final : public MessagingAdapter {
 public:
  TwilioMessaging(TwilioConfig config, const AdapterServices &services)
      : config_(std::move(config)), http_(services.http), resilience_({}, services.pace, services.seed) {}

  std::string_view name() const override { return "twilio"; }

  base::Result<Sent> send(const OutgoingMessage &message) override {
    if (const base::Result<void> fine = check_message(message); !fine) return fine.error();
    const HttpRequest request{.method = "POST",
                              .url = config_.messages_url,
                              .headers = {{"Authorization", config_.authorization}, {"Content-Type", "application/x-www-form-urlencoded"}},
                              .body = body_of(message),
                              .once = true};
    return resilience_.run<Sent>(Repeat::only_if_not_done, [&] { return send_once(request); });
  }

 private:
  std::string body_of(const OutgoingMessage &message) const {
    const bool whatsapp = message.channel == MessageChannel::whatsapp;
    const std::string prefix = whatsapp ? "whatsapp:" : "";
    const std::string &sender = !message.from.empty()                        ? message.from
                                : whatsapp && !config_.whatsapp_from.empty() ? config_.whatsapp_from
                                                                             : config_.from;
    std::string body;
    append_field(body, "To", prefix + message.to);
    if (!sender.empty()) append_field(body, "From", prefix + sender);
    if (!config_.messaging_service_sid.empty() && !whatsapp) append_field(body, "MessagingServiceSid", config_.messaging_service_sid);
    append_field(body, "Body", message.text);
    if (!config_.status_callback.empty()) append_field(body, "StatusCallback", config_.status_callback);
    return body;
  }

  Attempt<Sent> send_once(const HttpRequest &request) const {
    const base::Result<HttpResponse> response = http_->send(request);
    if (!response) return {response.error()};
    const base::Result<base::json::value> body = base::parse_json(response->body);
    const base::json::object empty;
    const base::json::object &answer = body && body->is_object() ? body->get_object() : empty;
    if (response->status / 100 != 2) {
      const auto code = static_cast<std::int32_t>(base::int_at(answer, "code"));
      return {error_of_code(kCodes, code, response->status), response->retry_after_ms};
    }
    const std::string_view sid = base::string_at(answer, "sid");
    if (sid.empty()) return {base::Error{Status::corrupt, "Twilio took the message but its answer names no id"}};
    return {Sent{std::string(sid)}};
  }

  const TwilioConfig config_;
  const std::shared_ptr<HttpTransport> http_;
  Resilience resilience_;
};

}  // namespace

base::Result<std::shared_ptr<MessagingAdapter>> make_twilio_messaging(const practice::PortConfig &config, const AdapterServices &services) {
  Settings settings(config);
  TwilioConfig twilio;
  twilio.account_sid = settings.required("account_sid");
  // An API key may stand in for the account's own token; webhooks are still signed with the token.
  const std::string user = settings.optional("api_key", twilio.account_sid);
  const std::string secret = user == twilio.account_sid ? settings.required("auth_token") : settings.required("api_secret");
  twilio.authorization = "Basic " + base::base64(user + ":" + secret);
  twilio.messages_url =
      settings.base_url("https://api.twilio.com") + "/2010-04-01/Accounts/" + percent_encode(twilio.account_sid) + "/Messages.json";
  twilio.messaging_service_sid = settings.optional("messaging_service_sid");
  twilio.from = twilio.messaging_service_sid.empty() ? settings.required("from") : settings.optional("from");
  twilio.whatsapp_from = settings.optional("whatsapp_from");
  twilio.status_callback = settings.optional("status_callback");
  if (settings.fault()) return *settings.fault();
  return std::shared_ptr<MessagingAdapter>(std::make_shared<TwilioMessaging>(std::move(twilio), services));
}

}  // namespace callwell::adapters
