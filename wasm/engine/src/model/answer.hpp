#pragma once
// One evaluation's answer (rules.md section 9), as values. codec/write_result turns it into bytes.
// Views and slices live in the arena of the evaluation.

#include <cstdint>
#include <string_view>

#include "base/money.hpp"
#include "base/slice.hpp"
#include "model/rejection.hpp"
#include "model/request.hpp"
#include "program/program.hpp"

namespace tendero {

/// A part of a discount: what one applied promotion took off one line (or off shipping).
struct AllocationAnswer {
  std::uint32_t applied = 0;  // index in Answer::applied
  Money amount;
};

/// `count` equal units of a line: each cost `price` and now costs `total`.
struct UnitRunAnswer {
  std::int64_t count = 0;
  Money price, total;
};

struct LineAnswer {
  std::string_view id;
  std::int64_t quantity = 0;
  Money subtotal, discount, total;      // total = subtotal - discount
  Slice<AllocationAnswer> allocations;  // detail allocations and units
  Slice<UnitRunAnswer> units;           // detail units; at most limits::kUnitRuns
};

struct ShippingOptionAnswer {
  std::string_view id;
  Money price, discount, total;
  Money cart_total;  // the whole cart's total with this option chosen
};

struct ShippingAnswer {
  bool given = false;                 // the request has options
  std::uint32_t method = UINT32_MAX;  // the chosen one of `options`
  Money price, discount, total;       // of the chosen one
  Money from;                         // without a method: the lowest cart_total
  Slice<ShippingOptionAnswer> options;
  Slice<AllocationAnswer> allocations;
};

struct TotalsAnswer {
  Money subtotal, items_discount, discount, fulfillment, fulfillment_discount, tax, total;
  bool has_fulfillment = false;
  bool tax_added = false;  // prices exclude tax: `tax` is one of the summands
};

struct AppliedAnswer {
  PromotionRef promotion;
  std::string_view title;  // in the request's language; empty: none
  std::string_view code;   // as typed; empty when automatic
  bool changes_money = false;
  Allocate method = Allocate::each;  // how the amount was spread
  Money amount;
  Money desired_amount;  // written where it differs from amount
  Points points;         // written where it earns points
  bool earns_points = false;
};

/// A code (or with explain all: a promotion) that did not apply, and what would mend it.
struct RejectedAnswer {
  std::string_view code;   // as typed; empty for an automatic promotion
  PromotionRef promotion;  // program null: nobody said which it is
  Rejection rejection;
};

/// A promotion within reach: what is missing, and what this cart would gain.
struct NudgeAnswer {
  PromotionRef promotion;
  std::string_view title;
  Fact fact = Fact::cart_subtotal;
  std::int64_t missing = 0;
  Money gain;
};

struct Answer {
  std::string_view currency;
  Slice<LineAnswer> lines;  // in the request's order
  ShippingAnswer shipping;
  TotalsAnswer totals;
  bool has_tax = false;
  bool tax_included = false;
  Money tax;
  Money due;
  Slice<AppliedAnswer> applied;    // in run order
  Slice<RejectedAnswer> rejected;  // codes in the order entered, then promotions by rank
  Slice<NudgeAnswer> nudges;
  bool has_points = false;  // some rule earns points, or the customer has some
  Points points_earned;
  Points points_available_after;

  // meta
  std::uint64_t steps = 0;
  std::uint64_t sets = 1;
  bool proven = true;
  Money best_possible_total;  // where not proven
};

}  // namespace tendero
