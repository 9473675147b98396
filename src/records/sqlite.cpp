#include "records/sqlite.hpp"

#include <sqlite3.h>

#include <utility>

namespace callwell::records {

namespace {

using base::Error;
using base::Status;

struct Meaning {
  int code;
  Status status;
  const char *message;
};

// SQLite's own messages may quote a value or the schema, so ours are fixed. Extended codes come before their primary ones.
constexpr Meaning kMeanings[] = {
    {SQLITE_BUSY, Status::unavailable, "the database is locked by another process"},
    {SQLITE_LOCKED, Status::unavailable, "the database is locked"},
    {SQLITE_FULL, Status::unavailable, "the disk or the database is full"},
    {SQLITE_IOERR, Status::unavailable, "the disk failed while the database was read or written"},
    {SQLITE_CANTOPEN, Status::unavailable, "the database file cannot be opened"},
    {SQLITE_READONLY, Status::unavailable, "the database cannot be written: it is read-only"},
    {SQLITE_PERM, Status::unavailable, "the database file may not be accessed"},
    {SQLITE_CORRUPT, Status::corrupt, "the database is damaged"},
    {SQLITE_NOTADB, Status::corrupt, "the file is not a database"},
    {SQLITE_NOMEM, Status::no_memory, "out of memory"},
    {SQLITE_TOOBIG, Status::limit_exceeded, "a value is too large for the database"},
    {SQLITE_INTERRUPT, Status::unavailable, "the database operation was interrupted"},
    {SQLITE_CONSTRAINT_FOREIGNKEY, Status::not_found, "a record it refers to does not exist"},
    {SQLITE_CONSTRAINT_CHECK, Status::invalid_argument, "a value is outside what the database accepts"},
    {SQLITE_CONSTRAINT_NOTNULL, Status::invalid_argument, "a required value is missing"},
    {SQLITE_CONSTRAINT_DATATYPE, Status::invalid_argument, "a value has the wrong type for its column"},
    {SQLITE_CONSTRAINT, Status::conflict, "the record is in conflict with one that exists"},
};

Error error_of(int code) {
  for (const Meaning &meaning : kMeanings) {
    if (meaning.code == code || meaning.code == (code & 0xFF)) return {meaning.status, meaning.message};
  }
  return {Status::internal, "the database refused a statement, code " + std::to_string(code)};
}

// WAL: readers never wait for the writer. FULL: a commit has reached the disk before it is acknowledged; NORMAL would lose
// the last commits with the power. The rest closes doors that a damaged or hostile file could use.
constexpr const char *kSettings =
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF; PRAGMA secure_delete=ON;"
    "PRAGMA cell_size_check=ON; PRAGMA temp_store=MEMORY;";

/// Several openers of a new file race for its change to WAL, and SQLite tells the losers "busy" at once, without the time-out.
constexpr int kSettingsPauseMs = 20;

}  // namespace

std::int64_t Row::integer(int column) const { return sqlite3_column_int64(statement_, column); }
bool Row::is_null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }

std::string_view Row::bytes(int column) const {
  const auto *data = static_cast<const char *>(sqlite3_column_blob(statement_, column));
  return data ? std::string_view(data, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))) : std::string_view();
}

Statement::Statement(Statement &&other) noexcept
    : home_(other.home_), sql_(other.sql_), statement_(std::exchange(other.statement_, nullptr)) {}

Statement::~Statement() {
  if (!statement_) return;
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
  home_->idle_.emplace(sql_, statement_);
}

base::Result<void> Statement::bind(int parameter, const Value &value) {
  const std::string_view bytes = value.bytes();
  int code = SQLITE_OK;
  switch (value.kind()) {
    case Value::Kind::null: code = sqlite3_bind_null(statement_, parameter); break;
    case Value::Kind::integer: code = sqlite3_bind_int64(statement_, parameter, value.integer()); break;
    case Value::Kind::text:
      code = sqlite3_bind_text64(statement_, parameter, bytes.data() ? bytes.data() : "", bytes.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
      break;
    case Value::Kind::blob: code = sqlite3_bind_blob64(statement_, parameter, bytes.data(), bytes.size(), SQLITE_TRANSIENT); break;
  }
  if (code != SQLITE_OK) return error_of(code);
  return {};
}

base::Result<bool> Statement::step() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return error_of(sqlite3_extended_errcode(sqlite3_db_handle(statement_)));
}

base::Result<Connection> Connection::open(const std::string &path, const ConnectionOptions &options) {
  sqlite3 *handle = nullptr;
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  const int code = sqlite3_open_v2(path.c_str(), &handle, flags, nullptr);
  Connection connection(handle);  // also closes after a failed open
  if (code != SQLITE_OK) return error_of(code);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_busy_timeout(handle, kSettingsPauseMs);
  base::Result<void> set = connection.run_script(kSettings);
  for (int waited = 0; !set && (sqlite3_errcode(handle) & 0xFF) == SQLITE_BUSY && waited < options.busy_timeout_ms; waited += 2 * kSettingsPauseMs) {
    sqlite3_sleep(kSettingsPauseMs);
    set = connection.run_script(kSettings);
  }
  if (!set) return set.error();
  sqlite3_busy_timeout(handle, options.busy_timeout_ms);
  return connection;
}

Connection::Connection(Connection &&other) noexcept : handle_(std::exchange(other.handle_, nullptr)), idle_(std::move(other.idle_)) {}

Connection::~Connection() {
  for (const auto &[sql, statement] : idle_) sqlite3_finalize(statement);
  sqlite3_close_v2(handle_);
}

base::Result<Statement> Connection::prepare(std::string_view sql) {
  if (const auto found = idle_.find(sql); found != idle_.end()) {
    sqlite3_stmt *statement = found->second;
    idle_.erase(found);
    return Statement(*this, sql, statement);
  }
  sqlite3_stmt *statement = nullptr;
  const int code = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  // Preparing sees no values: what SQLite says is about our own SQL.
  if ((code & 0xFF) == SQLITE_ERROR) return Error{Status::internal, std::string("a statement is wrong: ") + sqlite3_errmsg(handle_)};
  if (code != SQLITE_OK) return error_of(code);
  return Statement(*this, sql, statement);
}

base::Result<void> Connection::run_script(std::string_view sql) {
  const int code = sqlite3_exec(handle_, std::string(sql).c_str(), nullptr, nullptr, nullptr);
  if ((code & 0xFF) == SQLITE_ERROR) return Error{Status::internal, std::string("a statement is wrong: ") + sqlite3_errmsg(handle_)};
  if (code != SQLITE_OK) return error_of(sqlite3_extended_errcode(handle_));
  return {};
}

base::Result<std::int64_t> Connection::read_integer(std::string_view sql) {
  base::Result<Statement> statement = prepare(sql);
  if (!statement) return statement.error();
  base::Result<bool> row = statement->step();
  if (!row) return row.error();
  return *row ? statement->row().integer(0) : 0;
}

base::Result<std::string> Connection::read_text(std::string_view sql) {
  base::Result<Statement> statement = prepare(sql);
  if (!statement) return statement.error();
  base::Result<bool> row = statement->step();
  if (!row) return row.error();
  return *row ? statement->row().text(0) : std::string();
}

std::int64_t Connection::changed_rows() const { return sqlite3_changes64(handle_); }
bool Connection::in_transaction() const { return sqlite3_get_autocommit(handle_) == 0; }

}  // namespace callwell::records
