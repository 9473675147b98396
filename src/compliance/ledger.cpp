#include "compliance/ledger.hpp"

#include <algorithm>

#include "base/crypto.hpp"
#include "base/text.hpp"

namespace callwell::compliance {

namespace {

namespace json = base::json;

constexpr std::size_t kMaxLineBytes = 1 << 20;  // an audit record is a few hundred bytes

/// The same value with the members of every object in order of their names.
json::value sorted(const json::value &value) {
  if (const json::array *array = value.if_array()) {
    json::array out;
    for (const json::value &element : *array) out.push_back(sorted(element));
    return out;
  }
  const json::object *object = value.if_object();
  if (!object) return value;
  std::vector<std::string_view> keys;
  for (const auto &member : *object) keys.emplace_back(member.key().data(), member.key().size());
  std::sort(keys.begin(), keys.end());
  json::object out;
  for (const std::string_view key : keys) out[key] = sorted(object->at(key));
  return out;
}

/// Follows a chain entry by entry; keeps the first that breaks it.
class ChainCheck {
 public:
  void add(const LedgerEntry &entry) {
    LedgerEntry expected = ledger_.append(entry.bytes);
    const bool fits = entry.index == expected.index && entry.leaf_hash == expected.leaf_hash && entry.previous == expected.previous &&
                      (entry.chain.empty() || entry.chain == expected.chain);
    if (!fits) fail(expected.index);
  }
  void add_unreadable() { fail(ledger_.append({}).index); }
  LedgerCheck result() const { return {ledger_.size(), ledger_.root(), first_bad_}; }

 private:
  void fail(std::uint64_t index) {
    if (!first_bad_) first_bad_ = index;
  }
  Ledger ledger_;
  std::optional<std::uint64_t> first_bad_;
};

std::optional<LedgerEntry> parse_ledger_line(std::string_view line) {
  const auto parsed = base::parse_json(line, {.max_bytes = kMaxLineBytes});
  if (!parsed || !parsed->is_object()) return std::nullopt;
  const json::object &object = parsed->as_object();
  const auto leaf = base::unhex(base::string_at(object, "leaf_hash"));
  const auto previous = base::unhex(base::string_at(object, "previous"));
  const std::int64_t index = base::int_at(object, "index", -1);
  if (!leaf || !previous || index < 0 || !object.contains("entry")) return std::nullopt;
  return LedgerEntry{static_cast<std::uint64_t>(index), std::string(base::string_at(object, "entry")), *leaf, *previous, {}};
}

}  // namespace

std::string canonical_bytes(const AuditRecord &record) {
  json::object out;
  out["at"] = base::format_utc(record.at);
  out["tenant"] = record.tenant;
  out["actor"] = record.actor;
  out["role"] = record.role;
  out["action"] = record.action;
  out["object"] = record.object;
  out["purpose"] = record.purpose;
  out["outcome"] = record.outcome;
  out["details"] = sorted(record.details);
  return json::serialize(out);
}

base::Result<AuditRecord> parse_audit_record(std::string_view bytes) {
  const auto parsed = base::parse_json(bytes, {.max_bytes = kMaxLineBytes});
  if (!parsed) return parsed.error();
  if (!parsed->is_object()) return base::Error{base::Status::corrupt, "an audit record is a JSON object"};
  const json::object &object = parsed->as_object();
  const auto at = base::parse_rfc3339(base::string_at(object, "at"));
  if (!at) return base::Error{base::Status::corrupt, "an audit record has no readable time", "at"};
  const auto text = [&](std::string_view key) { return std::string(base::string_at(object, key)); };
  return AuditRecord{*at, text("tenant"), text("actor"), text("role"), text("action"), text("object"), text("purpose"), text("outcome"),
                     base::object_at(object, "details")};
}

std::string genesis_hash() { return std::string(32, '\0'); }

base::Result<Ledger> Ledger::resume(std::uint64_t size, std::string chain, std::vector<std::string> peaks) {
  auto tree = GrowingTree::resume(size, std::move(peaks));
  if (!tree) return tree.error();
  Ledger ledger;
  ledger.tree_ = std::move(*tree);
  ledger.chain_ = std::move(chain);
  return ledger;
}

LedgerEntry Ledger::append(std::string bytes) {
  LedgerEntry entry{tree_.size(), std::move(bytes), {}, chain_, {}};
  entry.leaf_hash = leaf_hash(entry.bytes);
  entry.chain = base::sha256(entry.previous + entry.leaf_hash);
  tree_.add(entry.leaf_hash);
  chain_ = entry.chain;
  return entry;
}

LedgerCheck verify(std::span<const LedgerEntry> entries) {
  ChainCheck check;
  for (const LedgerEntry &entry : entries) check.add(entry);
  return check.result();
}

std::string format_ledger_line(const LedgerEntry &entry) {
  return json::serialize(json::object{{"index", entry.index}, {"entry", entry.bytes}, {"leaf_hash", base::hex(entry.leaf_hash)},
                                      {"previous", base::hex(entry.previous)}}) + "\n";
}

LedgerCheck verify_ledger_lines(std::string_view lines) {
  ChainCheck check;
  for (const std::string_view line : base::split(lines, '\n')) {
    if (base::trim(line).empty()) continue;
    const auto entry = parse_ledger_line(line);
    entry ? check.add(*entry) : check.add_unreadable();
  }
  return check.result();
}

}  // namespace callwell::compliance
