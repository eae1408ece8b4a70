#pragma once
// Tokens that the shop's back end signs, and the fragments that this server signs.

#include <optional>
#include <string>
#include <string_view>

#include "api/app.hpp"
#include "common/problem.hpp"
#include "tendero/json.hpp"

namespace tendero::server {

inline constexpr std::string_view kFragmentType = "tendero-fragment+jwt";
inline constexpr std::string_view kQuoteType = "tendero-quote+jwt";
inline constexpr std::string_view kCartType = "tendero-cart+jwt";
inline constexpr std::string_view kCustomerType = "tendero-customer+jwt";

/// A verified token and its payload, which lives as long as this does.
struct Token {
  json::Document document;
  json::Value payload() const { return document.root(); }
};

/// A cart of the shop's back end: signed by it, for this shop, at most 15 minutes old, with lines.
/// An empty text is no token. Problem: 401 `cart_token_invalid`.
std::optional<Problem> read_cart_token(const App& app, std::string_view text, std::int64_t now,
                                       std::optional<Token>& out);

/// Who the customer is. Problem: 401 `customer_token_invalid`.
std::optional<Problem> read_customer_token(const App& app, std::string_view text, std::int64_t now,
                                           std::optional<Token>& out);

/// The session when this server signed it, else empty.
std::string read_session(const App& app, std::string_view text);

/// A fragment that this server signed for this session and that is not over; nothing otherwise.
std::optional<Token> read_fragment(const App& app, std::string_view text, std::string_view session,
                                   std::int64_t now);

}  // namespace tendero::server
