// Compliance as operations: redaction, the reply guard, opt-out keywords, contact windows, Safe Harbor and the audit ledger.
#include <array>
#include <fstream>
#include <sstream>

#include "base/crypto.hpp"
#include "compliance/contact_window.hpp"
#include "compliance/guard.hpp"
#include "compliance/keywords.hpp"
#include "compliance/ledger.hpp"
#include "compliance/redaction.hpp"
#include "compliance/safe_harbor.hpp"
#include "operations/registry.hpp"

namespace callwell::operations {

namespace {

namespace c = callwell::compliance;

constexpr std::size_t kMaxLedgerBytes = std::size_t{256} << 20;

json::value or_null(const std::optional<std::string> &text) { return text ? json::value(*text) : json::value(nullptr); }

// ---- redact ------------------------------------------------------------------------------------------------------

base::Result<c::RedactOptions> redact_options(const json::object &input) {
  c::RedactOptions options;
  const std::string_view style = base::string_at(input, "style", "label");
  options.style = style == "mask" ? c::RedactStyle::mask : style == "pseudonym" ? c::RedactStyle::pseudonym : c::RedactStyle::label;
  for (const json::value &key : base::array_at(input, "keep_types")) {
    const auto type = key.is_string() ? c::parse_identifier(key.as_string()) : std::nullopt;
    if (!type) return base::invalid("not an identifier type such as NAME or PHONE", "keep_types");
    options.keep_types.insert(*type);
  }
  return options;
}

base::Result<json::value> run_redact(const Call &call) {
  auto options = redact_options(call.input);
  if (!options) return options.error();
  c::Pseudonyms pseudonyms{std::string(base::string_at(call.input, "session", "callwell"))};
  options->pseudonyms = &pseudonyms;
  const auto redaction = c::redact(base::string_at(call.input, "text"), *options);
  if (!redaction) return redaction.error();
  json::array spans;
  for (const c::IdentifierSpan &span : redaction->spans) {
    spans.push_back(json::object{{"start", span.start}, {"end", span.end}, {"type", c::identifier_key(span.type)}});
  }
  return json::object{{"text", redaction->text}, {"spans", std::move(spans)}};
}

// ---- guard_reply, classify_keyword -------------------------------------------------------------------------------

base::Result<json::value> run_guard_reply(const Call &call) {
  std::vector<std::string> knowledge;
  for (const json::value &passage : base::array_at(call.input, "knowledge")) {
    if (passage.is_string()) knowledge.emplace_back(passage.as_string());
  }
  const auto language = nlu::parse_language(base::string_at(call.input, "language", "en"));
  const c::GuardVerdict verdict = c::guard_reply({base::string_at(call.input, "reply"), base::string_at(call.input, "caller"),
                                                  language.value_or(nlu::Language::en), knowledge});
  json::array reasons;
  for (const c::GuardReason reason : verdict.reasons) reasons.emplace_back(c::guard_reason_key(reason));
  json::object out{{"allow", verdict.allow}, {"reasons", std::move(reasons)}};
  if (!verdict.allow) out["replacement"] = verdict.replacement;
  return out;
}

base::Result<json::value> run_classify_keyword(const Call &call) {
  const bool opted_out = base::string_at(call.input, "state") == "opted_out";
  const c::KeywordMatch match = c::classify_keyword(base::string_at(call.input, "text"), opted_out ? c::Subscription::opted_out : c::Subscription::subscribed);
  return json::object{{"keyword", c::keyword_key(match.keyword)}, {"confidence", match.confidence}, {"exact", match.exact}};
}

// ---- contact_window ----------------------------------------------------------------------------------------------

base::Result<c::WindowOverrides> window_overrides(const json::object &input) {
  c::WindowOverrides overrides;
  for (const auto &[key, minutes] : {std::pair{"open", &overrides.open}, std::pair{"close", &overrides.close}}) {
    if (!input.contains(key)) continue;
    const auto time = base::parse_minute_of_day(base::string_at(input, key));
    if (!time) return base::invalid(time.error().message, key);
    *minutes = *time;
  }
  if (!input.contains("closed_days")) return overrides;
  overrides.closed_days.emplace();
  for (const json::value &key : base::array_at(input, "closed_days")) {
    const auto day = base::parse_weekday_key(key.is_string() ? std::string_view(key.as_string()) : std::string_view());
    if (!day) return base::invalid(day.error().message, "closed_days");
    overrides.closed_days->push_back(*day);
  }
  return overrides;
}

std::vector<std::string> zones_asked_about(const json::object &input) {
  std::vector<std::string> zones;
  for (const json::value &zone : base::array_at(input, "time_zones")) zones.emplace_back(zone.is_string() ? std::string_view(zone.as_string()) : "");
  return zones.empty() ? c::zones_of_phone(base::string_at(input, "phone")) : zones;
}

base::Result<json::value> run_contact_window(const Call &call) {
  const std::string_view phone = base::string_at(call.input, "phone");
  if (phone.empty() && base::array_at(call.input, "time_zones").empty()) return base::invalid("give a phone number or time_zones", "phone");
  const auto at = base::parse_rfc3339(base::string_at(call.input, "at"));
  if (!at) return base::invalid(at.error().message, "at");
  const auto overrides = window_overrides(call.input);
  if (!overrides) return overrides.error();
  const auto policy = c::with_overrides(c::legal_hours(base::string_at(call.input, "state", c::state_of_phone(phone))), *overrides);
  if (!policy) return policy.error();
  const std::vector<std::string> zones = zones_asked_about(call.input);
  const auto decision = c::contact_window(*at, zones, *policy);
  if (!decision) return decision.error();
  const base::Zone shown = zones.empty() ? base::Zone() : *base::Zone::load(zones.front());
  json::value next = decision->next_allowed ? json::value(base::format_rfc3339(*decision->next_allowed, shown)) : json::value(nullptr);
  return json::object{{"allowed", decision->allowed}, {"reason", decision->reason}, {"next_allowed_at", std::move(next)}, {"time_zones", json::array(zones.begin(), zones.end())}};
}

// ---- generalise --------------------------------------------------------------------------------------------------

base::Result<json::value> run_generalise(const Call &call) {
  base::Date as_of = base::Zone().local(call.now).date;
  if (call.input.contains("as_of")) {
    const auto date = base::parse_date(base::string_at(call.input, "as_of").substr(0, 10));
    if (!date) return base::invalid(date.error().message, "as_of");
    as_of = *date;
  }
  const json::value &value = call.input.at("value");
  const std::string text = value.is_string() ? std::string(value.as_string()) : value.is_null() ? "" : json::serialize(value);
  return json::object{{"value", or_null(c::generalise(base::string_at(call.input, "field"), text, as_of))}};
}

// ---- audit.verify ------------------------------------------------------------------------------------------------

base::Result<std::vector<std::string>> unhex_all(const json::array &hexes, const char *field) {
  std::vector<std::string> out;
  for (const json::value &hex : hexes) {
    auto bytes = base::unhex(hex.is_string() ? std::string_view(hex.as_string()) : "?");
    if (!bytes) return base::invalid(bytes.error().message, field);
    out.push_back(std::move(*bytes));
  }
  return out;
}

json::object check_result(bool valid, std::uint64_t size, const std::string &root, std::optional<std::uint64_t> first_bad = std::nullopt) {
  return {{"valid", valid}, {"tree_size", size}, {"root", base::hex(root)}, {"first_bad", first_bad ? json::value(*first_bad) : json::value(nullptr)}};
}

base::Result<json::object> verify_inclusion(const json::object &proof, std::vector<std::string> path) {
  const auto leaf = base::unhex(base::string_at(proof, "leaf")), root = base::unhex(base::string_at(proof, "root"));
  const std::int64_t index = base::int_at(proof, "index", -1), size = base::int_at(proof, "size", -1);
  if (!leaf || !root || index < 0 || size < 0) return base::invalid("an inclusion proof has leaf, index, size, proof and root", "proof");
  const c::InclusionProof inclusion{c::leaf_hash(*leaf), static_cast<std::uint64_t>(index), static_cast<std::uint64_t>(size), std::move(path), *root};
  return check_result(c::verify(inclusion), inclusion.size, *root);
}

base::Result<json::object> verify_consistency(const json::object &proof, std::vector<std::string> path) {
  const auto root1 = base::unhex(base::string_at(proof, "root1")), root2 = base::unhex(base::string_at(proof, "root2"));
  const std::int64_t size1 = base::int_at(proof, "size1", -1), size2 = base::int_at(proof, "size2", -1);
  if (!root1 || !root2 || size1 < 0 || size2 < 0) return base::invalid("a consistency proof has size1, root1, size2, root2 and proof", "proof");
  const c::ConsistencyProof consistency{static_cast<std::uint64_t>(size1), static_cast<std::uint64_t>(size2), *root1, *root2, std::move(path)};
  return check_result(c::verify(consistency), consistency.size2, *root2);
}

base::Result<json::object> verify_proof(const json::object &proof) {
  auto path = unhex_all(base::array_at(proof, "proof"), "proof");
  if (!path) return path.error();
  const std::string_view kind = base::string_at(proof, "kind");
  if (kind == "inclusion") return verify_inclusion(proof, std::move(*path));
  if (kind == "consistency") return verify_consistency(proof, std::move(*path));
  return base::invalid("a proof's kind is inclusion or consistency", "proof.kind");
}

base::Result<json::object> verify_leaves(const json::array &leaves) {
  const auto entries = unhex_all(leaves, "leaves");
  if (!entries) return entries.error();
  std::vector<std::string> hashes;
  for (const std::string &entry : *entries) hashes.push_back(c::leaf_hash(entry));
  return check_result(true, hashes.size(), c::merkle_root(hashes));
}

base::Result<json::object> verify_file(const std::string &path) {
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  if (!file) return base::Error{base::Status::not_found, "there is no readable ledger at that path", "path"};
  if (static_cast<std::size_t>(file.tellg()) > kMaxLedgerBytes) return base::Error{base::Status::limit_exceeded, "the ledger file is larger than 256 MiB", "path"};
  file.seekg(0);
  std::ostringstream text;
  text << file.rdbuf();
  const c::LedgerCheck check = c::verify_ledger_lines(text.view());
  return check_result(check.valid(), check.tree_size, check.root, check.first_bad);
}

base::Result<json::value> run_audit_verify(const Call &call) {
  json::object out;
  if (call.input.contains("path") || call.input.contains("leaves")) {
    auto checked = call.input.contains("path") ? verify_file(std::string(base::string_at(call.input, "path"))) : verify_leaves(base::array_at(call.input, "leaves"));
    if (!checked) return checked.error();
    out = std::move(*checked);
  }
  if (call.input.contains("proof")) {
    auto proved = verify_proof(base::object_at(call.input, "proof"));
    if (!proved) return proved.error();
    if (out.empty()) return *proved;
    // Beside a ledger, the proof must lead to that ledger's own root.
    out["valid"] = out["valid"].as_bool() && proved->at("valid").as_bool() && proved->at("root") == out["root"];
  }
  if (out.empty()) return base::invalid("give a ledger's path, its leaves or a proof", "path");
  return out;
}

// ---- declarations ------------------------------------------------------------------------------------------------

constexpr std::array kOperations{
    Operation{.name = "compliance.redact", .permission = "compliance.read", .personal_data = PersonalData::reads, .needs_tenant = false,
              .summary = "Find and hide personal and card data in a text",
              .input_schema = R"({"type":"object","properties":{"text":{"type":"string","maxLength":1000000},"language":{"type":"string"},"style":{"type":"string","enum":["label","mask","pseudonym"]},"keep_types":{"type":"array","items":{"type":"string"}},"session":{"type":"string"}},"required":["text"],"additionalProperties":false})",
              .output_schema = R"({"type":"object","properties":{"text":{"type":"string"},"spans":{"type":"array","items":{"type":"object","properties":{"start":{"type":"integer"},"end":{"type":"integer"},"type":{"type":"string"}}}}},"required":["text","spans"]})",
              .example = R"({"in":{"text":"My number is 305-555-0123."},"out":{"text":"My number is [PHONE].","spans":[{"start":13,"end":25,"type":"PHONE"}]}})",
              .run = &run_redact},
    Operation{.name = "compliance.guard_reply", .permission = "compliance.read", .needs_tenant = false,
              .summary = "Check a reply for medical advice, false comfort and unsafe answers to an emergency",
              .input_schema = R"({"type":"object","properties":{"reply":{"type":"string"},"caller":{"type":"string"},"language":{"type":"string"},"knowledge":{"type":"array","items":{"type":"string"}}},"required":["reply"],"additionalProperties":false})",
              .output_schema = R"({"type":"object","properties":{"allow":{"type":"boolean"},"reasons":{"type":"array","items":{"type":"string"}},"replacement":{"type":"string"}},"required":["allow","reasons"]})",
              .example = R"({"in":{"reply":"I can get you in tomorrow at 9:15."},"out":{"allow":true,"reasons":[]}})",
              .run = &run_guard_reply},
    Operation{.name = "compliance.classify_keyword", .permission = "compliance.read", .needs_tenant = false,
              .summary = "Tell whether a text message asks to stop, start or get help",
              .input_schema = R"({"type":"object","properties":{"text":{"type":"string"},"state":{"type":"string","enum":["subscribed","opted_out"]},"language":{"type":"string"}},"required":["text"],"additionalProperties":false})",
              .output_schema = R"({"type":"object","properties":{"keyword":{"type":"string","enum":["stop","start","help","none"]},"confidence":{"type":"number"},"exact":{"type":"boolean"}},"required":["keyword","confidence","exact"]})",
              .example = R"({"in":{"text":"STOP","state":"subscribed"},"out":{"keyword":"stop","confidence":1E0,"exact":true}})",
              .run = &run_classify_keyword},
    Operation{.name = "compliance.contact_window", .permission = "compliance.read", .needs_tenant = false,
              .summary = "May this number be contacted at this time, and if not, when",
              .input_schema = R"({"type":"object","properties":{"phone":{"type":"string"},"at":{"type":"string"},"channel":{"type":"string","enum":["voice","sms","whatsapp"]},"time_zones":{"type":"array","items":{"type":"string"}},"state":{"type":"string"},"open":{"type":"string"},"close":{"type":"string"},"closed_days":{"type":"array","items":{"type":"string"}}},"required":["at"],"additionalProperties":false})",
              .output_schema = R"({"type":"object","properties":{"allowed":{"type":"boolean"},"reason":{"type":"string"},"next_allowed_at":{"type":["string","null"]},"time_zones":{"type":"array","items":{"type":"string"}}},"required":["allowed","reason","next_allowed_at","time_zones"]})",
              .example = R"({"in":{"phone":"+12125550123","at":"2026-03-03T12:00:00Z","channel":"sms"},"out":{"allowed":false,"reason":"before_open","next_allowed_at":"2026-03-03T08:00:00-05:00","time_zones":["America/New_York"]}})",
              .run = &run_contact_window},
    Operation{.name = "compliance.generalise", .permission = "compliance.read", .needs_tenant = false,
              .summary = "What HIPAA Safe Harbor leaves of one field",
              .input_schema = R"({"type":"object","properties":{"field":{"type":"string"},"value":{},"as_of":{"type":"string"}},"required":["field","value"],"additionalProperties":false})",
              .output_schema = R"({"type":"object","properties":{"value":{"type":["string","null"]}},"required":["value"]})",
              .example = R"({"in":{"field":"zip","value":"48201-2968"},"out":{"value":"482"}})",
              .run = &run_generalise},
    Operation{.name = "audit.verify", .permission = "compliance.read", .needs_tenant = false,
              .summary = "Check an audit ledger, or an inclusion or consistency proof",
              .input_schema = R"({"type":"object","properties":{"path":{"type":"string"},"leaves":{"type":"array","items":{"type":"string"}},"proof":{"type":"object"}},"additionalProperties":false})",
              .output_schema = R"({"type":"object","properties":{"valid":{"type":"boolean"},"tree_size":{"type":"integer"},"root":{"type":"string"},"first_bad":{"type":["integer","null"]}},"required":["valid","tree_size","root","first_bad"]})",
              .example = R"({"in":{"leaves":["","00"]},"out":{"valid":true,"tree_size":2,"root":"fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125","first_bad":null}})",
              .run = &run_audit_verify}};

}  // namespace

std::span<const Operation> compliance_operations() { return kOperations; }

}  // namespace callwell::operations
