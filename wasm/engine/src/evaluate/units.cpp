#include "evaluate/units.hpp"

#include "base/sort.hpp"

namespace tendero {

UnitOrder order_of(Pick pick) {
  switch (pick) {
    case Pick::cheapest:
      return UnitOrder::cheapest;
    case Pick::dearest:
      return UnitOrder::dearest;
    case Pick::cart_order:
      return UnitOrder::cart_order;
  }
  return UnitOrder::cheapest;
}

void add_units(ArenaVector<UnitGroup>& units, RunState& state, Context& context, std::uint32_t line,
               bool open_only) {
  std::uint32_t sequence = 0;
  for (std::uint32_t run = lay_out(state, context, line); run != kNone;
       run = state.runs[run].next) {
    const UnitRun& of = state.runs[run];
    const std::uint32_t place = sequence++;
    context.steps.spend();
    if (open_only && of.used) continue;
    units.push_back({line, run, place, of.count, of.price, false, false});
  }
}

std::span<std::uint32_t> ordered(const Context& context, std::span<const UnitGroup> units,
                                 UnitOrder order) {
  const auto places = context.arena.make<std::uint32_t>(units.size());
  const auto scratch = context.arena.make<std::uint32_t>(units.size());
  if (scratch.size() != units.size()) return {};
  for (std::uint32_t i = 0; i < places.size(); ++i) places[i] = i;
  context.steps.spend(units.size());
  const auto by_place = [&](const UnitGroup& a, const UnitGroup& b) {
    if (a.line == b.line) return a.sequence < b.sequence;
    if (order == UnitOrder::cart_order) return a.line < b.line;
    return context.tie_rank[a.line] < context.tie_rank[b.line];
  };
  const auto price = [&](const UnitGroup& unit) {
    return order == UnitOrder::dearest_sent ? context.request.lines[unit.line].unit_price
                                            : unit.price;
  };
  sort_positions(places, scratch, [&](std::uint32_t left, std::uint32_t right) {
    const UnitGroup& a = units[left];
    const UnitGroup& b = units[right];
    if (order != UnitOrder::cart_order && price(a) != price(b)) {
      return order == UnitOrder::cheapest ? price(a) < price(b) : price(a) > price(b);
    }
    return by_place(a, b);
  });
  return places;
}

bool is_open(const Context& context, const RunState& state, std::uint32_t candidate,
             std::uint32_t line) {
  if (!state.closed_by.empty() && state.closed_by[line] < candidate) return false;
  if (!context.line_groups) return true;
  const Promotion& promotion = *context.candidates[candidate].promotion;
  if (!promotion.group_by_line || promotion.group == kNoString) return true;
  for (const LineGroup& group : state.line_groups) {
    if (group.group != promotion.group) continue;
    return group.owner[line] == kNone || group.owner[line] == candidate;
  }
  return true;
}

}  // namespace tendero
