#include "adapters/messaging/telnyx_webhook.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace callwell::adapters {

namespace {

namespace json = base::json;

const json::object &first_object(const json::array &array) {
  static const json::object empty;
  return array.empty() || !array[0].is_object() ? empty : array[0].get_object();
}

/// What a person wrote: SMS in `text`, WhatsApp as well, or inside its own object.
std::string_view text_of(const json::object &payload) {
  const std::string_view text = base::string_at(payload, "text");
  if (!text.empty()) return text;
  return base::string_at(base::object_at(base::object_at(payload, "whatsapp_message"), "text"), "body");
}

}  // namespace

base::Result<InboundMessage> telnyx_inbound_message(const TelnyxEvent &event) {
  if (event.type != "message.received") return base::Error{base::Status::unsupported, "not an incoming message"};
  const std::string_view from = base::string_at(base::object_at(event.payload, "from"), "phone_number");
  const std::string_view to = base::string_at(first_object(base::array_at(event.payload, "to")), "phone_number");
  if (!plausible_address(from)) return base::invalid("the message has no usable sender", "data.payload.from");
  if (!plausible_address(to)) return base::invalid("the message has no usable recipient", "data.payload.to");
  InboundMessage message;
  message.provider_event_id = event.id;
  message.from = from;
  message.to = to;
  message.text = base::clean_utf8(text_of(event.payload), kMaxInboundTextBytes);
  message.channel =
      base::iequals_ascii(base::string_at(event.payload, "type"), "whatsapp") ? MessageChannel::whatsapp : MessageChannel::sms;
  message.media_count = static_cast<std::int32_t>(std::min<std::size_t>(base::array_at(event.payload, "media").size(), 100));
  return message;
}

base::Result<DeliveryUpdate> telnyx_delivery_update(const TelnyxEvent &event) {
  struct Row {
    std::string_view name;
    DeliveryState state;
  };
  static constexpr Row kRows[] = {{"queued", DeliveryState::queued},
                                  {"sending", DeliveryState::sending},
                                  {"sent", DeliveryState::sent},
                                  {"delivered", DeliveryState::delivered},
                                  {"delivery_unconfirmed", DeliveryState::sent},
                                  {"delivery_failed", DeliveryState::undelivered},
                                  {"sending_failed", DeliveryState::failed},
                                  {"expired", DeliveryState::undelivered}};
  if (event.type != "message.sent" && event.type != "message.finalized")
    return base::Error{base::Status::unsupported, "not a delivery report"};
  const std::string_view status = base::string_at(first_object(base::array_at(event.payload, "to")), "status");
  const auto *found = std::find_if(std::begin(kRows), std::end(kRows), [&](const Row &row) { return row.name == status; });
  DeliveryUpdate update;
  update.provider_event_id = event.id;
  update.provider_id = base::string_at(event.payload, "id");
  if (update.provider_id.empty()) return base::invalid("the report names no message", "data.payload.id");
  if (found == std::end(kRows)) return base::invalid("not a message status", "data.payload.to");
  update.state = found->state;
  update.error_code = base::string_at(first_object(base::array_at(event.payload, "errors")), "code");
  return update;
}

}  // namespace callwell::adapters
