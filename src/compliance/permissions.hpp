// Who may do what: roles and the permissions they carry. One table; the registry asks it before every operation.
#pragma once

#include <span>
#include <string_view>

namespace callwell::compliance {

/// "system", "admin", "staff", "compliance", "viewer", "patient".
std::span<const std::string_view> roles();
/// "schedule.read", "patients.write", "inbound" …; "" is free for everybody with a known role.
std::span<const std::string_view> permissions();
/// False for a role or a permission that does not exist.
bool may(std::string_view role, std::string_view permission);

}  // namespace callwell::compliance
