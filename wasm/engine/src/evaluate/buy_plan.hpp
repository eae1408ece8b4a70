#pragma once
// Which units a buy_x_get_y buys and gets: counting, no money taken yet.

#include <cstdint>
#include <span>

#include "evaluate/units.hpp"

namespace tendero {

/// How many of each UnitGroup are got and bought, by position.
struct BuyPlan {
  std::span<std::int64_t> get, buy;
  std::int64_t applications = 0;
};

/// Adds to `plan` the most applications (at most `limit`) that the units `first` … `last` - 1
/// allow.
void plan_applications(Context& context, const Effect& effect, std::span<const UnitGroup> units,
                       std::uint32_t first, std::uint32_t last, std::int64_t limit, BuyPlan& plan);

}  // namespace tendero
