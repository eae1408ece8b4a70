#include "store/sqlite_verify.hpp"

namespace tendero::server {
namespace {

/// Each query answers one row for each violation: what it concerns. ?1 is the shop.
struct Check {
  const char* invariant;
  const char* sql;
};

constexpr Check kChecks[] = {
    {"held = open holds, used = redemptions, of every limit",
     "SELECT c.subject FROM counter c LEFT JOIN ("
     "  SELECT u.subject, u.customer, SUM(h.state = 'held') AS held,"
     "    SUM(h.state = 'redeemed' AND u.lasting) AS used, SUM(h.state = 'held' AND h.anonymous "
     "AND u.lasting) AS anonymous"
     "  FROM hold_use u JOIN hold h USING (shop_id, hold_id) WHERE u.shop_id = ?1 GROUP BY "
     "u.subject, u.customer) n"
     " ON n.subject = c.subject AND n.customer = c.customer"
     " WHERE c.shop_id = ?1 AND (c.held <> COALESCE(n.held, 0) OR c.used <> COALESCE(n.used, 0)"
     "   OR c.anonymous <> COALESCE(n.anonymous, 0))"},
    {"every use has its counter",
     "SELECT u.subject FROM hold_use u LEFT JOIN counter c USING (shop_id, subject, customer)"
     " WHERE u.shop_id = ?1 AND c.subject IS NULL"},
    {"used + held <= uses",
     "SELECT subject FROM counter WHERE shop_id = ?1 AND uses IS NOT NULL AND used + held > "
     "MAX(uses, lowered_at)"},
    {"a redeemed hold has exactly one redemption",
     "SELECT h.hold_id FROM hold h WHERE h.shop_id = ?1 AND h.state = 'redeemed' AND"
     " (SELECT COUNT(*) FROM redemption r WHERE r.shop_id = ?1 AND r.hold_id = h.hold_id AND "
     "r.kind = 'redeem'"
     "   AND r.order_id = h.order_id) <> 1"},
    {"a redemption has its redeemed hold",
     "SELECT r.order_id FROM redemption r LEFT JOIN hold h USING (shop_id, hold_id)"
     " WHERE r.shop_id = ?1 AND (h.hold_id IS NULL OR h.state <> 'redeemed')"},
    {"at most one redemption of an order, a quote, a hold",
     "SELECT MIN(order_id) FROM redemption WHERE shop_id = ?1 GROUP BY order_id, kind HAVING "
     "COUNT(*) > 1"
     " UNION ALL SELECT MIN(order_id) FROM redemption WHERE shop_id = ?1 GROUP BY quote_id, kind "
     "HAVING COUNT(*) > 1"},
    {"every promotion that a redeemed hold applied is counted as its use",
     "SELECT h.hold_id FROM hold h, json_each(h.applied) a WHERE h.shop_id = ?1 AND h.state = "
     "'redeemed'"
     " AND NOT EXISTS (SELECT 1 FROM hold_use u WHERE u.shop_id = ?1 AND u.hold_id = h.hold_id"
     "   AND u.subject = 'p:' || json_extract(a.value, '$.promotion'))"},
    {"an open hold has no end, an ended one has",
     "SELECT hold_id FROM hold WHERE shop_id = ?1 AND (state = 'held') = (ended_at IS NOT NULL)"},
    {"one open hold a cart",
     "SELECT cart_key FROM hold WHERE shop_id = ?1 AND state = 'held' GROUP BY cart_key HAVING "
     "COUNT(*) > 1"},
    {"one effect an idempotency key",
     "SELECT hex(key) FROM idempotency WHERE shop_id = ?1 GROUP BY key HAVING COUNT(*) > 1"},
    {"unique codes are never readable",
     "SELECT code_id FROM code WHERE shop_id = ?1 AND shared = 0 AND sealed IS NOT NULL"},
};

}  // namespace

std::vector<std::string> verify_sqlite(Sqlite& db, std::string_view shop) {
  std::vector<std::string> out;
  db.execute("BEGIN");
  for (const Check& check : kChecks) {
    Rows rows = db.query(check.sql, shop);
    while (rows.next()) out.push_back(std::string(check.invariant) + ": " + rows.text(0));
  }
  {
    Rows rows = db.query("PRAGMA integrity_check(1)");
    if (rows.next() && rows.text(0) != "ok") out.push_back("the file is sound: " + rows.text(0));
  }
  db.execute("COMMIT");
  return out;
}

}  // namespace tendero::server
