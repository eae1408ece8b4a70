#pragma once
// The signed quote: what was priced, for whom, under which rules, and what a reservation will have
// to take.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "redemption/canonical.hpp"

namespace tendero::server {

inline constexpr std::int64_t kQuoteLife = 15 * 60;  // seconds

/// An applied promotion as it is signed and stored: a code by its place in the cart and its last
/// four.
struct AppliedEntry {
  std::string promotion;
  std::optional<std::int64_t> amount, points;
  std::optional<std::int64_t> position;  // of the code in cart.codes
  std::string last4, code_id;
  bool shared = false;
  std::optional<std::int64_t> uses_per_customer;  // of the code
};

struct Quote {
  std::string id, revision, currency, cart, cart_key, customer, session;
  std::int64_t total = 0, expires = 0;  // seconds since the epoch
  bool verified = false;
  std::vector<AppliedEntry> applied;
};

/// Signs what the engine answered. `result` is its exact text.
struct SignedQuote {
  Quote quote;
  std::string token;
};
SignedQuote sign_quote(const App& app, const Published& published, const Canonical& canonical,
                       const QuoteInput& input, const Evaluated& evaluated);

/// A quote that this server signed for this shop; nothing otherwise. It may be over.
std::optional<Quote> read_quote(const App& app, std::string_view token);

/// `applied` as it is stored and answered.
std::string applied_text(const std::vector<AppliedEntry>& applied);

}  // namespace tendero::server
