#include "adapters/messaging/inbound.hpp"

#include <algorithm>
#include <array>

namespace callwell::adapters {

namespace {

constexpr std::array<std::string_view, 8> kNames{"queued", "sending", "sent", "delivered", "read", "undelivered", "failed", "canceled"};

bool ends_without_delivery(DeliveryState state) { return state >= DeliveryState::undelivered; }

}  // namespace

std::string_view delivery_state_name(DeliveryState state) noexcept { return kNames[static_cast<std::size_t>(state)]; }

bool supersedes(DeliveryState news, DeliveryState known) noexcept {
  if (ends_without_delivery(known)) return false;
  if (ends_without_delivery(news)) return known < DeliveryState::delivered;
  return news > known;
}

bool plausible_address(std::string_view text) noexcept {
  const auto plain = [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); };
  if (text.starts_with('+')) text.remove_prefix(1);
  return text.size() >= 3 && text.size() <= 20 && std::all_of(text.begin(), text.end(), plain);
}

}  // namespace callwell::adapters
