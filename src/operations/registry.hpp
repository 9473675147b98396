// One declaration per operation: from it come the C call, the Python method, the HTTP route, the permission check,
// the audit record and the documentation.
#pragma once

#include <span>
#include <string_view>

#include "base/json.hpp"
#include "base/result.hpp"
#include "base/time.hpp"

namespace callwell::operations {

namespace json = boost::json;

class Tenant;  // one practice with its models and store: operations/tenant.hpp
class Agent;

enum class Stability : std::uint8_t { experimental, stable };
/// May the caller send the same request again after an unclear failure?
enum class Retry : std::uint8_t { safe, with_idempotency_key, never };
/// What personal data the answer may carry; decides the audit record.
enum class PersonalData : std::uint8_t { none, reads, writes };

/// Who calls, for whom and when. `tenant` is null only for operations declared with `needs_tenant = false`.
struct Call {
  Agent &agent;
  Tenant *tenant;
  base::Instant now;
  std::string_view role;
  const json::object &input;  ///< already checked against the operation's schema
  const struct Operation &operation;
  struct Announcements &announcements;  ///< see announce() in audit.hpp
};

struct Operation {
  std::string_view name, since = "1.0";
  Stability stability = Stability::stable;
  Retry retry = Retry::safe;
  std::string_view permission;                 ///< such as "schedule.read"; see compliance/permissions.hpp
  PersonalData personal_data = PersonalData::none;
  bool needs_tenant = true;
  std::string_view summary;
  std::string_view input_schema, output_schema;  ///< JSON Schema objects; `now` is accepted everywhere
  std::string_view example;                    ///< {"in":…,"out":…} with "practice" and "out_has" if need be, or {}: run as a test and printed in the docs
  base::Result<json::value> (*run)(const Call &call) = nullptr;
};

// One list per file of declarations; registry.cpp joins them.
std::span<const Operation> nlu_operations();
std::span<const Operation> evaluation_operations();
std::span<const Operation> slot_operations();
std::span<const Operation> compliance_operations();
std::span<const Operation> scheduling_operations();
std::span<const Operation> patient_operations();
std::span<const Operation> conversation_operations();
std::span<const Operation> inbound_operations();
std::span<const Operation> recording_operations();
std::span<const Operation> system_operations();

const Operation *find_operation(std::string_view name);
std::span<const Operation *const> all_operations();  ///< by name
json::value describe_operations();

}  // namespace callwell::operations
