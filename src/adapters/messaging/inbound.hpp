// What carriers tell us about messages, in one shape whoever told it.
#pragma once

#include <string>

#include "adapters/messaging/messaging.hpp"

namespace callwell::adapters {

struct InboundMessage {
  std::string provider_event_id;  ///< the carrier may deliver it again: remember the id
  std::string from, to;           ///< E.164, or a short code
  std::string text;               ///< clean UTF-8
  MessageChannel channel = MessageChannel::sms;
  std::int32_t media_count = 0;
  std::string opt_out_type;  ///< "STOP", "START", "HELP" when the carrier has already answered it itself; else empty
};

enum class DeliveryState : std::uint8_t { queued, sending, sent, delivered, read, undelivered, failed, canceled };
std::string_view delivery_state_name(DeliveryState state) noexcept;
/// Carriers report in any order: does `news` tell more than what is `known`?
bool supersedes(DeliveryState news, DeliveryState known) noexcept;

struct DeliveryUpdate {
  std::string provider_event_id;
  std::string provider_id;  ///< as Sent::provider_id
  DeliveryState state = DeliveryState::queued;
  std::string error_code;  ///< the carrier's, when it failed
};

inline constexpr std::size_t kMaxInboundTextBytes = 8 << 10;  ///< 1600 characters of four bytes and some

/// A phone number, short code or sender name as carriers write it; anything else is not believed.
bool plausible_address(std::string_view text) noexcept;

}  // namespace callwell::adapters
