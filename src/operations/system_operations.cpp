// The system's own: practices, checks of practice files, the audit trail, health, flows, replay.
#include "base/metrics.hpp"
#include "base/log.hpp"
#include "dialog/session.hpp"
#include "operations/audit.hpp"
#include "operations/outgoing.hpp"
#include "operations/recording_store.hpp"
#include "records/conversations.hpp"
#include "records/outbox.hpp"
#include "records/webhook_events.hpp"

namespace callwell::operations {

namespace {

using base::Result;
using records::Transaction;

Result<json::value> check_practice(const Call &call) {
  const practice::Loaded loaded = practice::load_practice(base::string_at(call.input, "yaml"));
  json::array problems;
  for (const practice::Problem &problem : loaded.problems) {
    problems.push_back({{"line", problem.line}, {"column", problem.column}, {"path", problem.path}, {"message", problem.message}, {"fix", problem.fix}});
  }
  json::object out{{"valid", loaded.practice != nullptr}, {"problems", std::move(problems)}};
  if (!loaded.practice) return out;
  out["id"] = loaded.practice->id;
  if (const auto flows = dialog::FlowSet::load(loaded.practice->flows_yaml); !flows) {
    out["valid"] = false;
    out["problems"].as_array().push_back({{"line", 0}, {"column", 0}, {"path", flows.error().field}, {"message", flows.error().message}, {"fix", ""}});
  }
  return out;
}

Result<json::value> list_practices(const Call &call) {
  json::array items;
  for (const auto &[id, tenant] : call.agent.tenants()) {
    const practice::Practice &practice = tenant->practice();
    json::array languages, numbers;
    for (const std::string &language : practice.languages) languages.emplace_back(json::string(language));
    for (const std::string &number : practice.numbers) numbers.emplace_back(json::string(number));
    items.push_back({{"id", id}, {"name", practice.name}, {"languages", std::move(languages)}, {"numbers", std::move(numbers)}, {"time_zone", practice.time_zone}});
  }
  return json::object{{"practices", std::move(items)}};
}

Result<json::value> flows_dot(const Call &call) {
  if (call.tenant) return json::object{{"dot", call.tenant->setting()->flows().dot()}};
  const auto flows = dialog::FlowSet::load("");
  if (!flows) return flows.error();
  return json::object{{"dot", flows->dot()}};
}

Result<json::value> list_audit(const Call &call) {
  return records::in_read(call.tenant->store(), call.tenant->id(), [&](Transaction &tx) -> Result<json::value> {
    records::AuditQuery query;
    query.from = static_cast<std::uint64_t>(base::int_at(call.input, "from"));
    query.object = base::string_at(call.input, "object");
    query.limit = static_cast<std::size_t>(base::int_at(call.input, "limit", 100));
    const auto entries = records::list_audit(tx, query);
    if (!entries) return entries.error();
    json::array items;
    for (const compliance::LedgerEntry &entry : *entries) {
      const auto record = base::parse_json(entry.bytes);
      items.push_back({{"index", entry.index}, {"record", record ? *record : json::value(nullptr)}});
    }
    return json::object{{"items", std::move(items)}};
  });
}

Result<json::value> check_audit(const Call &call) {
  return records::in_read(call.tenant->store(), call.tenant->id(), [&](Transaction &tx) -> Result<json::value> {
    const auto check = records::verify_audit(tx);
    if (!check) return check.error();
    return json::object{{"valid", check->valid()}, {"tree_size", check->tree_size}, {"first_bad", check->first_bad ? json::value(*check->first_bad) : json::value(nullptr)}};
  });
}

Result<json::value> health(const Call &call) {
  json::object components{{"library", "ok"}};
  if (call.tenant) {
    const auto depth = records::in_read(call.tenant->store(), call.tenant->id(), [&](Transaction &tx) { return records::outbox_depth(tx); });
    components["database"] = depth ? "ok" : base::status_name(depth.error().status);
    if (depth) components["outbox"] = json::object{{"pending", depth->pending}, {"given_up", depth->dead}};
  }
  const json::value *database = components.if_contains("database");
  return json::object{{"ok", !database || database->as_string() == "ok"}, {"components", std::move(components)}};
}

Result<json::value> metrics(const Call &) { return json::object{{"text", base::metrics_text()}}; }

Result<json::value> security_event(const Call &call) {
  return records::in_write(call.tenant->store(), call.tenant->id(), [&](Transaction &tx) -> Result<json::value> {
    const records::SecurityEvent event{call.now, std::string(base::string_at(call.input, "kind")), std::string(base::string_at(call.input, "source")), std::string(base::string_at(call.input, "detail"))};
    if (auto added = records::add_security_event(tx, event); !added) return added.error();
    announce(call, "alert", {{"kind", event.kind}, {"source", event.source}});
    return json::object{{"recorded", true}};
  });
}

Result<json::value> list_security_events(const Call &call) {
  return records::in_read(call.tenant->store(), call.tenant->id(), [&](Transaction &tx) -> Result<json::value> {
    const auto events = records::list_security_events(tx);
    if (!events) return events.error();
    json::array items;
    for (const records::SecurityEvent &event : *events) items.push_back({{"at", base::format_utc(event.at)}, {"kind", event.kind}, {"source", event.source}, {"detail", event.detail}});
    return json::object{{"items", std::move(items)}};
  });
}

/// Wakes the conversations whose deadline has come and sends what is due.
Result<json::value> work(const Call &call) {
  constexpr std::size_t kBatch = 50;
  const auto due = records::in_read(call.tenant->store(), call.tenant->id(), [&](Transaction &tx) { return records::due_conversations(tx, call.now, kBatch); });
  if (!due) return due.error();
  std::size_t woken = 0;
  for (const std::string &id : *due) {
    const auto ticked = call.agent.invoke("conversations.tick", {{"conversation_id", id}}, {call.tenant->id(), "system", call.now});
    woken += ticked ? 1 : 0;  // one that cannot be woken must not keep the runtime busy
    if (!ticked) base::log(base::LogLevel::warn, "conversation.tick_failed", {{"conversation", base::Identifier{id}}, {"status", base::Identifier{base::status_name(ticked.error().status)}}});
  }
  const auto tended = tend_recordings(call);
  if (!tended) base::log(base::LogLevel::warn, "recording.not_tended", {{"status", base::Identifier{base::status_name(tended.error().status)}}});
  const auto sent = send_due(call);
  if (!sent) return sent.error();
  return json::object{{"done", static_cast<std::int64_t>(woken + *sent + (tended ? *tended : 0))}};
}

constexpr std::string_view kNothing = R"({"type":"object","additionalProperties":false})";

constexpr Operation kOperations[] = {
    {.name = "practices.check", .permission = "system.read", .needs_tenant = false, .summary = "Checks a practice file and lists every fault with line, column and what would mend it.",
     .input_schema = R"({"type":"object","required":["yaml"],"additionalProperties":false,"properties":{"yaml":{"type":"string"}}})",
     .output_schema = R"({"type":"object","properties":{"valid":{"type":"boolean"},"problems":{"type":"array","items":{"type":"object"}}}})", .example = R"({"in":{"yaml":"id: 7"},"out_has":["valid","problems"]})", .run = &check_practice},
    {.name = "practices.list", .permission = "system.read", .needs_tenant = false, .summary = "The practices of this agent.", .input_schema = kNothing,
     .output_schema = R"({"type":"object","properties":{"practices":{"type":"array","items":{"type":"object"}}}})", .example = R"({"in":{},"out_has":["practices"]})", .run = &list_practices},
    {.name = "flows.dot", .permission = "system.read", .needs_tenant = false, .summary = "The flows as a Graphviz diagram.", .input_schema = kNothing, .output_schema = R"({"type":"object","properties":{"dot":{"type":"string"}}})", .example = R"({"in":{},"out_has":["dot"]})", .run = &flows_dot},
    {.name = "audit.list", .permission = "compliance.read", .summary = "The audit trail, from a position on.", .input_schema = R"({"type":"object","additionalProperties":false,"properties":{"from":{"type":"integer","minimum":0},"object":{"type":"string"},"limit":{"type":"integer","minimum":1,"maximum":1000}}})",
     .output_schema = R"({"type":"object","properties":{"items":{"type":"array","items":{"type":"object"}}}})", .example = R"({"in":{},"practice":"lakeside_dental","out":{"items":[]}})", .run = &list_audit},
    {.name = "audit.check", .permission = "compliance.read", .summary = "Checks the practice's whole audit trail: every entry and every link.", .input_schema = kNothing,
     .output_schema = R"({"type":"object","properties":{"valid":{"type":"boolean"},"tree_size":{"type":"integer"},"first_bad":{"type":["integer","null"]}}})", .example = R"({"in":{},"practice":"lakeside_dental","out":{"valid":true,"tree_size":0,"first_bad":null}})", .run = &check_audit},
    {.name = "system.health", .permission = "", .needs_tenant = false, .summary = "Is everything in working order?", .input_schema = kNothing, .output_schema = R"({"type":"object","properties":{"ok":{"type":"boolean"},"components":{"type":"object"}}})", .example = R"({"in":{},"out_has":["ok"]})", .run = &health},
    {.name = "system.metrics", .permission = "system.read", .needs_tenant = false, .summary = "Counters and histograms in the Prometheus text format.", .input_schema = kNothing, .output_schema = R"({"type":"object","properties":{"text":{"type":"string"}}})", .example = R"({"in":{},"out_has":["text"]})", .run = &metrics},
    {.name = "system.work", .retry = Retry::safe, .permission = "inbound", .summary = "One round of what falls due: silent conversations, queued messages, recordings whose time is over. The managed runtime runs it.", .input_schema = kNothing,
     .output_schema = R"({"type":"object","properties":{"done":{"type":"integer"}}})", .example = R"({"in":{},"practice":"lakeside_dental","out_has":["done"]})", .run = &work},
    {.name = "security.record", .retry = Retry::safe, .permission = "inbound", .summary = "Records an attempt that was turned away.", .input_schema = R"({"type":"object","required":["kind"],"additionalProperties":false,"properties":{"kind":{"type":"string","maxLength":64},"source":{"type":"string","maxLength":64},"detail":{"type":"string","maxLength":200}}})",
     .output_schema = R"({"type":"object","properties":{"recorded":{"type":"boolean"}}})", .example = R"({"in":{"kind":"unauthenticated","source":"api"},"practice":"lakeside_dental","out":{"recorded":true}})", .run = &security_event},
    {.name = "security.list", .permission = "compliance.read", .summary = "Attempts that were turned away, latest first.", .input_schema = kNothing, .output_schema = R"({"type":"object","properties":{"items":{"type":"array","items":{"type":"object"}}}})", .example = R"({"in":{},"practice":"lakeside_dental","out":{"items":[]}})", .run = &list_security_events},
};

}  // namespace

std::span<const Operation> system_operations() { return kOperations; }

}  // namespace callwell::operations
