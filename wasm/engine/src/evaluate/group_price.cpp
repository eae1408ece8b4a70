#include <algorithm>

#include "base/sort.hpp"
#include "evaluate/allocation.hpp"
#include "evaluate/groups.hpp"

namespace tendero {
namespace {

class GroupPrice {
 public:
  GroupPrice(Context& context, RunState& state, std::uint32_t candidate, const Effect& effect,
             std::span<const UnitGroup> units)
      : context_(context),
        state_(state),
        effect_(effect),
        units_(units),
        pieces_(context.arena),
        work_(context.arena),
        parts_(context.arena) {
    dearest_ = ordered(context, units, UnitOrder::dearest);
    next_run_ = context.arena.make<std::uint32_t>(units.size());
    left_ = context.arena.make<std::int64_t>(units.size());
    in_group_ = context.arena.make<std::int64_t>(units.size());
    scratch_ = context.arena.make<std::uint32_t>(units.size());
    taken_ = context.arena.make<Money>(context.request.lines.size());
    const std::int64_t per_cart = context.candidates[candidate].promotion->per_cart;
    limit_ = per_cart == kUnlimited ? kMaxMinor : per_cart;
    if (context.arena.failed()) return;
    for (std::size_t i = 0; i < units.size(); ++i) {
      next_run_[i] = units[i].run;
      left_[i] = units[i].count;
    }
  }

  /// What each line lost, by position.
  std::span<const Money> taken() const { return taken_; }
  Money desired() const { return desired_; }

  void run() {
    std::size_t place = 0;
    while (limit_ > 0 && !context_.arena.failed() && !context_.steps.exhausted()) {
      while (place < dearest_.size() && left_[dearest_[place]] == 0) ++place;
      if (place == dearest_.size() || !form(place)) return;
    }
  }

 private:
  /// Forms the next group, or all those that one run fills alone. False when none gets cheaper.
  bool form(std::size_t place) {
    const std::uint32_t front = dearest_[place];
    const std::int64_t size = effect_.quantity;
    pieces_.clear();
    std::int64_t times = 1;
    if (left_[front] >= size) {
      times = std::min(left_[front] / size, limit_);
      add_piece(front, size);
    } else {
      std::int64_t open = size;
      for (; open > 0 && place < dearest_.size(); ++place) {
        const std::int64_t count = std::min(open, left_[dearest_[place]]);
        if (count > 0) add_piece(dearest_[place], count);
        open -= count;
      }
      if (open > 0) return false;
    }
    context_.steps.spend(pieces_.size() + 1);
    Money sum;
    Money can_fall;
    for (const std::uint32_t unit : pieces_) {
      sum += Money::minor(units_[unit].price.minor() * in_group_[unit]);
      can_fall += Money::minor(room(units_[unit]).minor() * in_group_[unit]);
    }
    if (sum <= effect_.amount || can_fall.is_zero()) return false;
    limit_ -= times;
    desired_ += Money::minor((sum - effect_.amount).minor() * times);
    share_out(sum - effect_.amount, times);
    return true;
  }

  void add_piece(std::uint32_t unit, std::int64_t count) {
    pieces_.push_back(unit);
    in_group_[unit] = count;
  }

  /// The group's discount goes to its lines by their sums, then to their units.
  void share_out(Money discount, std::int64_t times) {
    work_.clear();
    // Units stand in tie order of their lines, then in unit order.
    sort_positions(pieces_.span(), scratch_,
                   [](std::uint32_t a, std::uint32_t b) { return a < b; });
    for (std::uint32_t i = 0; i < pieces_.size(); ++i) {
      const UnitGroup& unit = units_[pieces_[i]];
      const bool same = i > 0 && units_[pieces_[i - 1]].line == unit.line;
      if (!same) work_.push_back({0, 0, 1, i, 0});
      work_.back().weight += unit.price.minor() * in_group_[pieces_[i]];
      work_.back().room += room(unit).minor() * in_group_[pieces_[i]];
    }
    allocate(work_, discount.minor(), context_.scratch.allocation);
    for (std::size_t i = 0; i < work_.size(); ++i) {
      const std::size_t last = i + 1 < work_.size() ? work_[i + 1].source : pieces_.size();
      share_line(pieces_.span().subspan(work_[i].source, last - work_[i].source),
                 Money::minor(work_[i].taken), times);
    }
  }

  Money room(const UnitGroup& unit) const {
    const Money floor = unit_floor(context_, unit.line);
    return unit.price > floor ? unit.price - floor : Money();
  }

  void share_line(std::span<const std::uint32_t> pieces, Money share, std::int64_t times) {
    parts_.clear();
    for (const std::uint32_t piece : pieces) {
      const UnitGroup& unit = units_[piece];
      parts_.push_back({unit.price.minor(), room(unit).minor(), in_group_[piece], piece, 0});
    }
    allocate(parts_, share.minor(), context_.scratch.allocation);
    for (const Part& part : parts_) {
      cut(part.source, part.count * times, Money::minor(part.taken));
    }
  }

  /// The next `count` units of a run are used and cost so much less each.
  void cut(std::uint32_t unit, std::int64_t count, Money each) {
    const std::uint32_t run = next_run_[unit];
    if (count < state_.runs[run].count) split_run(state_, run, count);
    if (context_.arena.failed()) return;
    state_.runs[run].used = true;
    state_.runs[run].price -= each;
    next_run_[unit] = state_.runs[run].next;
    left_[unit] -= count;
    taken_[units_[unit].line] += Money::minor(each.minor() * count);
  }

  Context& context_;
  RunState& state_;
  const Effect& effect_;
  std::span<const UnitGroup> units_;
  ArenaVector<std::uint32_t> pieces_;  // the units of the group that is being formed
  ArenaVector<Part> work_, parts_;
  std::span<std::uint32_t> dearest_, next_run_, scratch_;
  std::span<std::int64_t> left_;
  std::span<std::int64_t> in_group_;  // by unit: how many of it are in the group
  std::span<Money> taken_;
  std::int64_t limit_ = 0;
  Money desired_;
};

}  // namespace

Taken run_group_price(Context& context, RunState& state, std::uint32_t candidate,
                      const Effect& effect, LineSet lines) {
  ArenaVector<UnitGroup> units(context.arena);
  for (const std::uint32_t line : lines) {
    if (is_open(context, state, candidate, line)) add_units(units, state, context, line, true);
  }
  GroupPrice groups(context, state, candidate, effect, units.span());
  if (context.arena.failed()) return {};
  groups.run();
  Taken all{Money(), groups.desired(), true};
  for (const std::uint32_t line : lines) {
    const Money share = groups.taken()[line];
    if (share.is_zero()) continue;
    all.amount += share;
    book_take(context, state, line, candidate, effect.phase, share);
  }
  return all;
}

}  // namespace tendero
