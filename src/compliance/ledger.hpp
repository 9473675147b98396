// The audit ledger as arithmetic: each entry is chained to the one before it and is a leaf of a Merkle tree. Where the
// entries are kept is the store's business.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "base/time.hpp"
#include "compliance/merkle.hpp"

namespace callwell::compliance {

/// What happened, without personal data: `object` and `actor` are ids, `details` holds codes and counts.
struct AuditRecord {
  base::Instant at;
  std::string tenant, actor, role;
  std::string action;   ///< an operation's name, or "phi.read"
  std::string object;   ///< "patient/0192…", "conversation/0192…"
  std::string purpose;  ///< purpose_key(), or empty
  std::string outcome;  ///< "ok", or a status's name
  base::json::object details;
};

/// One fixed byte string per record: keys in a fixed order, members of `details` sorted. This is what is hashed.
std::string canonical_bytes(const AuditRecord &record);
base::Result<AuditRecord> parse_audit_record(std::string_view bytes);

/// An entry as the ledger links it. Hashes are 32 raw bytes.
struct LedgerEntry {
  std::uint64_t index = 0;
  std::string bytes;
  std::string leaf_hash;
  std::string previous;  ///< chain hash of the entry before; 32 zero bytes at the first
  std::string chain;     ///< SHA-256(previous ‖ leaf_hash)
};

std::string genesis_hash();

/// Appends in memory that does not grow with the ledger.
class Ledger {
 public:
  Ledger() : chain_(genesis_hash()) {}
  /// Continues where a stored ledger ended.
  static base::Result<Ledger> resume(std::uint64_t size, std::string chain, std::vector<std::string> peaks);

  LedgerEntry append(std::string bytes);
  std::uint64_t size() const { return tree_.size(); }
  const std::string &chain() const { return chain_; }
  const std::vector<std::string> &peaks() const { return tree_.peaks(); }
  std::string root() const { return tree_.root(); }

 private:
  GrowingTree tree_;
  std::string chain_;
};

/// What checking a ledger from its first entry finds.
struct LedgerCheck {
  std::uint64_t tree_size = 0;                   ///< entries read
  std::string root;                              ///< of the entries' bytes as they are now
  std::optional<std::uint64_t> first_bad = {};   ///< position of the first that does not fit
  bool valid() const { return !first_bad; }
};
LedgerCheck verify(std::span<const LedgerEntry> entries);

// A ledger as a file: one JSON object a line, {"index","entry","leaf_hash","previous"}; `entry` is the entry's text.
std::string format_ledger_line(const LedgerEntry &entry);
/// Checks such a file's text; a line that does not read is the first bad one.
LedgerCheck verify_ledger_lines(std::string_view lines);

}  // namespace callwell::compliance
