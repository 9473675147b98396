// Running an operation under the rules: permission, schema, audit record, live events.
#pragma once

#include <functional>

#include "operations/agent.hpp"
#include "records/audit.hpp"

namespace callwell::operations {

/// What Agent::invoke does.
base::Result<json::value> run_operation(Agent &agent, std::string_view name, const json::object &input, const InvokeOptions &options);

/// Runs `body` as the host's own part of an operation whose input never was JSON: a turn of a call.
base::Result<void> run_for_host(Agent &agent, Tenant &tenant, std::string_view operation, base::Instant now, const std::function<base::Result<void>(const Call &)> &body);

/// Writes the operation's audit record in the transaction it tells of. `object` is an id such as "appointment/0192…".
base::Result<void> audit(const Call &call, records::Transaction &tx, std::string_view object, json::object details = {});
/// Tells the watchers once the operation has succeeded.
void announce(const Call &call, std::string_view type, json::object data);

}  // namespace callwell::operations
