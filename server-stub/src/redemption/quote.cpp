#include "redemption/quote.hpp"

#include "common/text.hpp"
#include "sign/crypto.hpp"
#include "tendero/engine.hpp"

namespace tendero::server {
namespace {

using json::Kind;
using json::Value;

std::int64_t total_of(Value result) {
  for (const Value entry : result["totals"].elements()) {
    if (entry["type"].text_or("") == "total") return entry["amount"].integer_or(0);
  }
  return 0;
}

std::optional<std::int64_t> maybe(Value value) {
  return value.is(Kind::integer) ? std::optional(value.integer()) : std::nullopt;
}

/// Where a code stands in the cart; codes are compared normalised.
std::optional<std::int64_t> position_of(Value codes, const std::string& normalised) {
  std::int64_t position = 0;
  for (const Value code : codes.elements()) {
    if (normalise_code(code.text_or("")) == normalised) return position;
    ++position;
  }
  return std::nullopt;
}

AppliedEntry entry_of(Value applied, Value codes, const Canonical& canonical) {
  AppliedEntry entry;
  entry.promotion = applied["promotion"].text_or("");
  entry.amount = maybe(applied["amount"]);
  entry.points = maybe(applied["points"]);
  if (!applied["code"].is(Kind::text)) return entry;
  const std::string normalised = normalise_code(applied["code"].text());
  entry.position = position_of(codes, normalised);
  for (const ProvedCode& code : canonical.codes) {
    if (code.normalised != normalised) continue;
    entry.code_id = code.row.code_id;
    entry.last4 = code.row.last4;
    entry.shared = code.row.shared;
    entry.uses_per_customer = code.row.uses_per_customer;
  }
  return entry;
}

void write_entry(json::Writer& out, const AppliedEntry& entry, bool whole) {
  out.begin_object().member("promotion", entry.promotion);
  if (entry.amount) out.member("amount", *entry.amount);
  if (entry.points) out.member("points", *entry.points);
  if (!entry.code_id.empty()) {
    out.key("code")
        .begin_object()
        .member("position", entry.position.value_or(0))
        .member("last4", entry.last4);
    if (whole) {
      out.member("id", entry.code_id).member("shared", entry.shared);
      if (entry.uses_per_customer) out.member("uses_per_customer", *entry.uses_per_customer);
    }
    out.end_object();
  }
  out.end_object();
}

AppliedEntry read_entry(Value value) {
  AppliedEntry entry;
  entry.promotion = value["promotion"].text_or("");
  entry.amount = maybe(value["amount"]);
  entry.points = maybe(value["points"]);
  const Value code = value["code"];
  entry.position = maybe(code["position"]);
  entry.last4 = code["last4"].text_or("");
  entry.code_id = code["id"].text_or("");
  entry.shared = code["shared"].boolean_or(false);
  entry.uses_per_customer = maybe(code["uses_per_customer"]);
  return entry;
}

std::string payload_of(const App& app, const Quote& quote, const Evaluated& evaluated,
                       std::int64_t now_s) {
  json::Writer out;
  out.begin_object().member("iss", "tendero").member("aud", app.config.shop).member("iat", now_s);
  out.member("exp", quote.expires).member("jti", quote.id).member("revision", quote.revision);
  out.member("engine", version()).member("currency", quote.currency).member("total", quote.total);
  out.member("cart", quote.cart).member("request_digest", evaluated.request_digest);
  out.member("result_digest", "sha256:" + hex(sha256(evaluated.result)));
  out.member("prices", quote.verified ? "verified" : "unverified");
  if (!quote.cart_key.empty()) out.member("cart_key", quote.cart_key);
  if (!quote.customer.empty()) out.member("customer", quote.customer);
  if (!quote.session.empty()) out.member("session", quote.session);
  out.key("applied").begin_array();
  for (const AppliedEntry& entry : quote.applied) write_entry(out, entry, true);
  return out.end_array().end_object().take();
}

}  // namespace

SignedQuote sign_quote(const App& app, const Published& published, const Canonical& canonical,
                       const QuoteInput& input, const Evaluated& evaluated) {
  SignedQuote out;
  Quote& quote = out.quote;
  const auto document = json::Document::parse(evaluated.result, {64U << 20, 32});
  if (!document.ok()) throw std::runtime_error("the engine's answer is no JSON");
  const Value result = document.value().root();
  const std::int64_t now_s = input.now / 1000;
  quote.id = uuid7(input.now);
  quote.revision = published.row.revision;
  quote.currency = result["currency"].text_or("");
  quote.total = total_of(result);
  quote.expires = now_s + kQuoteLife;
  quote.cart = canonical.cart_hash;
  quote.cart_key = canonical.cart_key;
  quote.customer = canonical.customer;
  quote.session = input.session;
  quote.verified = canonical.verified;
  const Value codes = input.request["cart"]["codes"];
  for (const Value entry : result["applied"].elements())
    quote.applied.push_back(entry_of(entry, codes, canonical));
  out.token = app.vault.signing().sign(kQuoteType, payload_of(app, quote, evaluated, now_s));
  return out;
}

std::optional<Quote> read_quote(const App& app, std::string_view token) {
  const auto payload = app.vault.signing().open(kQuoteType, token);
  if (!payload) return std::nullopt;
  const auto document = json::Document::parse(*payload);
  if (!document.ok()) return std::nullopt;
  const Value root = document.value().root();
  if (root["aud"].text_or("") != app.config.shop) return std::nullopt;
  Quote quote;
  quote.id = root["jti"].text_or("");
  quote.revision = root["revision"].text_or("");
  quote.currency = root["currency"].text_or("");
  quote.total = root["total"].integer_or(0);
  quote.expires = root["exp"].integer_or(0);
  quote.cart = root["cart"].text_or("");
  quote.cart_key = root["cart_key"].text_or("");
  quote.customer = root["customer"].text_or("");
  quote.session = root["session"].text_or("");
  quote.verified = root["prices"].text_or("") == "verified";
  for (const Value entry : root["applied"].elements()) quote.applied.push_back(read_entry(entry));
  return quote;
}

std::string applied_text(const std::vector<AppliedEntry>& applied) {
  json::Writer out;
  out.begin_array();
  for (const AppliedEntry& entry : applied) write_entry(out, entry, false);
  return out.end_array().take();
}

}  // namespace tendero::server
