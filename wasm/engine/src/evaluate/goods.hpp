#pragma once
// Money taken off goods: percentages, amounts and prices, on whole lines or chosen units.

#include <cstdint>
#include <span>

#include "evaluate/units.hpp"

namespace tendero {

/// What an effect took off, and what it would have without caps, floors and ends of money.
struct Taken {
  Money amount, desired;
  bool across = false;  // spread by allocation
};

/// One effect at work, and no other at the same time. Lines are added in tie order, then `apply` is
/// called once.
class GoodsWork {
 public:
  GoodsWork(Context& context, RunState& state, std::uint32_t candidate, const Effect& effect)
      : context_(context),
        state_(state),
        candidate_(candidate),
        effect_(effect),
        lines_(context.scratch.work_lines),
        picks_(context.scratch.picks) {
    lines_.clear();
    picks_.clear();
  }

  /// All units of those lines that are open to the promotion.
  void add_lines(LineSet lines);
  /// Of those lines at most `count` units, in the order of `pick`.
  void add_units_of(LineSet lines, std::int64_t count, Pick pick);
  /// Chosen runs of one line, in unit order.
  void add_runs(std::uint32_t line, std::span<const std::uint32_t> runs);

  bool empty() const { return lines_.empty(); }

  /// Percent of each line off (round_at says where it rounds).
  Taken take_percent();
  /// The amount off each line; or off each unit.
  Taken take_amount_each_line();
  Taken take_amount_each_unit();
  /// Every unit now costs the amount.
  Taken take_down_to_price();
  /// One amount over all lines. `desired`: before it is cut to what is there.
  Taken take_across(Money desired);

  Money now() const;   // what the lines cost
  Money sent() const;  // what they cost as sent

 private:
  Taken take_by_unit(Change change);
  Money wanted_of_unit(Change change, const WorkLine& work, Money price) const;
  Money sum_of_shares() const;
  bool cut_to_max();
  Taken finish(Money desired, bool across);
  Taken finish_by_unit(Change change, Money desired);
  void commit(const WorkLine& work);
  template <class Visit>
  void each_run(const WorkLine& work, Visit visit);
  void spread_percent_of_order(Money& desired);

  Context& context_;
  RunState& state_;
  std::uint32_t candidate_;
  const Effect& effect_;
  ArenaVector<WorkLine>& lines_;
  ArenaVector<std::uint32_t>& picks_;
};

/// Books what a promotion took off a line whose units have paid already: totals, the phase's sum,
/// and what `stop` and groups by line close.
void book_take(Context& context, RunState& state, std::uint32_t line, std::uint32_t candidate,
               Phase phase, Money share);

/// a * b, stopping at the largest amount.
Money capped_product(Money amount, std::int64_t count);

/// Effects whose target is goods: percent_off, amount_off, fixed_price (without quantity).
Taken run_goods_effect(Context& context, RunState& state, std::uint32_t candidate,
                       const Effect& effect, LineSet lines);

}  // namespace tendero
