#include "adapters/telnyx_event.hpp"

#include <charconv>

#include "base/crypto.hpp"

namespace callwell::adapters {

base::Result<void> verify_telnyx(const WebhookRequest &request, std::string_view public_key, base::Instant now) {
  constexpr std::size_t kKeyBytes = 32, kSignatureBytes = 64;
  const base::Result<std::string> key = base::unbase64(public_key);
  if (!key || key->size() != kKeyBytes)
    return base::Error{base::Status::internal, "no usable public key is configured for Telnyx", "public_key"};
  if (request.body.size() > kMaxWebhookBytes) return base::Error{base::Status::limit_exceeded, "the body is too large"};
  const std::string_view timestamp = request.header("telnyx-timestamp"), signature_text = request.header("telnyx-signature-ed25519");
  if (timestamp.empty() || signature_text.empty()) return base::invalid("the request has no Telnyx signature");
  std::int64_t seconds = 0;
  const auto [end, fault] = std::from_chars(timestamp.data(), timestamp.data() + timestamp.size(), seconds);
  if (fault != std::errc() || end != timestamp.data() + timestamp.size()) return base::invalid("the timestamp is not a number");
  const base::Result<std::string> signature = base::unbase64(signature_text);
  if (!signature || signature->size() != kSignatureBytes) return base::invalid("the signature is not 64 bytes in base64");
  const std::string signed_text = std::string(timestamp) + "|" + request.body;
  if (!base::verify_ed25519(*key, signed_text, *signature)) return base::Error{base::Status::unauthenticated, "the signature does not fit"};
  const bool fresh = seconds >= now.seconds() - kTelnyxToleranceSeconds && seconds <= now.seconds() + kTelnyxToleranceSeconds;
  if (!fresh) return base::Error{base::Status::unauthenticated, "the signature is too old"};
  return {};
}

base::Result<TelnyxEvent> read_telnyx_webhook(const WebhookRequest &request, std::string_view public_key, base::Instant now) {
  if (const base::Result<void> fine = verify_telnyx(request, public_key, now); !fine) return fine.error();
  const base::Result<base::json::value> body = base::parse_json(request.body);
  if (!body || !body->is_object()) return base::invalid("the body is not a JSON object", "body");
  const base::json::object &data = base::object_at(body->get_object(), "data");
  TelnyxEvent event{std::string(base::string_at(data, "id")), std::string(base::string_at(data, "event_type")),
                    base::object_at(data, "payload")};
  if (event.id.empty()) return base::invalid("the event has no id", "data.id");
  if (event.type.empty()) return base::invalid("the event has no type", "data.event_type");
  return event;
}

}  // namespace callwell::adapters
