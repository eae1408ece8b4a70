#pragma once
// A thin, checked layer over the SQLite C API. Every failure throws SqliteError.

#include <sqlite3.h>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "store/store.hpp"

namespace tendero::server {

class SqliteError : public StoreError {
 public:
  SqliteError(int code, const std::string& what) : StoreError(what), code_(code) {}
  int code() const { return code_; }

 private:
  int code_;
};

/// Marks bytes that are no text.
struct Blob {
  std::string_view bytes;
};

/// A prepared statement in use: bound when made, reset when it goes.
class Rows {
 public:
  explicit Rows(sqlite3_stmt* statement) : statement_(statement) {}
  ~Rows();
  Rows(const Rows&) = delete;
  Rows& operator=(const Rows&) = delete;

  bool next();
  std::string text(int column) const;
  std::int64_t integer(int column) const { return sqlite3_column_int64(statement_, column); }
  bool null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
  std::optional<std::int64_t> maybe_integer(int column) const;
  std::optional<std::string> maybe_text(int column) const;

 private:
  sqlite3_stmt* statement_;
};

class Sqlite {
 public:
  /// `flags` as of sqlite3_open_v2.
  Sqlite(const std::string& file, int flags);
  ~Sqlite();
  Sqlite(const Sqlite&) = delete;
  Sqlite& operator=(const Sqlite&) = delete;

  /// One or more statements without parameters.
  void execute(const std::string& sql);

  /// Statements are prepared once and kept by the address of their text, which must be a literal.
  template <class... Values>
  Rows query(const char* sql, const Values&... values) {
    sqlite3_stmt* statement = prepared(sql);
    int index = 0;
    (bind(statement, ++index, values), ...);
    return Rows(statement);
  }
  /// Runs it to its end and says how many rows it changed.
  template <class... Values>
  int run(const char* sql, const Values&... values) {
    Rows rows = query(sql, values...);
    while (rows.next()) {
    }
    return sqlite3_changes(connection_);
  }

  sqlite3* raw() { return connection_; }

 private:
  sqlite3_stmt* prepared(const char* sql);
  void bind(sqlite3_stmt* statement, int index, std::string_view value);
  void bind(sqlite3_stmt* statement, int index, Blob value);
  void bind(sqlite3_stmt* statement, int index, std::int64_t value);
  void bind(sqlite3_stmt* statement, int index, bool value) {
    bind(statement, index, std::int64_t{value});
  }
  void bind(sqlite3_stmt* statement, int index, const char* value) {
    bind(statement, index, std::string_view(value));
  }
  void bind(sqlite3_stmt* statement, int index, const std::string& value) {
    bind(statement, index, std::string_view(value));
  }
  template <class T>
  void bind(sqlite3_stmt* statement, int index, const std::optional<T>& value) {
    if (value)
      bind(statement, index, *value);
    else
      check(sqlite3_bind_null(statement, index), "bind");
  }
  void check(int code, const char* doing);

  sqlite3* connection_ = nullptr;
  std::map<const char*, sqlite3_stmt*> statements_;
};

}  // namespace tendero::server
