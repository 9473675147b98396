// Fuzz target: a Telnyx webhook's body, as an outsider can send it and as the readers see it once the signature was checked.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "adapters/messaging/telnyx_webhook.hpp"
#include "adapters/telephony/telnyx_voice.hpp"

using namespace callwell;
using namespace callwell::adapters;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
  const std::string body(reinterpret_cast<const char *>(data), size);
  const WebhookRequest forged{"POST",
                              "https://example.com/webhooks/telnyx/messages",
                              "/",
                              {{"telnyx-signature-ed25519", body.substr(0, 88)}, {"telnyx-timestamp", body.substr(0, 10)}},
                              body};
  if (read_telnyx_webhook(forged, "A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=", {})) std::abort();
  const auto value = base::parse_json(body);
  if (!value || !value->is_object()) return 0;
  for (const char *type : {"message.received", "message.finalized", "call.hangup", "call.transcription"}) {
    const TelnyxEvent event{"id", type, value->get_object()};
    (void)telnyx_inbound_message(event);
    (void)telnyx_delivery_update(event);
    if (const auto call = telnyx_call(event)) (void)is_missed(*call);
  }
  return 0;
}
