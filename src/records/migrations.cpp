#include "records/migrations.hpp"

#include <iterator>

#include "base/crypto.hpp"

namespace callwell::embedded {
extern const std::string_view records_001_initial;
extern const std::string_view records_002_recordings;
extern const std::string_view records_003_webchat;
}

namespace callwell::records {

namespace {

using base::Error;
using base::Result;
using base::Status;

struct Migration {
  const char *name;
  const std::string_view *sql;
};

constexpr Migration kMigrations[] = {{"initial", &embedded::records_001_initial},
                                    {"recordings", &embedded::records_002_recordings},
                                    {"webchat", &embedded::records_003_webchat}};  // position + 1 is the version

constexpr const char *kTable =
    "CREATE TABLE IF NOT EXISTS schema_migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL,"
    " applied_us INTEGER NOT NULL) STRICT";

std::string checksum(const Migration &migration) { return base::hex(base::sha256(*migration.sql)); }

/// How many steps the database has, when each of them is one of ours.
Result<std::size_t> applied_steps(Connection &connection) {
  Result<Statement> rows = connection.prepare("SELECT version, checksum FROM schema_migrations ORDER BY version");
  if (!rows) return rows.error();
  std::size_t count = 0;
  for (;;) {
    const Result<bool> row = rows->step();
    if (!row) return row.error();
    if (!*row) return count;
    if (count >= std::size(kMigrations)) return Error{Status::unsupported, "the database was made by a newer version of Callwell"};
    const bool ours =
        rows->row().integer(0) == static_cast<std::int64_t>(count) + 1 && rows->row().bytes(1) == checksum(kMigrations[count]);
    if (!ours) return Error{Status::corrupt, "the database's schema is not the one its version says"};
    ++count;
  }
}

Result<void> record(Connection &connection, std::size_t index, base::Instant now) {
  const Migration &step = kMigrations[index];
  Result<Statement> insert = connection.prepare("INSERT INTO schema_migrations VALUES (?1, ?2, ?3, ?4)");
  if (!insert) return insert.error();
  const std::string sum = checksum(step);
  const Value values[] = {index + 1, step.name, sum, now};
  for (int i = 0; i < 4; ++i) {
    if (Result<void> bound = insert->bind(i + 1, values[i]); !bound) return bound.error();
  }
  const Result<bool> done = insert->step();
  if (!done) return done.error();
  return {};
}

/// One step inside its transaction; false when there is nothing left to do.
Result<bool> apply_next(Connection &connection, base::Instant now) {
  if (Result<void> made = connection.run_script(kTable); !made) return made.error();
  const Result<std::size_t> applied = applied_steps(connection);
  if (!applied) return applied.error();
  if (*applied == std::size(kMigrations)) return false;
  if (Result<void> done = connection.run_script(*kMigrations[*applied].sql); !done) return done.error();
  if (Result<void> noted = record(connection, *applied, now); !noted) return noted.error();
  return true;
}

}  // namespace

std::int32_t schema_version() { return static_cast<std::int32_t>(std::size(kMigrations)); }

Result<void> migrate(Connection &connection, base::Instant now) {
  for (;;) {
    if (Result<void> begun = connection.run_script("BEGIN IMMEDIATE"); !begun) return begun.error();
    const Result<bool> more = apply_next(connection, now);
    const Result<void> ended = connection.run_script(more ? "COMMIT" : "ROLLBACK");
    if (!more) return more.error();
    if (!ended) return ended.error();
    if (!*more) return {};
  }
}

}  // namespace callwell::records
