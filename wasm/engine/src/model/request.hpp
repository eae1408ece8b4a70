#pragma once
// One evaluation's input (rules.md section 8), read, checked and bounded. Strings are views into
// the request's own memory; a Text also carries the id that the rules know it by.

#include <array>
#include <cstdint>
#include <string_view>

#include "base/money.hpp"
#include "base/slice.hpp"
#include "base/string_pool.hpp"
#include "program/fact.hpp"

namespace tendero {

/// A string of the request. `id` is 0 when no rule mentions these bytes.
struct Text {
  std::string_view bytes;
  StringId id = 0;
};

enum class ValueKind : std::uint8_t { missing, number, text, boolean, set };

/// A fact as given. Money, counts, days and times are numbers.
struct Value {
  ValueKind kind = ValueKind::missing;
  bool boolean = false;
  std::int64_t number = 0;
  Text text;
  Slice<Text> set;
};

struct Attribute {
  Text name;
  Value value;
};

struct Line {
  Text id, sku, product, brand;  // bytes empty when not given (id and sku always are)
  Slice<Text> categories, collections, tags;
  std::int64_t quantity = 1;  // 1 to 1,000,000
  Money unit_price;
  Money list_price;
  PartsPerMillion tax_rate;
  std::int64_t weight = 0;  // grams a unit
  Money floor_price;        // attributes.floor_price: no unit goes below it
  bool has_list_price = false;
  bool has_tax_rate = false;
  bool has_weight = false;
  bool has_subscription = false;
  bool subscription = false;
  Slice<Attribute> attributes;
  Money subtotal() const {
    return Money::minor(unit_price.minor() * quantity);
  }  // bounded at reading
};

struct ShippingOption {
  Text id;
  Money price;
  PartsPerMillion tax_rate;
  bool has_tax_rate = false;
};

/// A code as the shopper typed it, and the promotion of `Play::fragments` that it opens.
struct EnteredCode {
  std::string_view typed;
  std::string_view normalised;           // empty when it does not survive normalising
  std::uint32_t promotion = UINT32_MAX;  // index in the fragments' program; UINT32_MAX: none
};

/// A code that a fragment of the request opens.
struct OpenedCode {
  std::string_view code;                 // normalised
  std::uint32_t promotion = UINT32_MAX;  // index in the fragments' program
};

/// `usage[ID]`: what is left for a promotion; -1 is "no limit known".
struct Usage {
  std::string_view promotion;
  std::int64_t uses_left = -1;
  std::int64_t customer_uses_left = -1;
};

enum class Explain : std::uint8_t { none, codes, nearest, all };
enum class Detail : std::uint8_t { totals, lines, allocations, units };

struct Request {
  std::string_view currency;
  std::int64_t now = 0;  // ms since epoch
  std::string_view cart_id;
  Slice<Line> lines;                 // in the order sent
  Slice<std::uint32_t> lines_by_id;  // positions, ascending by line id bytes: the tie order
  Slice<EnteredCode> codes;          // without repeats, in the order entered
  Slice<ShippingOption> options;
  std::uint32_t method = UINT32_MAX;     // the chosen one of `options`; UINT32_MAX: none
  std::array<Value, kGivenFacts> facts;  // by Fact, those up to Fact::last_given
  Slice<Attribute> cart_attributes, customer_attributes, context_utm;
  Slice<Usage> usage;       // ascending by promotion id
  std::string_view locale;  // context.locale; empty: the store's
  Explain explain = Explain::nearest;
  Detail detail = Detail::lines;
  bool digest = false;  // meta.request_digest was asked for
  Money subtotal;       // of all lines; bounded by kMaxMinor with every price
};

}  // namespace tendero
