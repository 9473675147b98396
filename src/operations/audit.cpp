#include "operations/audit.hpp"

#include <algorithm>
#include <map>
#include <mutex>

#include "base/log.hpp"
#include "base/schema.hpp"
#include "base/text.hpp"
#include "compliance/permissions.hpp"

namespace callwell::operations {

struct Announcements {
  struct One {
    std::string type, tenant;
    json::object data;
    bool happened = false;  ///< of a part that succeeded: told whatever becomes of the whole
  };
  std::vector<One> all;
};

namespace {

using base::Result;

/// Every operation's input schema, compiled once.
Result<base::Schema> schema_of(const Operation &operation) {
  static std::mutex mutex;
  static std::map<std::string_view, base::Schema> compiled;
  const std::lock_guard lock(mutex);
  const auto found = compiled.find(operation.name);
  if (found != compiled.end()) return found->second;
  Result<base::Schema> schema = base::Schema::parse(operation.input_schema);
  if (!schema) return base::Error{base::Status::internal, "the operation's schema does not compile: " + schema.error().message};
  return compiled.emplace(operation.name, *schema).first->second;
}

Result<void> check_input(const Operation &operation, const json::value &input) {
  const Result<base::Schema> schema = schema_of(operation);
  if (!schema) return schema.error();
  const std::vector<base::SchemaProblem> problems = schema->check(input);
  if (problems.empty()) return {};
  const base::SchemaProblem &first = problems.front();
  return base::invalid(first.message + (first.fix.empty() ? "" : ": " + first.fix), base::display_path(first.pointer));
}

Result<base::Instant> clock_of(const json::object &input, base::Instant now) {
  const std::string_view text = base::string_at(input, "now");
  if (text.empty()) return now;
  Result<base::Instant> read = base::parse_rfc3339(text);
  if (!read) return base::invalid(read.error().message, "now");
  return read;
}

/// A role that exists, by name; anything else a caller may have sent stays out of the trail.
std::string_view role_of(const Call &call) {
  const auto roles = compliance::roles();
  return std::find(roles.begin(), roles.end(), call.role) == roles.end() ? std::string_view("unknown") : call.role;
}

compliance::AuditRecord record_of(const Call &call, std::string_view object, std::string_view outcome, json::object details) {
  compliance::AuditRecord record;
  record.at = call.now;
  record.actor = "role/" + std::string(role_of(call));
  record.role = role_of(call);
  record.action = call.operation.name;
  record.object = object;
  record.outcome = outcome;
  record.details = std::move(details);
  return record;
}

void remember(const Call &call, std::uint64_t index, std::string_view object, std::string_view outcome) {
  announce(call, "audit", {{"index", index}, {"action", call.operation.name}, {"object", object}, {"outcome", outcome}, {"role", role_of(call)}});
}

/// What touches personal data and wrote no record of its own, and what was refused, is recorded here.
void audit_outcome(const Call &call, const Result<json::value> &answer) {
  const auto &told = call.announcements.all;
  const bool recorded = std::any_of(told.begin(), told.end(), [](const Announcements::One &one) { return one.type == "audit" && !one.happened; });
  const bool touches = call.operation.personal_data == PersonalData::reads && !recorded;
  const bool refused = !answer && answer.error().status == base::Status::permission_denied;
  if (!call.tenant || (!touches && !refused)) return;
  const std::string_view outcome = answer ? "ok" : base::status_name(answer.error().status);
  const auto written = records::in_write(call.tenant->store(), call.tenant->id(), [&](records::Transaction &tx) {
    return records::append_audit(tx, record_of(call, "", outcome, {}));
  });
  if (written) return remember(call, *written, "", outcome);
  base::log(base::LogLevel::error, "audit.not_written", {{"operation", base::Identifier{call.operation.name}}, {"reason", base::FreeText{written.error().message}}});
}

/// Tells the watchers, or the operation that this one is a part of: that one holds locks which a watcher may want.
void tell(Agent &agent, Announcements &announcements, Announcements *within, base::Instant now) {
  for (Announcements::One &one : announcements.all) {
    one.happened = true;
    if (within) within->all.push_back(std::move(one));
    else agent.events().publish(one.type, one.tenant, now, std::move(one.data));
  }
}

}  // namespace

Result<void> audit(const Call &call, records::Transaction &tx, std::string_view object, json::object details) {
  const Result<std::uint64_t> index = records::append_audit(tx, record_of(call, object, "ok", std::move(details)));
  if (!index) return index.error();
  remember(call, *index, object, "ok");
  return {};
}

void announce(const Call &call, std::string_view type, json::object data) {
  // Of the practice it happened in: a webhook finds out only while it runs which one that is.
  call.announcements.all.push_back({std::string(type), call.tenant ? call.tenant->id() : std::string(), std::move(data), false});
}

Result<void> run_for_host(Agent &agent, Tenant &tenant, std::string_view name, base::Instant now, const std::function<Result<void>(const Call &)> &body) {
  const Operation *operation = find_operation(name);
  if (!operation) return base::Error{base::Status::internal, "no operation of that name", "operation"};
  const json::object none;
  Announcements announcements;
  const Result<void> done = body({agent, &tenant, now, "system", none, *operation, announcements});
  if (!done) std::erase_if(announcements.all, [](const Announcements::One &one) { return !one.happened; });
  tell(agent, announcements, nullptr, now);
  return done;
}

Result<json::value> run_operation(Agent &agent, std::string_view name, const json::object &input, const InvokeOptions &options) {
  const Operation *operation = find_operation(name);
  if (!operation) return base::Error{base::Status::not_found, "no operation is called '" + base::clean_utf8(name, 64) + "'", "operation"};
  Tenant *tenant = agent.find_tenant(options.tenant);
  if (!tenant && !options.tenant.empty()) return base::Error{base::Status::not_found, "no such practice", "tenant"};
  if (!tenant && operation->needs_tenant) return base::invalid("this operation needs a practice: open the agent with one", "tenant");
  const Result<base::Instant> now = clock_of(input, options.now);
  if (!now) return now.error();
  json::object body = input;
  body.erase("now");
  Announcements announcements;
  const Call call{agent, tenant, *now, options.role, body, *operation, announcements};
  if (!compliance::may(options.role, operation->permission)) {
    const Result<json::value> refused = base::Error{base::Status::permission_denied, "the role '" + base::clean_utf8(options.role, 32) + "' may not run " + std::string(name), "role"};
    audit_outcome(call, refused);
    return refused;
  }
  if (auto checked = check_input(*operation, body); !checked) return checked.error();
  Result<json::value> answer = operation->run(call);
  audit_outcome(call, answer);
  if (!answer) std::erase_if(announcements.all, [](const Announcements::One &one) { return !one.happened; });
  tell(agent, announcements, options.within, *now);
  return answer;
}

}  // namespace callwell::operations
