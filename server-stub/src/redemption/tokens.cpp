#include "redemption/tokens.hpp"

namespace tendero::server {
namespace {

constexpr std::int64_t kLongestLife = 15 * 60;  // seconds
constexpr std::int64_t kLeeway = 60;            // of the two clocks

std::optional<Token> parse(std::optional<std::string> payload) {
  if (!payload) return std::nullopt;
  auto document = json::Document::parse(*payload);
  if (!document.ok() || !document.value().root().is(json::Kind::object)) return std::nullopt;
  return Token{std::move(document.value())};
}

/// `aud` is a text or a list of them (RFC 7519).
bool is_for(json::Value audience, const std::string& shop) {
  const std::string wanted = "tendero:" + shop;
  if (audience.is(json::Kind::text)) return audience.text() == wanted;
  for (const json::Value one : audience.elements()) {
    if (one.text_or("") == wanted) return true;
  }
  return false;
}

/// Not over, not from the future, and never longer than 15 minutes.
bool in_time(json::Value payload, std::int64_t now_s) {
  if (!payload["exp"].is(json::Kind::integer)) return false;
  const std::int64_t expires = payload["exp"].integer();
  if (expires <= now_s || expires > now_s + kLongestLife + kLeeway) return false;
  const json::Value issued = payload["iat"];
  if (!issued) return true;
  return issued.is(json::Kind::integer) && issued.integer() <= now_s + kLeeway &&
         expires - issued.integer() <= kLongestLife;
}

std::optional<Token> read(const App& app, std::string_view text, std::string_view typ,
                          bool required_typ, std::int64_t now) {
  auto token = parse(verify_token(text, typ, required_typ, app.config.shop_keys));
  if (!token || !is_for(token->payload()["aud"], app.config.shop)) return std::nullopt;
  if (!in_time(token->payload(), now / 1000)) return std::nullopt;
  return token;
}

}  // namespace

std::optional<Problem> read_cart_token(const App& app, std::string_view text, std::int64_t now,
                                       std::optional<Token>& out) {
  if (text.empty()) return std::nullopt;
  out = read(app, text, kCartType, true, now);
  if (out && out->payload()["cart"]["lines"].is(json::Kind::array)) return std::nullopt;
  return problem(401, "cart_token_invalid");
}

std::optional<Problem> read_customer_token(const App& app, std::string_view text, std::int64_t now,
                                           std::optional<Token>& out) {
  if (text.empty()) return std::nullopt;
  out = read(app, text, kCustomerType, false, now);
  // A cart token is no customer token, whatever it holds.
  if (out && !out->payload()["cart"] && !out->payload()["sub"].text_or("").empty())
    return std::nullopt;
  return problem(401, "customer_token_invalid");
}

std::string read_session(const App& app, std::string_view text) {
  return !text.empty() && app.vault.is_session(text) ? std::string(text) : std::string();
}

std::optional<Token> read_fragment(const App& app, std::string_view text, std::string_view session,
                                   std::int64_t now) {
  auto token = parse(app.vault.signing().open(kFragmentType, text));
  if (!token) return std::nullopt;
  const json::Value payload = token->payload();
  const bool ours = payload["aud"].text_or("") == app.config.shop && !session.empty() &&
                    payload["session"].text_or("") == session;
  if (!ours || payload["exp"].integer_or(0) <= now) return std::nullopt;
  return token;
}

}  // namespace tendero::server
