#include "records/store.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <map>
#include <mutex>
#include <optional>
#include <utility>

#include "records/migrations.hpp"

namespace callwell::records {

using base::Error;
using base::Result;
using base::Status;

namespace {

const Error kEnded{Status::internal, "the transaction has ended"};

constexpr std::size_t kIdleReaders = 8;  // kept open; more are opened while more threads read at once

std::string key_owner(std::string_view tenant) { return "tenant/" + std::string(tenant); }

std::string seal_context(std::string_view column, std::string_view id) { return std::string(column) + "/" + std::string(id); }

/// SQLite gives its -wal and -shm files the mode of the database, so a private database file makes all three private.
Result<void> make_private_file(const std::string &path) {
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (file < 0) return Error{Status::unavailable, "the database file cannot be opened"};
  ::close(file);
  return {};
}

}  // namespace

struct Store::Impl {
  StoreOptions options;
  bool in_memory;
  std::mutex writing;  // held by the one transaction that writes
  std::optional<Connection> writer;
  std::mutex guard;  // of the two below
  std::vector<std::unique_ptr<Connection>> idle_readers;
  std::map<std::string, std::shared_ptr<const compliance::DataKey>, std::less<>> keys;

  Result<std::unique_ptr<Connection>> take_reader();
  void give_back(std::unique_ptr<Connection> reader);
  std::shared_ptr<const compliance::DataKey> find_key(std::string_view tenant);
  Result<std::shared_ptr<const compliance::DataKey>> load_key(std::string_view tenant, Connection &connection);
  Result<void> open_key(std::string_view tenant, const compliance::WrappedKey &wrapped);
};

struct Transaction::State {
  Store::Impl *store;
  std::string tenant;
  std::shared_ptr<const compliance::DataKey> key;
  std::unique_lock<std::mutex> writing;  // empty for a reader of its own connection
  std::unique_ptr<Connection> reader;
  Connection *connection;

  State(Store::Impl &impl, std::string_view tenant_id) : store(&impl), tenant(tenant_id), connection(nullptr) {}
  ~State() { end(); }
  /// Lets others in at once, even while the Transaction is still in scope.
  void end() {
    if (connection && connection->in_transaction()) (void)connection->run_script("ROLLBACK");
    connection = nullptr;
    if (reader) store->give_back(std::move(reader));
    if (writing) writing.unlock();
  }
};

Result<std::unique_ptr<Connection>> Store::Impl::take_reader() {
  {
    const std::lock_guard lock(guard);
    if (!idle_readers.empty()) {
      std::unique_ptr<Connection> reader = std::move(idle_readers.back());
      idle_readers.pop_back();
      return reader;
    }
  }
  Result<Connection> opened = Connection::open(options.path, {options.busy_timeout_ms});
  if (!opened) return opened.error();
  if (Result<void> done = opened->run_script("PRAGMA query_only=ON"); !done) return done.error();
  return std::make_unique<Connection>(std::move(*opened));
}

void Store::Impl::give_back(std::unique_ptr<Connection> reader) {
  const std::lock_guard lock(guard);
  if (!reader->in_transaction() && idle_readers.size() < kIdleReaders) idle_readers.push_back(std::move(reader));
}

std::shared_ptr<const compliance::DataKey> Store::Impl::find_key(std::string_view tenant) {
  const std::lock_guard lock(guard);
  const auto found = keys.find(tenant);
  return found == keys.end() ? nullptr : found->second;
}

Result<void> Store::Impl::open_key(std::string_view tenant, const compliance::WrappedKey &wrapped) {
  Result<compliance::DataKey> key = options.keyring.unwrap(wrapped, key_owner(tenant));
  if (!key) return key.error();
  const std::lock_guard lock(guard);
  keys[std::string(tenant)] = std::make_shared<const compliance::DataKey>(std::move(*key));
  return {};
}

/// The key of a tenant that another process added, or that this one has not used yet.
Result<std::shared_ptr<const compliance::DataKey>> Store::Impl::load_key(std::string_view tenant, Connection &connection) {
  if (auto known = find_key(tenant)) return known;
  Result<Statement> select = connection.prepare("SELECT master_key_id, wrapped_key FROM tenants WHERE tenant_id = ?1");
  if (!select) return select.error();
  if (Result<void> bound = select->bind(1, tenant); !bound) return bound.error();
  const Result<bool> row = select->step();
  if (!row) return row.error();
  if (!*row) return Error{Status::not_found, "no such tenant in the store", "tenant"};
  if (Result<void> opened = open_key(tenant, {select->row().text(0), select->row().text(1)}); !opened) return opened.error();
  return find_key(tenant);
}

Transaction::Transaction(std::unique_ptr<State> state) : state_(std::move(state)) {}
Transaction::Transaction(Transaction &&other) noexcept = default;
Transaction::~Transaction() = default;

const std::string &Transaction::tenant() const { return state_->tenant; }

Result<void> Transaction::commit() {
  if (!state_->connection) return kEnded;
  const Result<void> done = state_->connection->run_script("COMMIT");
  state_->end();
  return done;
}

Result<Statement> Transaction::start(std::string_view sql, std::initializer_list<Value> values) {
  if (!state_->connection) return kEnded;
  Result<Statement> statement = state_->connection->prepare(sql);
  if (!statement) return statement;
  // A statement that names no tenant fails here: it has no parameter ?1 to bind.
  if (Result<void> bound = statement->bind(1, state_->tenant); !bound) return bound.error();
  int parameter = 2;
  for (const Value &value : values) {
    if (Result<void> bound = statement->bind(parameter++, value); !bound) return bound.error();
  }
  return statement;
}

Result<std::int64_t> Transaction::execute(std::string_view sql, std::initializer_list<Value> values) {
  Result<Statement> statement = start(sql, values);
  if (!statement) return statement.error();
  const Result<bool> done = statement->step();
  if (!done) return done.error();
  return state_->connection->changed_rows();
}

Result<void> Transaction::each(std::string_view sql, std::initializer_list<Value> values, const ReadRow &read) {
  Result<Statement> statement = start(sql, values);
  if (!statement) return statement.error();
  for (;;) {
    const Result<bool> row = statement->step();
    if (!row) return row.error();
    if (!*row) return {};
    if (Result<void> taken = read(statement->row()); !taken) return taken;
  }
}

Result<bool> Transaction::first(std::string_view sql, std::initializer_list<Value> values, const ReadRow &read) {
  Result<Statement> statement = start(sql, values);
  if (!statement) return statement.error();
  const Result<bool> row = statement->step();
  if (!row || !*row) return row;
  if (Result<void> taken = read(statement->row()); !taken) return taken.error();
  return true;
}

std::string Transaction::seal(std::string_view column, std::string_view id, std::string_view plain) const {
  return plain.empty() ? std::string() : state_->key->seal(plain, seal_context(column, id));
}

Result<std::string> Transaction::unseal(std::string_view column, std::string_view id, std::string_view sealed) const {
  if (sealed.empty()) return std::string();
  return state_->key->unseal(sealed, seal_context(column, id));
}

std::string Transaction::blind_index(std::string_view field, std::string_view normalised) const {
  return normalised.empty() ? std::string() : state_->key->blind_index(field, normalised);
}

std::string Transaction::new_key(std::string_view owner) const { return state_->key->new_key(owner).sealed; }

Result<compliance::DataKey> Transaction::unwrap_key(std::string_view wrapped, std::string_view owner) const {
  return state_->key->unwrap({{}, std::string(wrapped)}, owner);
}

Store::Store(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Store::~Store() = default;

Result<std::shared_ptr<Store>> Store::open(StoreOptions options, base::Instant now) {
  const bool in_memory = options.path == ":memory:";
  if (options.path.empty()) return base::invalid("the store needs a path", "path");
  if (!in_memory) {
    if (Result<void> made = make_private_file(options.path); !made) return made.error();
  }
  Result<Connection> writer = Connection::open(options.path, {options.busy_timeout_ms});
  if (!writer) return writer.error();
  if (Result<void> done = migrate(*writer, now); !done) return done.error();
  auto impl = std::make_unique<Impl>(std::move(options), in_memory);
  impl->writer.emplace(std::move(*writer));
  return std::shared_ptr<Store>(new Store(std::move(impl)));
}

Result<void> Store::add_tenant(std::string_view tenant, base::Instant now) {
  if (tenant.empty() || tenant.size() > 64) return base::invalid("a tenant's id has 1 to 64 bytes", "tenant");
  const std::lock_guard lock(impl_->writing);
  Connection &connection = *impl_->writer;
  compliance::WrappedKey wrapped = impl_->options.keyring.new_key(key_owner(tenant));
  Result<Statement> insert = connection.prepare(
      "INSERT INTO tenants VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET tenant_id = tenant_id RETURNING master_key_id, wrapped_key");
  if (!insert) return insert.error();
  const Value values[] = {tenant, wrapped.key_id, Blob{wrapped.sealed}, now};
  for (int i = 0; i < 4; ++i) {
    if (Result<void> bound = insert->bind(i + 1, values[i]); !bound) return bound;
  }
  Result<bool> row = insert->step();
  if (!row) return row.error();
  wrapped = {insert->row().text(0), insert->row().text(1)};
  while (*row) {  // the statement commits when it has run to its end
    if (row = insert->step(); !row) return row.error();
  }
  if (Result<void> opened = impl_->open_key(tenant, wrapped); !opened) return opened;
  if (wrapped.key_id == impl_->options.keyring.current_key_id()) return {};
  return rewrap_key(tenant, wrapped);
}

Result<void> Store::rewrap_key(std::string_view tenant, const compliance::WrappedKey &old) {
  const Result<compliance::WrappedKey> renewed = impl_->options.keyring.rewrap(old, key_owner(tenant));
  if (!renewed) return renewed.error();
  Result<Statement> update = impl_->writer->prepare("UPDATE tenants SET master_key_id = ?2, wrapped_key = ?3 WHERE tenant_id = ?1");
  if (!update) return update.error();
  const Value values[] = {tenant, renewed->key_id, Blob{renewed->sealed}};
  for (int i = 0; i < 3; ++i) {
    if (Result<void> bound = update->bind(i + 1, values[i]); !bound) return bound;
  }
  const Result<bool> done = update->step();
  if (!done) return done.error();
  return {};
}

Result<std::vector<std::string>> Store::tenants() {
  const std::lock_guard lock(impl_->writing);
  Result<Statement> select = impl_->writer->prepare("SELECT tenant_id FROM tenants ORDER BY tenant_id");
  if (!select) return select.error();
  std::vector<std::string> ids;
  for (;;) {
    const Result<bool> row = select->step();
    if (!row) return row.error();
    if (!*row) return ids;
    ids.push_back(select->row().text(0));
  }
}

Result<Transaction> Store::begin(std::string_view tenant, bool writing) {
  auto state = std::make_unique<Transaction::State>(*impl_, tenant);
  if (writing || impl_->in_memory) {  // a memory database lives in its one connection
    state->writing = std::unique_lock(impl_->writing);
    state->connection = &*impl_->writer;
  } else {
    Result<std::unique_ptr<Connection>> reader = impl_->take_reader();
    if (!reader) return reader.error();
    state->reader = std::move(*reader);
    state->connection = state->reader.get();
  }
  auto key = impl_->load_key(tenant, *state->connection);
  if (!key) return key.error();
  state->key = std::move(*key);
  if (Result<void> begun = state->connection->run_script(writing ? "BEGIN IMMEDIATE" : "BEGIN"); !begun) return begun.error();
  return Transaction(std::move(state));
}

Result<Transaction> Store::write(std::string_view tenant) { return begin(tenant, true); }
Result<Transaction> Store::read(std::string_view tenant) { return begin(tenant, false); }

Result<void> Store::check() {
  std::unique_ptr<Connection> reader;
  std::unique_lock<std::mutex> lock;
  if (impl_->in_memory) {
    lock = std::unique_lock(impl_->writing);
  } else {  // beside the writer: a large file takes seconds
    Result<std::unique_ptr<Connection>> taken = impl_->take_reader();
    if (!taken) return taken.error();
    reader = std::move(*taken);
  }
  const Result<std::string> found = (reader ? *reader : *impl_->writer).read_text("PRAGMA quick_check(1)");
  if (reader) impl_->give_back(std::move(reader));
  if (!found) return found.error();
  if (*found != "ok") return Error{Status::corrupt, "the database is damaged"};
  return {};
}

}  // namespace callwell::records
