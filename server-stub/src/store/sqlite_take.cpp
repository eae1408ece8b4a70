#include "store/sqlite_commands.hpp"

namespace tendero::server {

bool take(Scene scene, const Take& take, bool anonymous, std::int64_t anonymous_share) {
  const int changed = scene.db.run(
      "UPDATE counter SET held = held + 1, anonymous = anonymous + ?4"
      " WHERE shop_id = ?1 AND subject = ?2 AND customer = ?3"
      " AND (uses IS NULL OR (used + held < uses"
      "   AND (?4 = 0 OR (anonymous + 1) * ?5 <= uses - used - (held - anonymous))))",
      scene.shop, take.counter.subject, take.counter.customer,
      std::int64_t{anonymous && take.lasting}, anonymous_share);
  return changed == 1;
}

}  // namespace tendero::server
