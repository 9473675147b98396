#include "compliance/permissions.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace callwell::compliance {

namespace {

enum Role : std::uint8_t { kSystem = 1, kAdmin = 2, kStaff = 4, kCompliance = 8, kViewer = 16, kPatient = 32 };

constexpr std::array<std::string_view, 6> kRoles{"system", "admin", "staff", "compliance", "viewer", "patient"};

/// Reading openings is all that a patient may do alone: what the agent does for a caller, it does as the system.
struct Grant {
  std::string_view permission;
  std::uint8_t roles;
};
constexpr std::array kGrants{
    Grant{"schedule.read", kAdmin | kStaff | kViewer | kPatient},
    Grant{"schedule.write", kAdmin | kStaff},
    Grant{"patients.read", kAdmin | kStaff},
    Grant{"patients.write", kAdmin | kStaff},
    Grant{"conversations.read", kAdmin | kStaff | kCompliance},
    Grant{"conversations.write", kAdmin | kStaff},
    Grant{"recordings.read", kAdmin | kCompliance},
    Grant{"recordings.write", kAdmin | kCompliance},
    Grant{"compliance.read", kAdmin | kStaff | kCompliance},
    Grant{"compliance.write", kAdmin | kCompliance},
    Grant{"nlu.read", kAdmin | kStaff | kViewer},
    Grant{"nlu.train", kAdmin},
    Grant{"system.read", kAdmin | kCompliance | kViewer},
    Grant{"system.write", kAdmin},
    Grant{"inbound", 0},  // only the system: a webhook is verified by its adapter, not by a role
};

constexpr auto kNames = [] {
  std::array<std::string_view, kGrants.size()> names{};
  for (std::size_t i = 0; i < names.size(); ++i) names[i] = kGrants[i].permission;
  return names;
}();

}  // namespace

std::span<const std::string_view> roles() { return kRoles; }
std::span<const std::string_view> permissions() { return kNames; }

bool may(std::string_view role, std::string_view permission) {
  const auto found = std::find(kRoles.begin(), kRoles.end(), role);
  if (found == kRoles.end()) return false;
  if (permission.empty()) return true;
  const auto bit = static_cast<std::uint8_t>(1U << (found - kRoles.begin()));
  return std::any_of(kGrants.begin(), kGrants.end(),
                     [&](const Grant &grant) { return grant.permission == permission && ((grant.roles | kSystem) & bit) != 0; });
}

}  // namespace callwell::compliance
