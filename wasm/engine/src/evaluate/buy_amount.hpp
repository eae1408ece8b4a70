#pragma once
// buy_x_get_y whose `buy` is an amount: each application consumes units, dearest as sent first,
// until their prices as sent reach it.

#include <cstdint>
#include <span>

#include "evaluate/buy_plan.hpp"

namespace tendero {

void plan_by_amount(Context& context, const Effect& effect, std::span<const UnitGroup> units,
                    std::int64_t limit, BuyPlan& plan);

}  // namespace tendero
