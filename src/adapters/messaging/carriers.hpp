// The carriers' constructors and what their adapters share. Private to this folder.
#pragma once

#include "adapters/messaging/messaging.hpp"
#include "adapters/settings.hpp"

namespace callwell::adapters {

base::Result<std::shared_ptr<MessagingAdapter>> make_twilio_messaging(const practice::PortConfig &config, const AdapterServices &services);
base::Result<std::shared_ptr<MessagingAdapter>> make_telnyx_messaging(const practice::PortConfig &config, const AdapterServices &services);

/// A vendor's error code as our status.
struct CodeRow {
  std::int32_t code;
  base::Status status;
  std::string_view message;
  std::string_view field = {};
};
/// The row of that code; without one what the HTTP status says. The vendor's own text may hold a number and is never passed on.
base::Error error_of_code(std::span<const CodeRow> rows, std::int32_t code, std::int32_t http_status);

/// Has it a recipient in E.164, a text, and not more of it than carriers take?
base::Result<void> check_message(const OutgoingMessage &message);

}  // namespace callwell::adapters
