#include <algorithm>

#include "evaluate/buy_plan.hpp"
#include "evaluate/groups.hpp"

namespace tendero {
namespace {

constexpr std::uint8_t kMayBuy = 1;
constexpr std::uint8_t kMayGet = 2;

/// The open units of lines that may be bought or got, in tie order.
bool gather(ArenaVector<UnitGroup>& units, Context& context, RunState& state,
            std::uint32_t candidate, LineSet buy_lines, LineSet get_lines) {
  const auto may = context.arena.make<std::uint8_t>(context.request.lines.size());
  if (may.size() != context.request.lines.size()) return false;
  for (const std::uint32_t line : buy_lines) may[line] |= kMayBuy;
  for (const std::uint32_t line : get_lines) may[line] |= kMayGet;
  for (const std::uint32_t line : context.request.lines_by_id) {
    if (may[line] == 0 || !is_open(context, state, candidate, line)) continue;
    const std::size_t first = units.size();
    add_units(units, state, context, line, true);
    for (std::size_t i = first; i < units.size(); ++i) {
      units[i].may_buy = (may[line] & kMayBuy) != 0;
      units[i].may_get = (may[line] & kMayGet) != 0;
    }
  }
  return !context.arena.failed();
}

void plan_each_line(Context& context, const Effect& effect, std::span<const UnitGroup> units,
                    std::int64_t limit, BuyPlan& plan) {
  for (std::uint32_t first = 0; first < units.size();) {
    std::uint32_t last = first;
    while (last < units.size() && units[last].line == units[first].line) ++last;
    plan_applications(context, effect, units, first, last, limit - plan.applications, plan);
    first = last;
  }
}

/// Splits the runs as planned and marks them used: the first units of a run are got, the next
/// bought.
void mark(RunState& state, std::span<const UnitGroup> units, const BuyPlan& plan, bool used) {
  for (std::size_t i = 0; i < units.size(); ++i) {
    std::uint32_t run = units[i].run;
    for (const std::int64_t count : {plan.get[i], plan.buy[i]}) {
      if (count == 0) continue;
      if (count < state.runs[run].count) split_run(state, run, count);
      state.runs[run].used = used;
      run = state.runs[run].next;
    }
  }
}

Taken take(GoodsWork& work, const Effect& effect) {
  switch (effect.get_change) {
    case Change::percent_off:
      return work.take_percent();
    case Change::amount_off:
      return work.take_amount_each_unit();
    case Change::fixed_price:
      return work.take_down_to_price();
  }
  return {};
}

}  // namespace

Taken run_buy_x_get_y(Context& context, RunState& state, std::uint32_t candidate,
                      const Effect& effect, LineSet buy_lines, LineSet get_lines) {
  Arena& arena = context.arena;
  ArenaVector<UnitGroup> units(arena);
  if (!gather(units, context, state, candidate, buy_lines, get_lines)) return {};
  BuyPlan plan{arena.make<std::int64_t>(units.size()), arena.make<std::int64_t>(units.size()), 0};
  if (arena.failed()) return {};
  const std::int64_t per_cart = context.candidates[candidate].promotion->per_cart;
  const std::int64_t limit = per_cart == kUnlimited ? kMaxMinor : per_cart;
  if (effect.scope_line) {
    plan_each_line(context, effect, units.span(), limit, plan);
  } else {
    const auto count = static_cast<std::uint32_t>(units.size());
    plan_applications(context, effect, units.span(), 0, count, limit, plan);
  }
  if (plan.applications == 0 || arena.failed()) return {};
  mark(state, units.span(), plan, true);
  GoodsWork work(context, state, candidate, effect);
  ArenaVector<std::uint32_t> runs(arena);
  for (std::size_t i = 0; i < units.size(); ++i) {
    if (plan.get[i] > 0) runs.push_back(units[i].run);
    if (i + 1 == units.size() || units[i + 1].line != units[i].line) {
      if (!runs.empty()) work.add_runs(units[i].line, runs.span());
      runs.clear();
    }
  }
  const Taken taken = take(work, effect);
  if (taken.amount.is_zero()) mark(state, units.span(), plan, false);
  return taken;
}

}  // namespace tendero
