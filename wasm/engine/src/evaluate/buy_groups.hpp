#pragma once
// buy_x_get_y with `grouping: each`: groups are formed dearest first, and each picks inside itself.

#include <cstdint>
#include <span>

#include "evaluate/buy_plan.hpp"

namespace tendero {

/// Units by what they may be.
struct UnitCounts {
  std::int64_t buy = 0;  // buy only
  std::int64_t get = 0;  // get only
  std::int64_t both = 0;
};

/// What all applications together need.
struct Needs {
  std::int64_t applications = 0;
  std::int64_t buy = 0, get = 0;
  std::int64_t last_get = 0;  // of a last application that gets fewer; 0: it gets all
};

void plan_by_groups(Context& context, const Effect& effect, std::span<const UnitGroup> units,
                    const UnitCounts& have, const Needs& needs, BuyPlan& plan);

}  // namespace tendero
