// Twilio's requests to us: is it really Twilio, and what does a message webhook say. Voice is in telephony/twilio_voice.hpp.
#pragma once

#include "adapters/form.hpp"
#include "adapters/messaging/inbound.hpp"
#include "adapters/webhook.hpp"

namespace callwell::adapters {

/// The X-Twilio-Signature of that URL and those form fields: base64 of HMAC-SHA1 over the URL and the distinct sorted fields.
std::string twilio_signature(std::string_view url, const Form &fields, std::string_view auth_token);
/// Twilio signs the URL now with, now without the port, so both readings are tried. In constant time.
bool twilio_signature_fits(std::string_view url, const Form &fields, std::string_view auth_token, std::string_view signature);

/// Verifies the request and reads its fields: those of the form, or of the query when it is a GET.
/// Errors: `invalid_argument`: unsigned or malformed; `unauthenticated`: wrong signature; `limit_exceeded`.
base::Result<Form> read_twilio_webhook(const WebhookRequest &request, std::string_view auth_token);

base::Result<InboundMessage> twilio_inbound_message(const Form &fields);
/// A delivery status callback; nothing is sent for the first status.
base::Result<DeliveryUpdate> twilio_delivery_update(const Form &fields);

}  // namespace callwell::adapters
