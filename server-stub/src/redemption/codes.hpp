#pragma once
// Looking a code up, and what can be said about it.

#include <optional>
#include <string>
#include <string_view>

#include "api/app.hpp"

namespace tendero::server {

/// A code that exists, belongs to nobody else and whose promotion is published and not over.
struct LiveCode {
  CodeRow row;
  const FragmentText* fragment = nullptr;
  bool exhausted = false;           // its uses, or its promotion's
  bool customer_exhausted = false;  // this customer's
};

/// Looks the code up by what was typed. `customer` is opaque and may be empty; units that the cart
/// holds already (`own`) do not count. The same work is done whatever is found, so that every miss
/// takes the same time.
std::optional<LiveCode> find_live_code(App& app, const Published& published, std::string_view typed,
                                       const std::string& customer,
                                       const std::vector<CounterName>& own, std::int64_t now);

}  // namespace tendero::server
