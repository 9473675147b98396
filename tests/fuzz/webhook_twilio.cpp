// Fuzz target: a Twilio webhook's body, from the raw form to what message and voice readers make of it, and TwiML from it.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "adapters/messaging/twilio_webhook.hpp"
#include "adapters/telephony/twilio_voice.hpp"

using namespace callwell::adapters;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
  const std::string body(reinterpret_cast<const char *>(data), size);
  const std::string url = "https://example.com/webhooks/twilio/messages?" + body.substr(0, 64);
  const WebhookRequest forged{
      "POST", url, "/", {{"content-type", "application/x-www-form-urlencoded"}, {"x-twilio-signature", body.substr(0, 28)}}, body};
  if (read_twilio_webhook(forged, "token")) std::abort();  // nobody guesses a signature
  const auto form = parse_form(body);
  if (!form) return 0;
  WebhookRequest genuine = forged;
  genuine.headers["x-twilio-signature"] = twilio_signature(url, *form, "token");
  (void)read_twilio_webhook(genuine, "token");
  (void)twilio_inbound_message(*form);
  (void)twilio_delivery_update(*form);
  if (const auto call = twilio_call(*form)) (void)Twiml().gather({.action = call->recording_url, .prompt = call->speech}).document();
  return 0;
}
