#include "store/sqlite_commands.hpp"

namespace tendero::server {
namespace {

constexpr std::string_view kRedeem = "redeem";

Outcome refused(std::string why) {
  Outcome out;
  out.refusal = std::move(why);
  return out;
}

/// Sets a limit. Where more is taken already than the new limit allows, that much stays allowed.
void set_limit(Scene scene, const CounterName& name, const std::optional<std::int64_t>& uses) {
  scene.db.run(
      "INSERT INTO counter (shop_id, subject, customer, uses) VALUES (?1, ?2, ?3, ?4)"
      " ON CONFLICT DO UPDATE SET uses = ?4,"
      "   lowered_at = CASE WHEN used + held > ?4 THEN used + held ELSE lowered_at END"
      " WHERE uses IS NOT ?4",
      scene.shop, name.subject, name.customer, uses);
}

Outcome run(Scene scene, const PublishRules& command) {
  const RulesetRow& row = command.ruleset;
  scene.db.run(
      "INSERT INTO ruleset (shop_id, revision, revision_private, source, bundle, private, "
      "published_at)"
      " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET source = excluded.source",
      scene.shop, row.revision, row.revision_private, row.source, row.bundle, row.private_text,
      scene.now);
  scene.db.run(
      "INSERT INTO active_ruleset (shop_id, revision, revision_private, activated_at) VALUES (?, "
      "?, ?, ?)"
      " ON CONFLICT DO UPDATE SET revision = excluded.revision,"
      " revision_private = excluded.revision_private, activated_at = excluded.activated_at",
      scene.shop, row.revision, row.revision_private, scene.now);
  for (const PromotionLimit& limit : command.limits) {
    set_limit(scene, {"p:" + limit.promotion, ""}, limit.uses);
  }
  return {};
}

Outcome run(Scene scene, const CreateCodes& command) {
  for (const NewCode& code : command.codes) {
    const std::optional<Blob> sealed =
        code.sealed.empty() ? std::nullopt : std::optional(Blob{code.sealed});
    const int made = scene.db.run(
        "INSERT INTO code (shop_id, code_id, lookup, last4, shared, sealed, promotion, customer,"
        " uses_per_customer, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO "
        "NOTHING",
        scene.shop, code.code_id, Blob{code.lookup}, code.last4, code.shared, sealed,
        code.promotion, code.customer, code.uses_per_customer, scene.now);
    if (made != 1) return refused("code_exists");
    scene.db.run("INSERT INTO counter (shop_id, subject, customer, uses) VALUES (?, ?, '', ?)",
                 scene.shop, "c:" + code.code_id, code.uses);
    scene.db.run(
        "INSERT INTO code_shape (shop_id, length, shared, checked) VALUES (?, ?, ?, ?) ON CONFLICT "
        "DO NOTHING",
        scene.shop, code.length, code.shared, code.checked);
  }
  Outcome out;
  out.count = command.codes.size();
  return out;
}

Missing missing(std::string promotion, std::string_view subject) {
  std::string limit = "uses";
  if (subject.starts_with("up:")) limit = "uses_per_customer";
  if (subject.starts_with("c:")) limit = "code_uses";
  if (subject.starts_with("uc:")) limit = "code_uses_per_customer";
  if (subject.starts_with("a:")) limit = "anonymous";
  return {std::move(promotion), std::move(limit)};
}

bool quote_is_used(Scene scene, const std::string& quote_id) {
  return scene.db
      .query("SELECT 1 FROM redemption WHERE shop_id = ? AND quote_id = ? AND kind = ?", scene.shop,
             quote_id, kRedeem)
      .next();
}

std::optional<std::pair<std::string, bool>> present_hold(Scene scene, const std::string& cart_key) {
  Rows rows = scene.db.query(
      "SELECT hold_id, anonymous FROM hold WHERE shop_id = ? AND cart_key = ? AND state = 'held'",
      scene.shop, cart_key);
  if (!rows.next()) return std::nullopt;
  return std::pair(rows.text(0), rows.integer(1) != 0);
}

Outcome run(Scene scene, const Reserve& command) {
  if (quote_is_used(scene, command.hold.quote_id)) return refused("quote_used");
  if (const auto old = present_hold(scene, command.cart_key)) {
    end_hold(scene, old->first, "released", old->second);
  }
  const HoldRow& hold = command.hold;
  scene.db.run(
      "INSERT INTO hold (shop_id, hold_id, cart_key, state, order_id, quote_id, revision, "
      "currency, total,"
      " applied, anonymous, created_at, expires_at) VALUES (?, ?, ?, 'held', ?, ?, ?, ?, ?, ?, ?, "
      "?, ?)",
      scene.shop, hold.hold_id, command.cart_key,
      hold.order_id.empty() ? std::nullopt : std::optional(hold.order_id), hold.quote_id,
      hold.revision, hold.currency, hold.total, hold.applied, command.anonymous, hold.created_at,
      hold.expires_at);
  Outcome out;
  for (const Take& wanted : command.takes) {
    if (wanted.on_demand)
      set_limit(scene, wanted.counter, wanted.uses);
    else
      scene.db.run(
          "INSERT INTO counter (shop_id, subject, customer, uses) VALUES (?, ?, ?, ?) ON CONFLICT "
          "DO NOTHING",
          scene.shop, wanted.counter.subject, wanted.counter.customer, wanted.uses);
    if (take(scene, wanted, command.anonymous, command.anonymous_share)) {
      scene.db.run(
          "INSERT INTO hold_use (shop_id, hold_id, subject, customer, promotion, lasting)"
          " VALUES (?, ?, ?, ?, ?, ?)",
          scene.shop, hold.hold_id, wanted.counter.subject, wanted.counter.customer,
          wanted.promotion, wanted.lasting);
    } else {
      out.missing.push_back(missing(wanted.promotion, wanted.counter.subject));
    }
  }
  if (!out.missing.empty()) out.refusal = "limit_reached";
  out.hold = hold;
  out.hold.state = "held";
  return out;
}

/// Everything that a hold had taken, taken again after its time was over.
Outcome take_again(Scene scene, const HoldRow& hold) {
  std::vector<Take> takes;
  {
    Rows rows = scene.db.query(
        "SELECT subject, customer, promotion FROM hold_use WHERE shop_id = ? AND hold_id = ? AND "
        "lasting = 1",
        scene.shop, hold.hold_id);
    while (rows.next())
      takes.push_back({{rows.text(0), rows.text(1)}, rows.text(2), {}, false, true});
  }
  Outcome out;
  for (const Take& wanted : takes) {
    if (!take(scene, wanted, false, 1)) {
      out.missing.push_back(missing(wanted.promotion, wanted.counter.subject));
    }
  }
  if (!out.missing.empty()) out.refusal = "hold_expired";
  return out;
}

/// Held units of the hold become uses (or, where they were only held, go back).
void redeem_units(Scene scene, const std::string& hold_id, bool anonymous) {
  std::vector<std::pair<CounterName, bool>> units;
  {
    Rows rows = scene.db.query(
        "SELECT subject, customer, lasting FROM hold_use WHERE shop_id = ? AND hold_id = ?",
        scene.shop, hold_id);
    while (rows.next()) units.push_back({{rows.text(0), rows.text(1)}, rows.integer(2) != 0});
  }
  for (const auto& [name, lasting] : units) {
    const int changed = scene.db.run(
        "UPDATE counter SET held = held - 1, used = used + ?4, anonymous = anonymous - ?5"
        " WHERE shop_id = ?1 AND subject = ?2 AND customer = ?3 AND held > 0",
        scene.shop, name.subject, name.customer, lasting, std::int64_t{anonymous && lasting});
    if (changed != 1) throw SqliteError(SQLITE_INTERNAL, "a hold without its counter: " + hold_id);
  }
}

/// Permanent uniqueness of the order, the hold and the quote: the reason where one is taken, else
/// empty.
std::string book(Scene scene, const HoldRow& hold, const std::string& order_id) {
  const int made = scene.db.run(
      "INSERT INTO redemption (shop_id, order_id, kind, hold_id, quote_id, created_at)"
      " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
      scene.shop, order_id, kRedeem, hold.hold_id, hold.quote_id, scene.now);
  if (made == 1) return {};
  return quote_is_used(scene, hold.quote_id) ? "quote_used" : "order_already_redeemed";
}

/// What a confirm finds before it may do anything: a refusal, or that it was done already.
Outcome before_confirm(const HoldRow& hold, const std::string& order_id) {
  Outcome out;
  out.hold = hold;
  if (hold.state == "redeemed") {
    if (hold.order_id != order_id) out.refusal = "already_redeemed";
  } else if (hold.state == "released") {
    out.refusal = "reservation_cancelled";
  } else if (!hold.order_id.empty() && hold.order_id != order_id) {
    out.refusal = "order_mismatch";
  }
  return out;
}

Outcome run(Scene scene, const Confirm& command) {
  const auto found = read_hold(scene.db, scene.shop, command.hold_id);
  if (!found) return refused("reservation_unknown");
  Outcome out = before_confirm(*found, command.order_id);
  if (!out.refusal.empty() || found->state == "redeemed") return out;
  HoldRow& hold = out.hold;
  hold.late = found->state == "expired";
  bool anonymous = false;
  if (hold.late) {
    // What the same cart has taken since does not stand in its own way.
    if (const auto newer = present_hold(scene, hold.cart_key)) {
      end_hold(scene, newer->first, "released", newer->second);
    }
    const Outcome again = take_again(scene, hold);
    if (!again.refusal.empty()) return again;
    scene.db.run("DELETE FROM hold_use WHERE shop_id = ? AND hold_id = ? AND lasting = 0",
                 scene.shop, hold.hold_id);
  } else {
    Rows rows = scene.db.query("SELECT anonymous FROM hold WHERE shop_id = ? AND hold_id = ?",
                               scene.shop, hold.hold_id);
    anonymous = rows.next() && rows.integer(0) != 0;
  }
  const std::string taken = book(scene, hold, command.order_id);
  if (!taken.empty()) return refused(taken);
  redeem_units(scene, hold.hold_id, anonymous);
  const int changed = scene.db.run(
      "UPDATE hold SET state = 'redeemed', order_id = ?3, late = ?4, ended_at = ?5"
      " WHERE shop_id = ?1 AND hold_id = ?2 AND state = ?6",
      scene.shop, hold.hold_id, command.order_id, hold.late, scene.now, found->state);
  if (changed != 1)
    throw SqliteError(SQLITE_INTERNAL, "a hold changed its state inside a transaction");
  hold.state = "redeemed";
  hold.order_id = command.order_id;
  return out;
}

Outcome run(Scene scene, const Cancel& command) {
  const auto found = read_hold(scene.db, scene.shop, command.hold_id);
  if (!found) return refused("reservation_unknown");
  if (found->state == "redeemed") return refused("already_redeemed");
  if (found->state == "held") {
    Rows rows = scene.db.query("SELECT anonymous FROM hold WHERE shop_id = ? AND hold_id = ?",
                               scene.shop, command.hold_id);
    const bool anonymous = rows.next() && rows.integer(0) != 0;
    end_hold(scene, command.hold_id, "released", anonymous);
  }
  Outcome out;
  out.hold = *found;
  // What had expired is released too: the caller has said that nothing is to come of it.
  if (found->state == "expired") {
    scene.db.run("UPDATE hold SET state = 'released' WHERE shop_id = ? AND hold_id = ?", scene.shop,
                 command.hold_id);
  }
  out.hold.state = "released";
  return out;
}

Outcome run(Scene scene, const Sweep& command) {
  Outcome out;
  out.count = release_expired(scene);
  scene.db.run(
      "UPDATE idempotency SET answer = NULL WHERE shop_id = ? AND answer IS NOT NULL AND "
      "created_at < ?",
      scene.shop, command.answers_before);
  return out;
}

}  // namespace

Outcome apply(Scene scene, const Command& command) {
  return std::visit([&](const auto& one) { return run(scene, one); }, command);
}

void end_hold(Scene scene, const std::string& hold_id, std::string_view state, bool anonymous) {
  const int changed = scene.db.run(
      "UPDATE hold SET state = ?3, ended_at = ?4 WHERE shop_id = ?1 AND hold_id = ?2 AND state = "
      "'held'",
      scene.shop, hold_id, state, scene.now);
  if (changed != 1) throw SqliteError(SQLITE_INTERNAL, "a hold ended twice: " + hold_id);
  scene.db.run(
      "UPDATE counter SET held = held - 1, anonymous = anonymous - (?3 AND hold_use.lasting)"
      " FROM hold_use WHERE hold_use.shop_id = ?1 AND hold_use.hold_id = ?2"
      " AND counter.shop_id = ?1 AND counter.subject = hold_use.subject AND counter.customer = "
      "hold_use.customer",
      scene.shop, hold_id, anonymous);
}

std::size_t release_expired(Scene scene) {
  std::vector<std::pair<std::string, bool>> over;
  {
    Rows rows = scene.db.query(
        "SELECT hold_id, anonymous FROM hold WHERE shop_id = ? AND state = 'held' AND expires_at "
        "<= ? LIMIT 512",
        scene.shop, scene.now);
    while (rows.next()) over.emplace_back(rows.text(0), rows.integer(1) != 0);
  }
  for (const auto& [hold_id, anonymous] : over) end_hold(scene, hold_id, "expired", anonymous);
  return over.size();
}

std::optional<HoldRow> read_hold(Sqlite& db, std::string_view shop, std::string_view hold_id) {
  Rows rows = db.query(
      "SELECT hold_id, state, order_id, quote_id, revision, currency, applied, total, created_at, "
      "expires_at,"
      " late, cart_key FROM hold WHERE shop_id = ? AND hold_id = ?",
      shop, hold_id);
  if (!rows.next()) return std::nullopt;
  HoldRow row;
  row.hold_id = rows.text(0);
  row.state = rows.text(1);
  row.order_id = rows.text(2);
  row.quote_id = rows.text(3);
  row.revision = rows.text(4);
  row.currency = rows.text(5);
  row.applied = rows.text(6);
  row.total = rows.integer(7);
  row.created_at = rows.integer(8);
  row.expires_at = rows.integer(9);
  row.late = rows.integer(10) != 0;
  row.cart_key = rows.text(11);
  return row;
}

}  // namespace tendero::server
