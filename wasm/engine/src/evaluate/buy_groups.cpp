#include "evaluate/buy_groups.hpp"

#include <algorithm>

namespace tendero {
namespace {

/// Units of one kind in the group that is being formed.
struct Member {
  std::uint32_t unit = 0;
  std::int64_t count = 0;
  std::int64_t get = 0;
  bool operator==(const Member&) const = default;
};

/// What is left for this group and those after it.
struct Supply {
  UnitCounts left;
  std::int64_t need_buy = 0, need_get = 0;
};

class Groups {
 public:
  Groups(Context& context, const Effect& effect, std::span<const UnitGroup> units,
         const UnitCounts& have, const Needs& needs, BuyPlan& plan)
      : context_(context),
        effect_(effect),
        units_(units),
        needs_(needs),
        plan_(plan),
        supply_{have, needs.buy, needs.get},
        members_(context.arena),
        again_(context.arena) {
    dearest_ = ordered(context, units, UnitOrder::dearest);
    picked_ = ordered(context, units, order_of(effect.pick));
    left_ = context.arena.make<std::int64_t>(units.size());
    for (std::size_t i = 0; i < left_.size(); ++i) left_[i] = units[i].count;
  }

  void run() {
    std::int64_t full = needs_.applications - (needs_.last_get > 0 ? 1 : 0);
    while (full > 0 && !context_.arena.failed() && !context_.steps.exhausted()) {
      compose(members_, effect_.get_quantity);
      const std::int64_t times = repeats(full);
      use(times);
      full -= times;
    }
    if (needs_.last_get > 0 && full == 0) {
      compose(members_, needs_.last_get);
      use(1);
    }
  }

 private:
  /// Forms one group from what is left, without using it.
  void compose(ArenaVector<Member>& members, std::int64_t gets) {
    members.clear();
    UnitCounts group;
    Supply supply = supply_;
    std::int64_t slots = effect_.buy_quantity + gets;
    for (const std::uint32_t i : dearest_) {
      if (slots == 0) break;
      if (left_[i] == 0) continue;
      context_.steps.spend();
      const std::int64_t count =
          most_that_fit(units_[i], std::min(left_[i], slots), group, supply, gets);
      if (count == 0) continue;
      add(units_[i], count, group, supply);
      members.push_back({i, count, 0});
      slots -= count;
    }
    TENDERO_ASSERT(slots == 0 || context_.arena.failed());
    pick_inside(members, gets - group.get);
  }

  static void add(const UnitGroup& unit, std::int64_t count, UnitCounts& group, Supply& supply) {
    std::int64_t UnitCounts::*kind = unit.may_buy && unit.may_get ? &UnitCounts::both
                                     : unit.may_buy               ? &UnitCounts::buy
                                                                  : &UnitCounts::get;
    group.*kind += count;
    supply.left.*kind -= count;
  }

  std::int64_t most_that_fit(const UnitGroup& unit, std::int64_t most, const UnitCounts& group,
                             const Supply& supply, std::int64_t gets) const {
    std::int64_t fits = 0;
    while (fits < most) {
      const std::int64_t middle = fits + (most - fits + 1) / 2;
      UnitCounts with = group;
      Supply rest = supply;
      add(unit, middle, with, rest);
      if (can_complete(with, rest, gets)) {
        fits = middle;
      } else {
        most = middle - 1;
      }
    }
    return fits;
  }

  /// Whether this group and all after it can still be completed: of its units of both kinds, some
  /// number `x` is bought so that every need is covered by what is left.
  bool can_complete(const UnitCounts& group, const Supply& supply, std::int64_t gets) const {
    const std::int64_t buys = effect_.buy_quantity;
    if (group.buy > buys || group.get > gets) return false;
    const UnitCounts& left = supply.left;
    const std::int64_t least = std::max({std::int64_t{0}, group.both - (gets - group.get),
                                         supply.need_buy - group.buy - (left.buy + left.both)});
    const std::int64_t most =
        std::min({group.both, buys - group.buy,
                  left.get + left.both - supply.need_get + group.get + group.both});
    const std::int64_t open =
        supply.need_buy + supply.need_get - group.buy - group.get - group.both;
    return least <= most && open <= left.buy + left.get + left.both;
  }

  /// Get-only units are got; of those of both kinds, the first in pick order.
  void pick_inside(ArenaVector<Member>& members, std::int64_t from_both) {
    for (Member& member : members) {
      const UnitGroup& unit = units_[member.unit];
      if (!unit.may_buy) member.get = member.count;
    }
    if (from_both == 0) return;
    for (const std::uint32_t i : picked_) {
      if (from_both == 0) return;
      if (!units_[i].may_buy || !units_[i].may_get) continue;
      for (Member& member : members) {
        if (member.unit != i) continue;
        member.get = std::min(from_both, member.count);
        from_both -= member.get;
      }
    }
  }

  /// How many groups like the one just formed follow each other: what fits after `times` - 1 of
  /// them fits at once, so halving finds it.
  std::int64_t repeats(std::int64_t most) {
    for (const Member& member : members_) most = std::min(most, left_[member.unit] / member.count);
    std::int64_t times = 1;
    while (times < most) {
      const std::int64_t middle = times + (most - times + 1) / 2;
      if (same_after(middle - 1)) {
        times = middle;
      } else {
        most = middle - 1;
      }
    }
    return times;
  }

  bool same_after(std::int64_t times) {
    shift(-times);
    compose(again_, effect_.get_quantity);
    shift(times);
    return std::equal(members_.begin(), members_.end(), again_.begin(), again_.end());
  }

  /// Gives back (or, negative, uses up) the units of so many groups.
  void shift(std::int64_t times) {
    for (const Member& member : members_) {
      UnitCounts unused;
      left_[member.unit] += times * member.count;
      add(units_[member.unit], -times * member.count, unused, supply_);
      supply_.need_get += times * member.get;
      supply_.need_buy += times * (member.count - member.get);
    }
  }

  void use(std::int64_t times) {
    for (const Member& member : members_) {
      plan_.get[member.unit] += times * member.get;
      plan_.buy[member.unit] += times * (member.count - member.get);
    }
    shift(-times);
  }

  Context& context_;
  const Effect& effect_;
  std::span<const UnitGroup> units_;
  const Needs& needs_;
  BuyPlan& plan_;
  Supply supply_;
  std::span<std::uint32_t> dearest_, picked_;
  std::span<std::int64_t> left_;
  ArenaVector<Member> members_, again_;
};

}  // namespace

void plan_by_groups(Context& context, const Effect& effect, std::span<const UnitGroup> units,
                    const UnitCounts& have, const Needs& needs, BuyPlan& plan) {
  Groups(context, effect, units, have, needs, plan).run();
}

}  // namespace tendero
