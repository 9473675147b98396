// The store: one database file for all tenants of a process, handed out as one tenant's transactions.
#pragma once

#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <vector>

#include "compliance/keyring.hpp"
#include "records/sqlite.hpp"

namespace callwell::records {

struct StoreOptions {
  std::string path;             ///< a file, made when missing and readable by its owner only; ":memory:" is for tests and trials
  compliance::Keyring keyring;  ///< the master keys
  std::int32_t busy_timeout_ms = 5000;
};

/// What a statement sees and does, always for one tenant: parameter ?1 of every statement is the tenant's id.
/// Ends by commit(), whether that succeeds or not; dropped without it, nothing happened. Threads: one at a time. A thread
/// holds at most one: a second would wait for the first.
/// After an error of anything that writes, drop the transaction: part of the work may be in it.
class Transaction {
 public:
  Transaction(Transaction &&other) noexcept;
  Transaction &operator=(Transaction &&) = delete;
  ~Transaction();

  const std::string &tenant() const;
  /// unavailable: it did not reach the disk. Repeat the whole transaction; what carries an idempotency key happens once.
  base::Result<void> commit();

  // For the functions of this folder. `values` are parameters ?2 and on.
  base::Result<std::int64_t> execute(std::string_view sql, std::initializer_list<Value> values = {});  ///< rows changed
  using ReadRow = std::function<base::Result<void>(const Row &row)>;
  base::Result<void> each(std::string_view sql, std::initializer_list<Value> values, const ReadRow &read);
  base::Result<bool> first(std::string_view sql, std::initializer_list<Value> values, const ReadRow &read);  ///< false: no row

  /// `column` is "table.column"; with the row's id it must be the same to open. Empty stays empty.
  std::string seal(std::string_view column, std::string_view id, std::string_view plain) const;
  base::Result<std::string> unseal(std::string_view column, std::string_view id, std::string_view sealed) const;
  /// `normalised` must be spelled the same by all who look it up. Empty stays empty.
  std::string blind_index(std::string_view field, std::string_view normalised) const;
  /// A key of its own for what is kept outside the database, wrapped under the tenant's; `owner` must be the same to open it.
  std::string new_key(std::string_view owner) const;
  base::Result<compliance::DataKey> unwrap_key(std::string_view wrapped, std::string_view owner) const;

 private:
  friend class Store;
  struct State;
  explicit Transaction(std::unique_ptr<State> state);
  base::Result<Statement> start(std::string_view sql, std::initializer_list<Value> values);
  std::unique_ptr<State> state_;
};

/// Threads: any. Readers run beside each other and beside the one writer; writers wait for each other. Outlives its transactions.
class Store {
 public:
  /// Opens or makes the database and brings it to this version's schema. Errors: unavailable (locked, full, no access),
  /// corrupt (not a database, damaged, other schema), unsupported (made by a newer version).
  static base::Result<std::shared_ptr<Store>> open(StoreOptions options, base::Instant now);
  ~Store();
  Store(const Store &) = delete;
  Store &operator=(const Store &) = delete;

  /// Makes the tenant and its key when it is new; a key under a former master key moves to the one in use.
  base::Result<void> add_tenant(std::string_view tenant, base::Instant now);
  base::Result<std::vector<std::string>> tenants();

  base::Result<Transaction> write(std::string_view tenant);  ///< not_found: no such tenant
  base::Result<Transaction> read(std::string_view tenant);   ///< a snapshot; writing in it is an error

  /// Reads every page: corrupt when one is damaged. For health checks and backups, not for every start.
  base::Result<void> check();

 private:
  friend class Transaction;
  struct Impl;
  explicit Store(std::unique_ptr<Impl> impl);
  base::Result<Transaction> begin(std::string_view tenant, bool writing);
  base::Result<void> rewrap_key(std::string_view tenant, const compliance::WrappedKey &old);
  std::unique_ptr<Impl> impl_;
};

/// Runs `body` in a write transaction and commits when it gives a value.
template <class Body>
auto in_write(Store &store, std::string_view tenant, Body &&body) -> decltype(body(std::declval<Transaction &>())) {
  base::Result<Transaction> transaction = store.write(tenant);
  if (!transaction) return transaction.error();
  auto result = body(*transaction);
  if (!result) return result;
  if (base::Result<void> done = transaction->commit(); !done) return done.error();
  return result;
}

template <class Body>
auto in_read(Store &store, std::string_view tenant, Body &&body) -> decltype(body(std::declval<Transaction &>())) {
  base::Result<Transaction> transaction = store.read(tenant);
  if (!transaction) return transaction.error();
  return body(*transaction);
}

}  // namespace callwell::records
