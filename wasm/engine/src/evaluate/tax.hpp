#pragma once
// Tax of a cart at a moment (rules.md section 7).

#include "evaluate/context.hpp"
#include "evaluate/run_state.hpp"

namespace tendero {

/// The tax in the cart (included) or to be added to it (excluded), goods and chosen shipping.
Money tax_of(Context& context, RunState& state);

/// What the shopper pays: goods and shipping, and the tax where prices exclude it.
Money total_now(Context& context, RunState& state);

}  // namespace tendero
