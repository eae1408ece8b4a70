#pragma once
// Why a code or a promotion did not apply: one closed list, in order of precedence. The names are
// those of the JSON; a rejection is a valid business answer, never an error.

#include <cstdint>
#include <string_view>

#include "program/fact.hpp"

namespace tendero {

enum class Reason : std::uint8_t {
  code_not_applicable,     // unknown, or not proved to be held: says nothing about the code
  not_started,             // active.from lies ahead
  ended,                   // active.until has passed
  exhausted,               // uses_left is 0
  customer_limit_reached,  // customer_uses_left is 0
  login_required,          // a customer fact is asked and nobody is signed in
  first_order_only,
  tier_required,
  customer_not_eligible,  // any other condition on the customer
  channel_not_eligible,   // context.*
  country_not_eligible,   // shipping.country, region, postcode, zone
  shipping_method_required,
  payment_method_required,
  not_at_this_time,  // context.weekday, context.time
  subtotal_too_low,
  subtotal_too_high,
  quantity_too_low,
  quantity_too_high,
  products_missing,    // no line, or too little of the lines, that `where` asks for
  products_excluded,   // a line is there that must not be
  code_required,       // cart.has_code
  condition_not_met,   // none of the above describes it
  no_matching_lines,   // effects found no line to work on
  exclusive_applied,   // an exclusive promotion excludes it
  group_taken,         // another of its group applied
  stopped,             // a promotion with `stop` closed what it would work on
  better_combination,  // left out: another combination is cheaper
  no_effect,           // it would take nothing off
};

/// A reason with its numbers. Money in minor units; -1 where there is no number.
struct Rejection {
  Reason reason = Reason::code_not_applicable;
  bool has_numbers = false;
  std::int64_t required = 0, actual = 0, missing = 0;
  std::string_view pointer;  // inside the promotion: "/when/all/0"
  std::string_view winner;   // id of the promotion that stands in its way
};

}  // namespace tendero
