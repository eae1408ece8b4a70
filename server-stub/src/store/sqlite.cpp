#include "store/sqlite.hpp"

namespace tendero::server {

Rows::~Rows() {
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
}

bool Rows::next() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  sqlite3* connection = sqlite3_db_handle(statement_);
  throw SqliteError(sqlite3_extended_errcode(connection), sqlite3_errmsg(connection));
}

std::string Rows::text(int column) const {
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_, column));
  const int size = sqlite3_column_bytes(statement_, column);
  return bytes ? std::string(bytes, static_cast<std::size_t>(size)) : std::string();
}

std::optional<std::int64_t> Rows::maybe_integer(int column) const {
  return null(column) ? std::nullopt : std::optional(integer(column));
}

std::optional<std::string> Rows::maybe_text(int column) const {
  return null(column) ? std::nullopt : std::optional(text(column));
}

Sqlite::Sqlite(const std::string& file, int flags) {
  const int code = sqlite3_open_v2(file.c_str(), &connection_, flags, nullptr);
  if (code != SQLITE_OK) {
    const std::string what = connection_ ? sqlite3_errmsg(connection_) : "out of memory";
    sqlite3_close(connection_);
    throw SqliteError(code, "cannot open " + file + ": " + what);
  }
  sqlite3_extended_result_codes(connection_, 1);
}

Sqlite::~Sqlite() {
  for (const auto& [sql, statement] : statements_) sqlite3_finalize(statement);
  sqlite3_close(connection_);
}

void Sqlite::execute(const std::string& sql) {
  check(sqlite3_exec(connection_, sql.c_str(), nullptr, nullptr, nullptr), sql.c_str());
}

sqlite3_stmt* Sqlite::prepared(const char* sql) {
  sqlite3_stmt*& statement = statements_[sql];
  if (!statement) {
    check(sqlite3_prepare_v3(connection_, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr),
          sql);
  }
  return statement;
}

void Sqlite::bind(sqlite3_stmt* statement, int index, std::string_view value) {
  // A view of nothing must still be a text, not NULL.
  const char* data = value.data() ? value.data() : "";
  check(sqlite3_bind_text64(statement, index, data, value.size(), SQLITE_TRANSIENT, SQLITE_UTF8),
        "bind");
}

void Sqlite::bind(sqlite3_stmt* statement, int index, Blob value) {
  const char* data = value.bytes.data() ? value.bytes.data() : "";
  check(sqlite3_bind_blob64(statement, index, data, value.bytes.size(), SQLITE_TRANSIENT), "bind");
}

void Sqlite::bind(sqlite3_stmt* statement, int index, std::int64_t value) {
  check(sqlite3_bind_int64(statement, index, value), "bind");
}

void Sqlite::check(int code, const char* doing) {
  if (code == SQLITE_OK) return;
  throw SqliteError(sqlite3_extended_errcode(connection_),
                    std::string(sqlite3_errmsg(connection_)) + " (" + doing + ")");
}

}  // namespace tendero::server
