#include "store/migrations.hpp"

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace tendero::server {

/// The files of migrations/ in order, put into the program when it is built.
extern const std::vector<std::string_view> kMigrations;

void migrate(Sqlite& db) {
  std::size_t version = 0;
  {
    Rows rows = db.query("PRAGMA user_version");
    if (rows.next()) version = static_cast<std::size_t>(rows.integer(0));
  }
  if (version > kMigrations.size()) {
    throw std::runtime_error("the database is of version " + std::to_string(version) +
                             ", newer than this program, which knows " +
                             std::to_string(kMigrations.size()));
  }
  for (; version < kMigrations.size(); ++version) {
    db.execute("BEGIN IMMEDIATE; " + std::string(kMigrations[version]) +
               "; PRAGMA user_version = " + std::to_string(version + 1) + "; COMMIT");
  }
}

}  // namespace tendero::server
