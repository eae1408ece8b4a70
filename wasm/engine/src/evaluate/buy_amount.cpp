#include "evaluate/buy_amount.hpp"

#include <algorithm>

namespace tendero {
namespace {

class AmountPlan {
 public:
  AmountPlan(Context& context, const Effect& effect, std::span<const UnitGroup> units,
             BuyPlan& plan)
      : context_(context), effect_(effect), units_(units), plan_(plan) {
    dearest_ = ordered(context, units, UnitOrder::dearest_sent);
    withheld_ = context.arena.make<std::int64_t>(units.size());
  }

  void run(std::int64_t limit) {
    if (withheld_.size() != units_.size() || dearest_.size() != units_.size()) return;
    const std::int64_t gets = effect_.get_quantity;
    std::int64_t applications = most(std::min(limit, get_units() / gets),
                                     [&](std::int64_t n) { return feasible(n, n * gets); });
    std::int64_t wanted = applications * gets;
    if (effect_.partial && applications < limit) {
      const std::int64_t fewer =
          most(std::min(gets - 1, get_units() - wanted),
               [&](std::int64_t r) { return feasible(applications + 1, wanted + r); });
      if (fewer > 0) {
        ++applications;
        wanted += fewer;
      }
    }
    if (applications == 0) return;
    plan_.applications = applications;
    pick_gets(applications, wanted);
    cover(plan_.get, applications, plan_.buy);
  }

 private:
  /// The largest number up to `top` for which `holds` says yes; it says yes to all smaller ones.
  template <class Holds>
  static std::int64_t most(std::int64_t top, Holds holds) {
    std::int64_t found = 0;
    while (found < top) {
      const std::int64_t middle = found + (top - found + 1) / 2;
      if (holds(middle)) {
        found = middle;
      } else {
        top = middle - 1;
      }
    }
    return found;
  }

  std::int64_t get_units() const {
    std::int64_t sum = 0;
    for (const UnitGroup& unit : units_) sum += unit.may_get ? unit.count : 0;
    return sum;
  }

  Money price(std::uint32_t unit) const {
    return context_.request.lines[units_[unit].line].unit_price;
  }

  /// Whether `gets` more get units can be spared beside those picked, and `groups` buys remain.
  /// Units that cannot be bought go first, then those that hurt the buys least: the cheapest as
  /// sent.
  bool feasible(std::int64_t groups, std::int64_t gets) {
    for (std::uint32_t i = 0; i < units_.size(); ++i) {
      withheld_[i] = plan_.get[i];
      if (units_[i].may_buy || !units_[i].may_get) continue;
      const std::int64_t taken = std::min(gets, units_[i].count - plan_.get[i]);
      withheld_[i] += taken;
      gets -= taken;
    }
    for (std::size_t place = dearest_.size(); place > 0 && gets > 0; --place) {
      const std::uint32_t i = dearest_[place - 1];
      if (!units_[i].may_buy || !units_[i].may_get) continue;
      const std::int64_t taken = std::min(gets, units_[i].count - plan_.get[i]);
      withheld_[i] += taken;
      gets -= taken;
    }
    return gets == 0 && cover(withheld_, groups, {}) == groups;
  }

  /// Get units in pick order, passing over one whose use would leave too little to buy.
  void pick_gets(std::int64_t applications, std::int64_t wanted) {
    for (const std::uint32_t i : ordered(context_, units_, order_of(effect_.pick))) {
      if (wanted == 0) return;
      if (!units_[i].may_get) continue;
      std::int64_t taken = std::min(wanted, units_[i].count);
      if (units_[i].may_buy) {
        taken = most(taken, [&](std::int64_t count) {
          plan_.get[i] = count;
          const bool yes = feasible(applications, wanted - count);
          plan_.get[i] = 0;
          return yes;
        });
      }
      plan_.get[i] = taken;
      wanted -= taken;
    }
  }

  /// Forms at most `wanted` buys from the units that are not withheld; answers how many. What they
  /// use is written to `used` where it is given.
  std::int64_t cover(std::span<const std::int64_t> withheld, std::int64_t wanted,
                     std::span<std::int64_t> used) {
    const std::int64_t goal = effect_.buy_amount;
    std::int64_t groups = 0;
    std::int64_t reached = 0;
    context_.steps.spend(dearest_.size());
    for (const std::uint32_t i : dearest_) {
      const std::int64_t each = price(i).minor();
      std::int64_t left = units_[i].may_buy ? units_[i].count - withheld[i] : 0;
      const std::int64_t had = left;
      if (each == 0) break;  // so are all that follow
      while (left > 0 && groups < wanted) {
        const std::int64_t missing = (goal - reached + each - 1) / each;
        if (missing > left) {
          reached += left * each;
          left = 0;
          break;
        }
        // The open group ends here; then whole groups of these units alone.
        left -= missing;
        reached = 0;
        ++groups;
        const std::int64_t size = (goal + each - 1) / each;
        const std::int64_t whole = std::min(left / size, wanted - groups);
        left -= whole * size;
        groups += whole;
      }
      if (!used.empty()) used[i] = had - left;
      if (groups == wanted) break;
    }
    return groups;
  }

  Context& context_;
  const Effect& effect_;
  std::span<const UnitGroup> units_;
  BuyPlan& plan_;
  std::span<std::uint32_t> dearest_;
  std::span<std::int64_t> withheld_;
};

}  // namespace

void plan_by_amount(Context& context, const Effect& effect, std::span<const UnitGroup> units,
                    std::int64_t limit, BuyPlan& plan) {
  AmountPlan(context, effect, units, plan).run(limit);
}

}  // namespace tendero
