#include "evaluate/buy_plan.hpp"

#include <algorithm>

#include "evaluate/buy_amount.hpp"
#include "evaluate/buy_groups.hpp"

namespace tendero {
namespace {

UnitCounts count_units(std::span<const UnitGroup> units) {
  UnitCounts counts;
  for (const UnitGroup& unit : units) {
    if (unit.may_buy && unit.may_get) {
      counts.both += unit.count;
    } else if (unit.may_buy) {
      counts.buy += unit.count;
    } else if (unit.may_get) {
      counts.get += unit.count;
    }
  }
  return counts;
}

/// The most applications for which disjoint units exist: n buys and n gets each have enough units,
/// and both together do too.
Needs most_applications(const Effect& effect, const UnitCounts& have, std::int64_t limit) {
  const std::int64_t buys = effect.buy_quantity;
  const std::int64_t gets = effect.get_quantity;
  Needs needs;
  needs.applications =
      std::min({limit, (have.buy + have.both) / buys, (have.get + have.both) / gets,
                (have.buy + have.get + have.both) / (buys + gets)});
  needs.buy = needs.applications * buys;
  needs.get = needs.applications * gets;
  if (!effect.partial || needs.applications >= limit) return needs;
  const std::int64_t more_buys = needs.buy + buys;
  const std::int64_t fewer = std::min({gets - 1, have.get + have.both - needs.get,
                                       have.buy + have.get + have.both - more_buys - needs.get});
  if (more_buys > have.buy + have.both || fewer < 1) return needs;
  ++needs.applications;
  needs.buy = more_buys;
  needs.get += fewer;
  needs.last_get = fewer;
  return needs;
}

/// Get units in `pick` order, passing over one that the buys could not spare; then buys, dearest
/// first, from the rest.
void pick_freely(Context& context, const Effect& effect, std::span<const UnitGroup> units,
                 const UnitCounts& have, const Needs& needs, BuyPlan& plan) {
  std::int64_t spare = have.buy + have.both - needs.buy;  // units of both kinds that a get may use
  std::int64_t wanted = needs.get;
  for (const std::uint32_t i : ordered(context, units, order_of(effect.pick))) {
    if (!units[i].may_get) continue;
    std::int64_t taken = std::min(wanted, units[i].count);
    if (units[i].may_buy) {
      taken = std::min(taken, spare);
      spare -= taken;
    }
    plan.get[i] = taken;
    wanted -= taken;
  }
  TENDERO_ASSERT(wanted == 0 || context.arena.failed());
  wanted = needs.buy;
  for (const std::uint32_t i : ordered(context, units, UnitOrder::dearest)) {
    if (!units[i].may_buy) continue;
    plan.buy[i] = std::min(wanted, units[i].count - plan.get[i]);
    wanted -= plan.buy[i];
  }
  TENDERO_ASSERT(wanted == 0 || context.arena.failed());
}

}  // namespace

void plan_applications(Context& context, const Effect& effect, std::span<const UnitGroup> units,
                       std::uint32_t first, std::uint32_t last, std::int64_t limit, BuyPlan& plan) {
  const auto part = units.subspan(first, last - first);
  BuyPlan own{plan.get.subspan(first, part.size()), plan.buy.subspan(first, part.size()), 0};
  context.steps.spend(part.size());
  if (effect.buy_quantity == 0) {
    plan_by_amount(context, effect, part, limit, own);
  } else {
    const UnitCounts have = count_units(part);
    const Needs needs = most_applications(effect, have, limit);
    own.applications = needs.applications;
    if (needs.applications > 0) {
      if (effect.grouping == Grouping::each) {
        plan_by_groups(context, effect, part, have, needs, own);
      } else {
        pick_freely(context, effect, part, have, needs, own);
      }
    }
  }
  plan.applications += own.applications;
}

}  // namespace tendero
