#include "evaluate/goods.hpp"

#include <algorithm>

#include "evaluate/allocation.hpp"

namespace tendero {

Money capped_product(Money amount, std::int64_t count) {
  std::int64_t product = 0;
  if (__builtin_mul_overflow(amount.minor(), count, &product)) product = kMaxMinor;
  return Money::minor(std::min(product, kMaxMinor));
}

void GoodsWork::add_lines(LineSet lines) {
  context_.steps.spend(lines.size());
  lines_.reserve(lines.size());
  for (const std::uint32_t line : lines) {
    if (!is_open(context_, state_, candidate_, line)) continue;
    const Line& of = context_.request.lines[line];
    lines_.push_back({line, 0, 0, state_.totals[line], of.subtotal(),
                      room_of_line(state_, context_, line), Money()});
  }
}

void GoodsWork::add_units_of(LineSet lines, std::int64_t count, Pick pick) {
  ArenaVector<UnitGroup> units(context_.arena);
  for (const std::uint32_t line : lines) {
    if (is_open(context_, state_, candidate_, line)) {
      add_units(units, state_, context_, line, false);
    }
  }
  const auto chosen = context_.arena.make<std::int64_t>(units.size());
  if (chosen.size() != units.size()) return;
  for (const std::uint32_t i : ordered(context_, units.span(), order_of(pick))) {
    chosen[i] = std::min(count, units[i].count);
    count -= chosen[i];
  }
  ArenaVector<std::uint32_t> runs(context_.arena);  // units of a line follow each other
  for (std::size_t i = 0; i < units.size(); ++i) {
    if (chosen[i] > 0) {
      if (chosen[i] < units[i].count) split_run(state_, units[i].run, chosen[i]);
      runs.push_back(units[i].run);
    }
    if (i + 1 == units.size() || units[i + 1].line != units[i].line) {
      if (!runs.empty()) add_runs(units[i].line, runs.span());
      runs.clear();
    }
  }
}

void GoodsWork::add_runs(std::uint32_t line, std::span<const std::uint32_t> runs) {
  const Money floor = unit_floor(context_, line);
  const Money price = context_.request.lines[line].unit_price;
  WorkLine work;
  work.line = line;
  work.first_pick = static_cast<std::uint32_t>(picks_.size());
  work.picks = static_cast<std::uint32_t>(runs.size());
  for (const std::uint32_t run : runs) {
    const UnitRun& units = state_.runs[run];
    const Money room = units.price > floor ? units.price - floor : Money();
    work.now += Money::minor(units.price.minor() * units.count);
    work.sent += Money::minor(price.minor() * units.count);
    work.room += Money::minor(room.minor() * units.count);
    picks_.push_back(run);
  }
  context_.steps.spend(runs.size());
  lines_.push_back(work);
}

template <class Visit>
void GoodsWork::each_run(const WorkLine& work, Visit visit) {
  if (work.picks != 0) {
    for (std::uint32_t i = 0; i < work.picks; ++i) visit(picks_[work.first_pick + i]);
    return;
  }
  for (std::uint32_t run = lay_out(state_, context_, work.line); run != kNone;
       run = state_.runs[run].next) {
    visit(run);
  }
}

Money GoodsWork::now() const {
  Money sum;
  for (const WorkLine& work : lines_) sum += work.now;
  return sum;
}

Money GoodsWork::sent() const {
  Money sum;
  for (const WorkLine& work : lines_) sum += work.sent;
  return sum;
}

Money GoodsWork::sum_of_shares() const {
  Money sum;
  for (const WorkLine& work : lines_) sum += work.share;
  return sum;
}

Taken GoodsWork::take_percent() {
  const Store& store = context_.store();
  if (store.round_at == RoundAt::unit) return take_by_unit(Change::percent_off);
  Money desired;
  if (store.round_at == RoundAt::order) {
    spread_percent_of_order(desired);
    return finish(desired, false);
  }
  for (WorkLine& work : lines_) {
    const Money base = store.percent_of == PercentOf::original ? work.sent : work.now;
    const Money share = percent_of(base, effect_.percent, store.rounding);
    desired += share;
    work.share = std::min(share, work.room);
  }
  return finish(desired, false);
}

/// Rounded once over the exact sum; a line's part is its own, and what its floor cuts does not
/// move.
void GoodsWork::spread_percent_of_order(Money& desired) {
  const Store& store = context_.store();
  const bool original = store.percent_of == PercentOf::original;
  desired = percent_of(original ? sent() : now(), effect_.percent, store.rounding);
  ArenaVector<Part>& parts = context_.scratch.parts;
  parts.clear();
  for (std::uint32_t i = 0; i < lines_.size(); ++i) {
    const Money base = original ? lines_[i].sent : lines_[i].now;
    parts.push_back({base.minor(), kMaxMinor, 1, i, 0});
  }
  allocate(parts, desired.minor(), context_.scratch.allocation);
  for (const Part& part : parts) {
    WorkLine& work = lines_[part.source];
    work.share = std::min(Money::minor(part.taken), work.room);
  }
}

Taken GoodsWork::take_amount_each_line() {
  Money desired;
  for (WorkLine& work : lines_) {
    work.share = std::min(effect_.amount, work.room);
    desired = std::min(desired + effect_.amount, Money::minor(kMaxMinor));
  }
  return finish(desired, false);
}

Taken GoodsWork::take_amount_each_unit() {
  return take_by_unit(Change::amount_off);
}

Taken GoodsWork::take_down_to_price() {
  return take_by_unit(Change::fixed_price);
}

/// What one unit would lose at its price now, before its floor.
Money GoodsWork::wanted_of_unit(Change change, const WorkLine& work, Money price) const {
  switch (change) {
    case Change::amount_off:
      return effect_.amount;
    case Change::fixed_price:
      return price > effect_.amount ? price - effect_.amount : Money();
    case Change::percent_off:
      break;
  }
  const Store& store = context_.store();
  const Money base = store.percent_of == PercentOf::original
                         ? context_.request.lines[work.line].unit_price
                         : price;
  return percent_of(base, effect_.percent, store.rounding);
}

Taken GoodsWork::take_by_unit(Change change) {
  Money desired;
  for (WorkLine& work : lines_) {
    const Money floor = unit_floor(context_, work.line);
    work.share = Money();
    each_run(work, [&](std::uint32_t run) {
      const UnitRun& units = state_.runs[run];
      const Money wanted = wanted_of_unit(change, work, units.price);
      const Money room = units.price > floor ? units.price - floor : Money();
      work.share += Money::minor(std::min(wanted, room).minor() * units.count);
      desired = std::min(desired + capped_product(wanted, units.count), Money::minor(kMaxMinor));
      context_.steps.spend();
    });
  }
  return finish_by_unit(change, desired);
}

/// Each unit loses its own part. Where `max_amount` cuts, a line's smaller share is allocated to
/// its units by those parts.
Taken GoodsWork::finish_by_unit(Change change, Money desired) {
  const bool cut = cut_to_max();
  for (const WorkLine& work : lines_) {
    if (work.share.is_zero()) continue;
    ArenaVector<Part>& parts = context_.scratch.parts;
    parts.clear();
    const Money floor = unit_floor(context_, work.line);
    each_run(work, [&](std::uint32_t run) {
      const UnitRun& units = state_.runs[run];
      const Money room = units.price > floor ? units.price - floor : Money();
      const Money own = std::min(wanted_of_unit(change, work, units.price), room);
      parts.push_back({own.minor(), own.minor(), units.count, run, cut ? 0 : own.minor()});
    });
    if (cut) allocate(parts, work.share.minor(), context_.scratch.allocation);
    take_parts(state_, parts.span());
    commit(work);
  }
  return {sum_of_shares(), desired, false};
}

Taken GoodsWork::take_across(Money desired) {
  ArenaVector<Part>& parts = context_.scratch.parts;
  parts.clear();
  for (std::uint32_t i = 0; i < lines_.size(); ++i) {
    parts.push_back({lines_[i].now.minor(), lines_[i].room.minor(), 1, i, 0});
  }
  allocate(parts, std::min(desired, now()).minor(), context_.scratch.allocation);
  for (const Part& part : parts) lines_[part.source].share = Money::minor(part.taken);
  return finish(desired, true);
}

/// `max_amount` caps the effect in the whole cart, allocated by the uncut shares.
bool GoodsWork::cut_to_max() {
  if (effect_.max_amount == kUnlimited || sum_of_shares().minor() <= effect_.max_amount) {
    return false;
  }
  ArenaVector<Part>& parts = context_.scratch.parts;
  parts.clear();
  for (std::uint32_t i = 0; i < lines_.size(); ++i) {
    const std::int64_t share = lines_[i].share.minor();
    parts.push_back({share, share, 1, i, 0});
  }
  allocate(parts, effect_.max_amount, context_.scratch.allocation);
  for (const Part& part : parts) lines_[part.source].share = Money::minor(part.taken);
  return true;
}

Taken GoodsWork::finish(Money desired, bool across) {
  cut_to_max();
  for (const WorkLine& work : lines_) {
    if (work.share.is_zero()) continue;
    if (state_.first_run[work.line] != kNone) {
      std::span<const std::uint32_t> runs;
      if (work.picks != 0) runs = picks_.span().subspan(work.first_pick, work.picks);
      spread_over_units(state_, context_, work.line, runs, work.share);
    }
    commit(work);
  }
  return {sum_of_shares(), desired, across};
}

void GoodsWork::commit(const WorkLine& work) {
  book_take(context_, state_, work.line, candidate_, effect_.phase, work.share);
}

void book_take(Context& context, RunState& state, std::uint32_t line, std::uint32_t candidate,
               Phase phase, Money share) {
  note_take(state, line, candidate, share);
  const Promotion& promotion = *context.candidates[candidate].promotion;
  if (phase == Phase::lines) {
    state.items_discount += share;
  } else {
    state.goods_discount += share;
  }
  if (promotion.stop) state.closed_by[line] = std::min(state.closed_by[line], candidate);
  if (!promotion.group_by_line) return;
  for (LineGroup& group : state.line_groups) {
    if (group.group == promotion.group) group.owner[line] = candidate;
  }
}

Taken run_goods_effect(Context& context, RunState& state, std::uint32_t candidate,
                       const Effect& effect, LineSet lines) {
  GoodsWork work(context, state, candidate, effect);
  const bool order = effect.target == Target::order;
  if (effect.max_units != kUnlimited && !order) {
    work.add_units_of(lines, effect.max_units, effect.pick);
  } else {
    work.add_lines(lines);
  }
  if (work.empty()) return {};
  const Store& store = context.store();
  switch (effect.type) {
    case EffectType::percent_off:
      if (!order) return work.take_percent();
      return work.take_across(
          percent_of(store.percent_of == PercentOf::original ? work.sent() : work.now(),
                     effect.percent, store.rounding));
    case EffectType::amount_off:
      if (order || effect.allocate == Allocate::across) return work.take_across(effect.amount);
      return effect.target == Target::units ? work.take_amount_each_unit()
                                            : work.take_amount_each_line();
    case EffectType::fixed_price:
      if (!order) return work.take_down_to_price();
      return work.take_across(work.now() > effect.amount ? work.now() - effect.amount : Money());
    default:
      break;
  }
  TENDERO_ASSERT(false);
}

}  // namespace tendero
