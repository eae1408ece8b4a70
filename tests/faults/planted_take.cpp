// The planted bug: decides on a row that this transaction has not locked, read as it was committed,
// and then counts without a condition. The race tests must find it.
#include <memory>

#include "store/sqlite_commands.hpp"

namespace tendero::server {

bool take(Scene scene, const Take& take, bool, std::int64_t) {
  static std::unique_ptr<Sqlite> reader;
  if (!reader) {
    reader = std::make_unique<Sqlite>(sqlite3_db_filename(scene.db.raw(), "main"),
                                      SQLITE_OPEN_READWRITE);
  }
  {
    Rows rows = reader->query(
        "SELECT uses IS NULL OR used + held < uses FROM counter WHERE shop_id = ? AND subject = ? "
        "AND customer = ?",
        scene.shop, take.counter.subject, take.counter.customer);
    if (rows.next() && rows.integer(0) == 0) return false;
  }
  scene.db.run(
      "UPDATE counter SET held = held + 1 WHERE shop_id = ? AND subject = ? AND customer = ?",
      scene.shop, take.counter.subject, take.counter.customer);
  return true;
}

}  // namespace tendero::server
