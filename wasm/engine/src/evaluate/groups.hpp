#pragma once
// Effects that form groups of units and use them up: buy_x_get_y, and fixed_price with `quantity`.

#include "evaluate/goods.hpp"

namespace tendero {

Taken run_buy_x_get_y(Context& context, RunState& state, std::uint32_t candidate,
                      const Effect& effect, LineSet buy_lines, LineSet get_lines);

/// "Any 3 for 10": groups of `quantity` units, dearest first, while they get cheaper.
Taken run_group_price(Context& context, RunState& state, std::uint32_t candidate,
                      const Effect& effect, LineSet lines);

}  // namespace tendero
