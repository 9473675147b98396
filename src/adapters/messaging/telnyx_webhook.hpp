// What Telnyx's messaging events say. Who sent them is checked in telnyx_event.hpp.
#pragma once

#include "adapters/messaging/inbound.hpp"
#include "adapters/telnyx_event.hpp"

namespace callwell::adapters {

/// Of a "message.received" event. Errors: `unsupported` for an event of another type.
base::Result<InboundMessage> telnyx_inbound_message(const TelnyxEvent &event);
/// Of a "message.sent" or "message.finalized" event. Errors: `unsupported` for an event of another type.
base::Result<DeliveryUpdate> telnyx_delivery_update(const TelnyxEvent &event);

}  // namespace callwell::adapters
