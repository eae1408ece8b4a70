#pragma once
// The request as the server evaluates it: prices from a signed cart, customer facts from a signed
// token, usage and fragments of its own. The browser is a calculator, never a witness.

#include <optional>
#include <string>
#include <vector>

#include "redemption/codes.hpp"
#include "redemption/tokens.hpp"

namespace tendero::server {

struct QuoteInput {
  json::Value request;
  std::vector<std::string> fragments;  // signed, as sent
  std::string session;                 // verified, or empty
  std::optional<Token> cart, customer;
  bool secret = false;  // called with sk_: facts and prices are the shop's
  std::int64_t now = 0;
};

/// A code that the caller proved to hold.
struct ProvedCode {
  std::string normalised;
  CodeRow row;
};

struct Canonical {
  std::string text;
  std::vector<std::string> replaced;  // pointers into the request
  bool verified = false;              // prices
  std::vector<ProvedCode> codes;
  std::string customer;   // the token's `sub`, else empty
  std::string cart_key;   // opaque; empty where nobody vouches for the cart's id
  std::string cart_hash;  // sha256 of lines and shipping as vouched for
};

Canonical canonicalise(App& app, const Published& published, const QuoteInput& input);

/// The hash of a signed cart's lines and shipping.
std::string cart_hash(json::Value cart);

/// A cart's key for its holds, by its id.
std::string cart_key(const App& app, std::string_view id);

}  // namespace tendero::server
