// Takes everything that a quoted cart needs, or nothing. The order of the checks is part of the
// contract: 401, cart_changed, ruleset_stale, totals_changed, prices_unverified, limits.
#include <set>

#include "api/app.hpp"
#include "api/reservation_answer.hpp"
#include "common/body.hpp"
#include "common/clock.hpp"
#include "common/log.hpp"
#include "redemption/quote.hpp"

namespace tendero::server {
namespace {

struct Asked {
  std::string quote, order, cart_token, customer_token, customer, session;
  std::optional<std::int64_t> ttl_s, expected;
};

/// Who reserves, once everything about them is verified.
struct Reserving {
  Quote quote;
  std::string customer;  // opaque, or empty
  bool anonymous = false;
  bool by_shop = false;  // with the secret key
  std::int64_t now = 0;
};

std::optional<Problem> read(const App& app, const Call& call, Asked& out) {
  Body body(call.request.body);
  out.quote = body.text("quote", true, 512 * 1024);
  out.order = body.text("order", false, 128);
  out.cart_token = body.text("cart_token", false, 512 * 1024);
  out.customer_token = body.text("customer_token", false, 16384);
  out.customer = body.text("customer", false, 256);
  out.session = read_session(app, body.text("session", false, 256));
  const HoldSettings& holds = app.config.holds;
  out.ttl_s = body.integer("ttl_s", holds.shortest.count() / 1000, holds.longest.count() / 1000);
  out.expected = body.expected_total();
  if (!out.customer.empty() && !call.caller.secret()) {
    body.fail("/customer", "member_excluded", "a customer without a token",
              "customer_token, or a secret key");
  }
  return body.finish();
}

/// 401: the quote is not ours, or not theirs.
std::optional<Problem> check_identity(const App& app, const Call& call, const Asked& asked,
                                      Reserving& scene) {
  auto quote = read_quote(app, asked.quote);
  if (!quote) return problem(401, "quote_invalid");
  scene.quote = std::move(*quote);
  std::optional<Token> token;
  if (const auto wrong = read_customer_token(app, asked.customer_token, scene.now, token))
    return wrong;
  std::string customer = asked.customer;
  if (token) customer = token->payload()["sub"].text();
  const std::string& quoted = scene.quote.customer;
  if (!customer.empty() && !quoted.empty() && customer != quoted)
    return problem(401, "customer_mismatch");
  if (!call.caller.secret() && !quoted.empty() && !token)
    return problem(401, "customer_token_missing");
  if (customer.empty()) customer = quoted;
  scene.by_shop = call.caller.secret();
  scene.anonymous = !scene.by_shop && !token;
  if (scene.anonymous && asked.session.empty()) return problem(401, "session_missing");
  if (scene.anonymous && scene.quote.session != asked.session)
    return problem(401, "session_mismatch");
  if (!customer.empty()) scene.customer = app.vault.opaque("customer", customer);
  return std::nullopt;
}

std::optional<Problem> check_quote(const App& app, const Call& call, const Asked& asked,
                                   const Reserving& scene) {
  std::optional<Token> cart;
  if (const auto wrong = read_cart_token(app, asked.cart_token, scene.now, cart)) return wrong;
  const Quote& quote = scene.quote;
  if (cart && cart_hash(cart->payload()["cart"]) != quote.cart) return problem(409, "cart_changed");
  if (quote.expires * 1000 <= scene.now) {
    const auto published = app.rules.get();
    const bool stale = !published || published->row.revision != quote.revision;
    return problem(409, stale ? "ruleset_stale" : "quote_expired");
  }
  if (asked.expected && *asked.expected != quote.total) {
    log_event(Level::warn, "totals_changed", {{"at", "reserve"}, {"request", call.request_id}});
    return problem(409, "totals_changed").with("total", std::to_string(quote.total));
  }
  if (!quote.verified) return problem(409, "prices_unverified");
  return std::nullopt;
}

/// An anonymous page may hold one use of a shared code, never what belongs to one person.
std::optional<Problem> check_anonymous(const Reserving& scene) {
  std::size_t codes = 0;
  for (const AppliedEntry& entry : scene.quote.applied) {
    if (entry.code_id.empty()) continue;
    if (!entry.shared || ++codes > 1) return problem(409, "anonymous_not_allowed");
  }
  return std::nullopt;
}

/// One unit of every limit that the quote touches, each once.
std::optional<Problem> find_takes(const App& app, const Call& call, const Reserving& scene,
                                  std::vector<Take>& out) {
  std::set<CounterName> seen;
  const auto add = [&](Take take) {
    if (seen.insert(take.counter).second) out.push_back(std::move(take));
  };
  const auto published = app.rules.get();
  for (const AppliedEntry& entry : scene.quote.applied) {
    add({{"p:" + entry.promotion, ""}, entry.promotion, std::nullopt});
    std::optional<std::int64_t> each;
    if (published) {
      const auto facts = published->promotions.find(entry.promotion);
      if (facts != published->promotions.end()) each = facts->second.uses_per_customer;
    }
    const bool needs_customer = each || (!entry.code_id.empty() && entry.uses_per_customer);
    if (needs_customer && scene.customer.empty()) {
      json::Writer promotion;
      promotion.text(entry.promotion);
      return problem(409, "customer_required").with("promotion", promotion.take());
    }
    if (each) add({{"up:" + entry.promotion, scene.customer}, entry.promotion, each, true});
    if (entry.code_id.empty()) continue;
    add({{"c:" + entry.code_id, ""}, entry.promotion, std::nullopt});
    if (entry.uses_per_customer) {
      add({{"uc:" + entry.code_id, scene.customer},
           entry.promotion,
           entry.uses_per_customer,
           true});
    }
  }
  if (scene.anonymous) {
    // IPv6 by /64: a home has that many addresses.
    const std::string& address = call.caller.address;
    const std::string network =
        app.vault.opaque("address", address.size() == 16 ? address.substr(0, 8) : address);
    add({{"a:" + network, ""}, "", app.config.holds.anonymous_per_address, true, false});
  }
  return std::nullopt;
}

Reserve command_of(const App& app, const Asked& asked, const Reserving& scene,
                   std::vector<Take> takes) {
  const HoldSettings& holds = app.config.holds;
  const Quote& quote = scene.quote;
  Reserve command;
  command.takes = std::move(takes);
  command.anonymous = scene.anonymous;
  command.anonymous_share = holds.anonymous_share;
  command.cart_key = quote.cart_key.empty() ? "q:" + quote.id : quote.cart_key;
  // A page holds one thing at a time, whatever it calls its cart: one a session, one a customer.
  if (scene.anonymous)
    command.cart_key = "s:" + app.vault.opaque("session", quote.session);
  else if (!scene.by_shop)
    command.cart_key = "u:" + scene.customer;
  HoldRow& hold = command.hold;
  hold.hold_id = uuid7(scene.now);
  hold.order_id = asked.order;
  hold.quote_id = quote.id;
  hold.revision = quote.revision;
  hold.currency = quote.currency;
  hold.total = quote.total;
  hold.applied = applied_text(quote.applied);
  hold.created_at = scene.now;
  std::int64_t life = scene.anonymous ? holds.anonymous.count() : holds.usual.count();
  if (asked.ttl_s && scene.by_shop) life = *asked.ttl_s * 1000;
  hold.expires_at = scene.now + life;
  return command;
}

}  // namespace

void post_reservations(App& app, Call call) {
  Asked asked;
  if (const auto wrong = read(app, call, asked)) return call.answer(*wrong);
  Reserving scene;
  scene.now = now_ms();
  if (const auto wrong = check_identity(app, call, asked, scene)) return call.answer(*wrong);
  if (const auto wrong = check_quote(app, call, asked, scene)) return call.answer(*wrong);
  if (scene.anonymous) {
    if (const auto wrong = check_anonymous(scene)) return call.answer(*wrong);
  }
  std::vector<Take> takes;
  if (const auto wrong = find_takes(app, call, scene, takes)) return call.answer(*wrong);
  write(
      app, std::move(call), command_of(app, asked, scene, std::move(takes)),
      [](const Outcome& outcome) {
        return Answer{201, reservation_text(outcome.hold)};
      },
      refusal);
}

}  // namespace tendero::server
