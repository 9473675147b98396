// SQLite behind a thin wrapper: connections, statements, bound values. Nothing of sqlite3.h shows, and no error carries data.
#pragma once

#include <concepts>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace callwell::records {

/// Bytes for a BLOB column. Empty bytes are stored as NULL.
struct Blob {
  std::string_view bytes;
};
/// Text for a column that may be NULL: an empty text is stored as NULL.
struct OptionalText {
  std::string_view text;
};

/// One bound parameter; borrows its text until it is bound.
class Value {
 public:
  enum class Kind : std::uint8_t { null, integer, text, blob };
  Value(std::nullptr_t) : kind_(Kind::null) {}
  template <std::integral Integer>
  Value(Integer value) : kind_(Kind::integer), integer_(static_cast<std::int64_t>(value)) {}
  Value(base::Instant value) : kind_(Kind::integer), integer_(value.us) {}
  Value(std::string_view text) : kind_(Kind::text), bytes_(text) {}
  Value(const std::string &text) : kind_(Kind::text), bytes_(text) {}
  Value(const char *text) : kind_(Kind::text), bytes_(text) {}
  Value(Blob blob) : kind_(blob.bytes.empty() ? Kind::null : Kind::blob), bytes_(blob.bytes) {}
  Value(OptionalText text) : kind_(text.text.empty() ? Kind::null : Kind::text), bytes_(text.text) {}

  Kind kind() const { return kind_; }
  std::int64_t integer() const { return integer_; }
  std::string_view bytes() const { return bytes_; }

 private:
  Kind kind_;
  std::int64_t integer_ = 0;
  std::string_view bytes_;
};

/// The row a statement stands on; columns count from 0. Views hold until the next step.
class Row {
 public:
  explicit Row(sqlite3_stmt *statement) : statement_(statement) {}
  std::int64_t integer(int column) const;
  base::Instant instant(int column) const { return {integer(column)}; }
  std::string_view bytes(int column) const;  ///< TEXT or BLOB; NULL reads as empty
  std::string text(int column) const { return std::string(bytes(column)); }
  bool is_null(int column) const;

 private:
  sqlite3_stmt *statement_;
};

class Connection;

/// A prepared statement on loan from its connection.
class Statement {
 public:
  Statement(Connection &home, std::string_view sql, sqlite3_stmt *statement) : home_(&home), sql_(sql), statement_(statement) {}
  Statement(Statement &&other) noexcept;
  Statement(const Statement &) = delete;
  Statement &operator=(Statement &&) = delete;
  ~Statement();

  base::Result<void> bind(int parameter, const Value &value);  ///< parameters count from 1
  base::Result<bool> step();                                   ///< true: there is a row
  Row row() const { return Row(statement_); }

 private:
  Connection *home_;
  std::string_view sql_;
  sqlite3_stmt *statement_;
};

struct ConnectionOptions {
  std::int32_t busy_timeout_ms = 5000;  ///< how long to wait for another process's write
};

/// One connection. Threads: one at a time.
class Connection {
 public:
  static base::Result<Connection> open(const std::string &path, const ConnectionOptions &options);
  Connection(Connection &&other) noexcept;
  Connection &operator=(Connection &&) = delete;
  ~Connection();

  base::Result<Statement> prepare(std::string_view sql);  ///< `sql` must outlive the statement
  base::Result<void> run_script(std::string_view sql);    ///< any number of statements, no parameters
  base::Result<std::int64_t> read_integer(std::string_view sql);
  base::Result<std::string> read_text(std::string_view sql);
  std::int64_t changed_rows() const;
  bool in_transaction() const;

 private:
  friend class Statement;
  explicit Connection(sqlite3 *handle) : handle_(handle) {}
  sqlite3 *handle_;
  std::multimap<std::string, sqlite3_stmt *, std::less<>> idle_;  ///< prepared before, free to use
};

}  // namespace callwell::records
