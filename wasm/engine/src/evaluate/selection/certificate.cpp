#include "evaluate/selection/certificate.hpp"

#include <algorithm>

#include "evaluate/conditions.hpp"

namespace tendero {
namespace {

class Certificate {
 public:
  Certificate(Context& context, const RunState& state, std::span<const Money> bounds)
      : context_(context), state_(state), bounds_(bounds) {}

  bool holds() {
    const Store& store = context_.store();
    const bool adds_tax = store.has_tax && !store.prices_include_tax;
    const bool by_unit = store.tax_round == TaxRound::per_unit;
    if (adds_tax && (by_unit || store.shipping_rate_proportional)) return false;
    // By line: how many effects touch it, and whether one of them is not monotone there.
    touches_ = context_.arena.make<std::uint32_t>(context_.request.lines.size());
    delicate_ = context_.arena.make<std::uint8_t>(context_.request.lines.size());
    if (context_.arena.failed()) return false;
    for (std::size_t i = 0; i < context_.turns.size(); ++i) {
      if (!turn_holds(context_.turns[i], bounds_[i])) return false;
    }
    for (std::size_t i = 0; i < touches_.size(); ++i) {
      if (delicate_[i] != 0 && touches_[i] > 1) return false;
    }
    return true;
  }

 private:
  bool turn_holds(const Turn& turn, Money bound) {
    const Candidate& candidate = context_.candidates[turn.candidate];
    const Outcome& outcome = state_.outcomes[turn.candidate];
    const bool hopeless = bound.is_zero() && candidate.changes_money && !candidate.many_phases;
    switch (outcome.standing) {
      case Standing::fails:
        return hopeless || !candidate.changes_money || is_fixed(candidate);
      case Standing::idle:
        return hopeless || !candidate.changes_money;
      case Standing::taken:
        break;
      default:
        return false;
    }
    if (candidate.many_phases || candidate.promotion->stop) return false;
    if ((candidate.sees & kSeesRun) != 0 && candidate.changes_money) return false;
    for (std::uint32_t i = 0; i < candidate.effects.count; ++i) {
      const PlayedEffect& played = context_.effects[candidate.effects.first + i];
      if (!effect_holds(candidate, played)) return false;
    }
    return true;
  }

  /// What the request and the chosen option decide is the same in all sets.
  static bool is_fixed(const Candidate& candidate) { return (candidate.sees & kSeesRun) == 0; }

  bool effect_holds(const Candidate& candidate, const PlayedEffect& played) {
    const Effect& effect = *played.effect;
    switch (effect.phase) {
      case Phase::rewards:
        return true;
      case Phase::shipping:
        return true;
      case Phase::order:
      case Phase::order_and_shipping:
        return sum_is_monotone(effect);
      case Phase::lines:
        break;
    }
    const Moment moment{context_, nullptr, state_.option};
    const Program& program = *candidate.promotion.program;
    if (where_sees_run(program, effect.where) || where_sees_run(program, effect.buy_where) ||
        where_sees_run(program, effect.get_where)) {
      return false;
    }
    if (effect.type == EffectType::buy_x_get_y) {
      EffectLines& found = context_.effect_lines[played.position];
      touch_both(lines_for(moment, program, effect.buy_where, found.buy),
                 lines_for(moment, program, effect.get_where, found.get));
      return true;
    }
    touch(lines_of(moment, played, program), !line_is_monotone(effect));
    return true;
  }

  void touch(LineSet lines, bool delicate) {
    for (const std::uint32_t line : lines) {
      ++touches_[line];
      if (delicate) delicate_[line] = 1;
    }
  }

  /// One effect touches a line once, be it for buying, getting or both.
  void touch_both(LineSet buy, LineSet get) {
    touch(buy, true);
    for (const std::uint32_t line : get) {
      if (std::find(buy.begin(), buy.end(), line) != buy.end()) continue;
      ++touches_[line];
      delicate_[line] = 1;
    }
  }

  /// One amount from the sum of all goods: what counts afterwards is that sum alone, unless tax is
  /// added by line.
  bool sum_is_monotone(const Effect& effect) const {
    const Store& store = context_.store();
    return effect.where == kNone && (store.prices_include_tax || !store.has_tax) && !has_floors();
  }

  /// Each line's new total depends on its own total alone, and never falls when that rises.
  bool line_is_monotone(const Effect& effect) const {
    if (effect.max_amount != kUnlimited || effect.max_units != kUnlimited) return false;
    if (has_floors()) return false;
    const Store& store = context_.store();
    switch (effect.type) {
      case EffectType::percent_off:
        return store.round_at == RoundAt::line;
      case EffectType::amount_off:
        return effect.allocate == Allocate::each && effect.target != Target::units;
      default:
        return false;
    }
  }

  bool has_floors() const {
    return context_.store().floor_price != 0 ||
           std::any_of(context_.request.lines.begin(), context_.request.lines.end(),
                       [](const Line& line) { return !line.floor_price.is_zero(); });
  }

  Context& context_;
  const RunState& state_;
  std::span<const Money> bounds_;
  std::span<std::uint32_t> touches_;
  std::span<std::uint8_t> delicate_;
};

}  // namespace

bool is_provably_best(Context& context, const RunState& state, std::span<const Money> bounds) {
  return !bounds.empty() && !context.line_groups && Certificate(context, state, bounds).holds();
}

}  // namespace tendero
