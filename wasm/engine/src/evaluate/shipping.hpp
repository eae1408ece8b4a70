#pragma once
// Money taken off the chosen shipping option, alone or together with the goods.

#include "evaluate/goods.hpp"

namespace tendero {

/// free_shipping, and effects whose target is shipping.
Taken run_shipping_effect(Context& context, RunState& state, std::uint32_t candidate,
                          const Program& program, const Effect& effect);

/// Effects whose target is order_and_shipping: one amount over what is left of both.
Taken run_whole_effect(Context& context, RunState& state, std::uint32_t candidate,
                       const Effect& effect, LineSet lines);

/// Whether free_shipping is for the chosen option and the country.
bool method_fits(const Context& context, std::uint32_t option, const Program& program,
                 const Effect& effect);
bool country_fits(const Context& context, const Program& program, const Effect& effect);

}  // namespace tendero
