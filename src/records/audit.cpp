#include "records/audit.hpp"

namespace callwell::records {

using base::Error;
using base::Result;
using base::Status;

namespace {

constexpr std::size_t kHashBytes = 32;

std::string joined(const std::vector<std::string> &peaks) {
  std::string bytes;
  for (const std::string &peak : peaks) bytes += peak;
  return bytes;
}

std::vector<std::string> hashes_of(std::string_view bytes) {
  std::vector<std::string> hashes;
  for (; bytes.size() >= kHashBytes; bytes.remove_prefix(kHashBytes)) hashes.emplace_back(bytes.substr(0, kHashBytes));
  return hashes;
}

/// The ledger as the tenant's head left it.
Result<compliance::Ledger> load_ledger(Transaction &tx) {
  compliance::Ledger ledger;
  const Result<bool> found =
      tx.first("SELECT size, hash, peaks FROM audit_heads WHERE tenant_id = ?1", {}, [&](const Row &row) -> Result<void> {
        Result<compliance::Ledger> resumed =
            compliance::Ledger::resume(static_cast<std::uint64_t>(row.integer(0)), row.text(1), hashes_of(row.bytes(2)));
        if (!resumed) return resumed.error();
        ledger = std::move(*resumed);
        return {};
      });
  if (!found) return found.error();
  return ledger;
}

Result<void> store_head(Transaction &tx, const compliance::Ledger &ledger) {
  const std::string peaks = joined(ledger.peaks());
  const Result<std::int64_t> done =
      tx.execute("INSERT INTO audit_heads VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET size = ?2, hash = ?3, peaks = ?4",
                 {ledger.size(), Blob{ledger.chain()}, Blob{peaks}});
  if (!done) return done.error();
  return {};
}

Result<void> read_entry(const Row &row, std::vector<compliance::LedgerEntry> &out) {
  out.push_back({static_cast<std::uint64_t>(row.integer(0)), row.text(1), row.text(2), row.text(3), row.text(4)});
  return {};
}

constexpr std::string_view kColumns = "SELECT seq, entry, leaf_hash, prev_hash, hash FROM audit WHERE tenant_id = ?1 ";

}  // namespace

Result<std::uint64_t> append_audit(Transaction &tx, compliance::AuditRecord record) {
  record.tenant = tx.tenant();
  Result<compliance::Ledger> ledger = load_ledger(tx);
  if (!ledger) return ledger.error();
  const compliance::LedgerEntry entry = ledger->append(compliance::canonical_bytes(record));
  const Result<std::int64_t> done = tx.execute(
      "INSERT INTO audit (tenant_id, seq, at_us, entry, leaf_hash, prev_hash, hash, object) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
      {entry.index, record.at, entry.bytes, Blob{entry.leaf_hash}, Blob{entry.previous}, Blob{entry.chain}, record.object});
  if (!done) return done.error();
  if (Result<void> stored = store_head(tx, *ledger); !stored) return stored.error();
  return entry.index;
}

Result<std::vector<compliance::LedgerEntry>> list_audit(Transaction &tx, const AuditQuery &query) {
  std::vector<compliance::LedgerEntry> entries;
  const auto read = [&](const Row &row) { return read_entry(row, entries); };
  const Result<void> done = query.object.empty()
                                ? tx.each(std::string(kColumns) + "AND seq >= ?2 ORDER BY seq LIMIT ?3", {query.from, query.limit}, read)
                                : tx.each(std::string(kColumns) + "AND seq >= ?2 AND object = ?4 ORDER BY seq LIMIT ?3",
                                          {query.from, query.limit, query.object}, read);
  if (!done) return done.error();
  return entries;
}

Result<std::uint64_t> audit_size(Transaction &tx) {
  const Result<compliance::Ledger> ledger = load_ledger(tx);
  if (!ledger) return ledger.error();
  return ledger->size();
}

Result<compliance::LedgerCheck> verify_audit(Transaction &tx) {
  std::vector<compliance::LedgerEntry> entries;
  const Result<void> read = tx.each(std::string(kColumns) + "ORDER BY seq", {}, [&](const Row &row) { return read_entry(row, entries); });
  if (!read) return read.error();
  const Result<compliance::Ledger> head = load_ledger(tx);
  if (!head) return head.error();
  compliance::LedgerCheck check = compliance::verify(entries);
  // Entries cut off the end leave a good chain behind; the head knows how long it was and how it ended.
  if (check.valid() && (head->size() != check.tree_size || head->root() != check.root))
    check.first_bad = std::min(head->size(), check.tree_size);
  return check;
}

}  // namespace callwell::records
