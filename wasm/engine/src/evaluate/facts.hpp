#pragma once
// The facts that conditions ask about (rules.md section 3): as given, computed, and of one line.

#include "evaluate/context.hpp"
#include "evaluate/run_state.hpp"

namespace tendero {

/// The moment at which a fact is asked. Without a state, only facts that do not see the run.
struct Moment {
  Context& context;
  RunState* state = nullptr;
  std::uint32_t option = kNone;  // the shipping option that counts as chosen
  std::uint32_t assumed =
      kNone;  // a test that counts as met, in the program of the condition asked
};

/// A fact of the cart, the customer, the shipping or the context. Never a sum over lines.
Value read_fact(const Moment& moment, Fact fact, StringId attribute);

/// A fact of the line at `line`.
Value read_line_fact(const Moment& moment, Fact fact, StringId attribute, std::uint32_t line);

/// Equal numbers for lines of one product (without one: of one sku), by position; found once.
std::span<const std::uint32_t> product_numbers(Context& context);

}  // namespace tendero
