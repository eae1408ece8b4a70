#include "evaluate/run_state.hpp"

#include <algorithm>

#include "evaluate/allocation.hpp"

namespace tendero {
namespace {

template <class T>
bool copy_span(std::span<T>& to, std::span<T> from, Arena& arena) {
  if (to.size() != from.size()) to = arena.make<T>(from.size());
  if (to.size() != from.size()) return false;
  std::copy(from.begin(), from.end(), to.begin());
  return true;
}

template <class T>
bool copy_vector(ArenaVector<T>& to, const ArenaVector<T>& from) {
  to.clear();
  if (!to.reserve(from.size())) return false;
  for (const T& value : from) to.push_back(value);
  return true;
}

}  // namespace

bool begin(RunState& state, const Context& context, std::uint32_t option) {
  Arena& arena = context.arena;
  const Slice<Line>& lines = context.request.lines;
  state = RunState(arena);
  state.totals = arena.make<Money>(lines.size());
  state.first_run = arena.make<std::uint32_t>(lines.size());
  state.first_take = arena.make<std::uint32_t>(lines.size());
  state.last_take = arena.make<std::uint32_t>(lines.size());
  state.outcomes = arena.make<Outcome>(context.candidates.size());
  if (context.stops) state.closed_by = arena.make<std::uint32_t>(lines.size());
  if (arena.failed()) return false;
  std::fill(state.closed_by.begin(), state.closed_by.end(), kNone);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    state.totals[i] = lines[i].subtotal();
    state.first_run[i] = state.first_take[i] = state.last_take[i] = kNone;
  }
  state.goods = context.request.subtotal;
  choose_option(state, context, option);
  return true;
}

void choose_option(RunState& state, const Context& context, std::uint32_t option) {
  state.option = option;
  if (option == kNone) return;
  state.shipping_price = state.shipping = context.request.options[option].price;
}

bool copy(RunState& to, const RunState& from, Arena& arena) {
  const bool spans = copy_span(to.totals, from.totals, arena) &&
                     copy_span(to.closed_by, from.closed_by, arena) &&
                     copy_span(to.first_run, from.first_run, arena) &&
                     copy_span(to.first_take, from.first_take, arena) &&
                     copy_span(to.last_take, from.last_take, arena) &&
                     copy_span(to.outcomes, from.outcomes, arena);
  if (!spans || !copy_vector(to.runs, from.runs) || !copy_vector(to.takes, from.takes) ||
      !copy_vector(to.groups, from.groups) || !copy_vector(to.line_groups, from.line_groups)) {
    return false;
  }
  for (LineGroup& group : to.line_groups) {
    std::span<std::uint32_t> owner;
    if (!copy_span(owner, group.owner, arena)) return false;
    group.owner = owner;
  }
  to.goods = from.goods;
  to.option = from.option;
  to.shipping_price = from.shipping_price;
  to.shipping = from.shipping;
  to.shipping_closed_by = from.shipping_closed_by;
  to.items_discount = from.items_discount;
  to.goods_discount = from.goods_discount;
  to.shipping_discount = from.shipping_discount;
  to.first_money = from.first_money;
  to.first_any = from.first_any;
  to.exclusive_money = from.exclusive_money;
  to.exclusive_all = from.exclusive_all;
  to.per_points = from.per_points;
  to.points = from.points;
  return true;
}

Money unit_floor(const Context& context, std::uint32_t line) {
  const Money own = context.request.lines[line].floor_price;
  return std::max(own, Money::minor(context.store().floor_price));
}

Money room_of_line(RunState& state, Context& context, std::uint32_t line) {
  const Money floor = unit_floor(context, line);
  if (floor.is_zero()) return state.totals[line];
  Money room;
  for (std::uint32_t run = lay_out(state, context, line); run != kNone;
       run = state.runs[run].next) {
    const UnitRun& units = state.runs[run];
    if (units.price > floor) room += Money::minor((units.price - floor).minor() * units.count);
  }
  return room;
}

void split_run(RunState& state, std::uint32_t run, std::int64_t count) {
  TENDERO_ASSERT(count > 0 && count < state.runs[run].count);
  UnitRun rest = state.runs[run];
  rest.count -= count;
  const auto position = static_cast<std::uint32_t>(state.runs.size());
  if (!state.runs.push_back(rest)) return;
  state.runs[run].count = count;
  state.runs[run].next = position;
}

void take_parts(RunState& state, std::span<const Part> parts) {
  for (std::size_t i = 0; i < parts.size(); ++i) {
    // Parts of one run follow each other: split it as they were split.
    std::uint32_t run = parts[i].source;
    while (i + 1 < parts.size() && parts[i + 1].source == parts[i].source) {
      const std::size_t before = state.runs.size();
      split_run(state, run, parts[i].count);
      if (state.runs.size() == before) return;  // out of memory
      state.runs[run].price -= Money::minor(parts[i].taken);
      run = state.runs[run].next;
      ++i;
    }
    state.runs[run].price -= Money::minor(parts[i].taken);
  }
}

/// Equal units: each takes the even part, the first ones one minor unit more.
void spread_over_run(RunState& state, std::uint32_t run, Money amount) {
  const std::int64_t count = state.runs[run].count;
  const std::int64_t each = amount.minor() / count;
  const std::int64_t more = amount.minor() % count;
  if (more > 0) {
    const std::size_t before = state.runs.size();
    split_run(state, run, more);
    if (state.runs.size() == before) return;  // out of memory
    state.runs[state.runs[run].next].price -= Money::minor(each);
  }
  state.runs[run].price -= Money::minor(each + (more > 0 ? 1 : 0));
}

void spread_over_units(RunState& state, Context& context, std::uint32_t line,
                       std::span<const std::uint32_t> runs, Money amount) {
  context.steps.spend();
  const std::uint32_t first = runs.empty() ? state.first_run[line] : runs[0];
  const bool single = runs.empty() ? state.runs[first].next == kNone : runs.size() == 1;
  if (single) return spread_over_run(state, first, amount);
  const Money floor = unit_floor(context, line);
  ArenaVector<Part>& parts = context.scratch.parts;
  parts.clear();
  const auto add = [&](std::uint32_t run) {
    const UnitRun& units = state.runs[run];
    const Money room = units.price > floor ? units.price - floor : Money();
    parts.push_back({units.price.minor(), room.minor(), units.count, run, 0});
  };
  if (runs.empty()) {
    for (std::uint32_t run = first; run != kNone; run = state.runs[run].next) add(run);
  } else {
    for (const std::uint32_t run : runs) add(run);
  }
  context.steps.spend(parts.size());
  const std::int64_t left = allocate(parts, amount.minor(), context.scratch.allocation);
  TENDERO_ASSERT(left == 0 || context.arena.failed());
  take_parts(state, parts.span());
}

std::uint32_t lay_out(RunState& state, Context& context, std::uint32_t line) {
  if (state.first_run[line] != kNone) return state.first_run[line];
  const Line& of = context.request.lines[line];
  const auto position = static_cast<std::uint32_t>(state.runs.size());
  if (!state.runs.push_back({of.quantity, of.unit_price, kNone, false})) return kNone;
  state.first_run[line] = position;
  for (std::uint32_t take = state.first_take[line]; take != kNone; take = state.takes[take].next) {
    spread_over_units(state, context, line, {}, state.takes[take].amount);
  }
  return position;
}

void note_take(RunState& state, std::uint32_t line, std::uint32_t candidate, Money amount) {
  state.totals[line] -= amount;
  state.goods -= amount;
  const auto position = static_cast<std::uint32_t>(state.takes.size());
  if (!state.takes.push_back({line, candidate, amount, kNone})) return;
  if (state.last_take[line] == kNone) {
    state.first_take[line] = position;
  } else {
    state.takes[state.last_take[line]].next = position;
  }
  state.last_take[line] = position;
}

}  // namespace tendero
