// The audit trail of a tenant: what the compliance ledger links, kept row by row and written in the transaction it tells of.
#pragma once

#include <string>
#include <vector>

#include "compliance/ledger.hpp"
#include "records/store.hpp"

namespace callwell::records {

/// Links `record` to the tenant's ledger and gives its position. record.tenant is set to the transaction's.
base::Result<std::uint64_t> append_audit(Transaction &tx, compliance::AuditRecord record);

struct AuditQuery {
  std::uint64_t from = 0;  ///< first position
  std::string object;      ///< only of this object, such as "conversation/0192…"; empty: all
  std::size_t limit = 100;
};
base::Result<std::vector<compliance::LedgerEntry>> list_audit(Transaction &tx, const AuditQuery &query);  ///< by position
base::Result<std::uint64_t> audit_size(Transaction &tx);
/// Checks the whole trail: every entry, every link, and that its end is where the head says it is.
base::Result<compliance::LedgerCheck> verify_audit(Transaction &tx);

}  // namespace callwell::records
