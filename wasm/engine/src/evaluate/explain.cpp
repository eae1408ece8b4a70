#include "evaluate/explain.hpp"

#include <algorithm>

#include "evaluate/conditions.hpp"
#include "evaluate/run.hpp"
#include "evaluate/shipping.hpp"
#include "evaluate/units.hpp"

namespace tendero {
namespace {

struct Verdict {
  bool works = false;
  Rejection rejection;
};

Verdict fails(Reason reason, std::string_view pointer) {
  Verdict verdict;
  verdict.rejection.reason = reason;
  verdict.rejection.pointer = pointer;
  return verdict;
}

/// Why an effect can find nothing to work on in this cart, whatever else has run.
class EffectCheck {
 public:
  EffectCheck(const Moment& moment, std::uint32_t candidate)
      : moment_(moment), program_(*moment.context.candidates[candidate].promotion.program) {}

  Verdict check(const PlayedEffect& played) const {
    const Effect& effect = *played.effect;
    if (effect.phase == Phase::rewards) return {true, {}};
    if (effect.phase == Phase::shipping) return check_shipping(effect);
    if (effect.type == EffectType::buy_x_get_y) return check_buy(effect);
    const LineSet lines = lines_of(moment_, played, program_);
    if (effect.type == EffectType::fixed_price && effect.quantity != kUnlimited) {
      return enough(effect, effect.quantity, units(lines));
    }
    if (!lines.empty()) return {true, {}};
    const bool whole = effect.phase == Phase::order_and_shipping && effect.where == kNone;
    if (whole && moment_.option != kNone) return {true, {}};
    return fails(Reason::no_matching_lines, effect.pointer);
  }

 private:
  Verdict check_shipping(const Effect& effect) const {
    if (!country_fits(moment_.context, program_, effect)) {
      return fails(Reason::country_not_eligible, effect.pointer);
    }
    if (moment_.option == kNone ||
        !method_fits(moment_.context, moment_.option, program_, effect)) {
      return fails(Reason::shipping_method_required, effect.pointer);
    }
    return {true, {}};
  }

  Verdict check_buy(const Effect& effect) const {
    const LineSet buy = find_lines(moment_, program_, effect.buy_where);
    const LineSet get = find_lines(moment_, program_, effect.get_where);
    const std::int64_t gets = effect.partial ? 1 : effect.get_quantity;
    if (units(get) < gets) return enough(effect, gets, units(get));
    if (effect.buy_quantity == 0) return {true, {}};
    if (units(buy) < effect.buy_quantity) return enough(effect, effect.buy_quantity, units(buy));
    return enough(effect, effect.buy_quantity + gets, units_of_both(buy, get));
  }

  Verdict enough(const Effect& effect, std::int64_t required, std::int64_t actual) const {
    if (actual >= required) return {true, {}};
    Verdict verdict = fails(Reason::products_missing, effect.pointer);
    verdict.rejection.has_numbers = true;
    verdict.rejection.required = required;
    verdict.rejection.actual = actual;
    verdict.rejection.missing = required - actual;
    return verdict;
  }

  std::int64_t units(LineSet lines) const {
    std::int64_t sum = 0;
    for (const std::uint32_t line : lines) sum += moment_.context.request.lines[line].quantity;
    return sum;
  }

  std::int64_t units_of_both(LineSet buy, LineSet get) const {
    std::int64_t sum = units(buy);
    for (const std::uint32_t line : get) {
      const bool counted = std::find(buy.begin(), buy.end(), line) != buy.end();
      if (!counted) sum += moment_.context.request.lines[line].quantity;
    }
    return sum;
  }

  const Moment& moment_;
  const Program& program_;
};

/// Whether no effect can work; then the reason that ranks first.
bool nothing_to_work_on(const Moment& moment, std::uint32_t index, Rejection& why) {
  const Candidate& candidate = moment.context.candidates[index];
  const EffectCheck effects(moment, index);
  bool found = false;
  for (std::uint32_t i = 0; i < candidate.effects.count; ++i) {
    const Verdict verdict = effects.check(moment.context.effects[candidate.effects.first + i]);
    if (verdict.works) return false;
    if (!found || verdict.rejection.reason < why.reason) why = verdict.rejection;
    found = true;
  }
  return found;
}

std::string_view id_of(const Context& context, std::uint32_t candidate) {
  return candidate == kNone ? std::string_view() : context.candidates[candidate].promotion->id;
}

Rejection by_other(const Context& context, Reason reason, std::uint32_t winner,
                   std::string_view pointer) {
  Rejection rejection;
  rejection.reason = reason;
  rejection.pointer = pointer;
  rejection.winner = id_of(context, winner);
  return rejection;
}

Rejection explain_blocked(const Context& context, std::uint32_t candidate, std::uint32_t blocker) {
  const Promotion& own = *context.candidates[candidate].promotion;
  const Promotion& other = *context.candidates[blocker].promotion;
  const bool own_changes = context.candidates[candidate].changes_money;
  const bool other_changes = context.candidates[blocker].changes_money;
  const bool exclusive = own.exclusive == Exclusive::all || other.exclusive == Exclusive::all ||
                         (own.exclusive == Exclusive::money && other_changes) ||
                         (other.exclusive == Exclusive::money && own_changes);
  return exclusive ? by_other(context, Reason::exclusive_applied, blocker,
                              own.exclusive != Exclusive::no ? "/exclusive" : "")
                   : by_other(context, Reason::group_taken, blocker, "/group");
}

/// Looks for what keeps a line that an effect is for from it: a promotion with `stop`, or another
/// member of its group.
void find_closers(const Moment& moment, std::uint32_t candidate, std::uint32_t& stopped_by,
                  std::uint32_t& taken_by) {
  const Context& context = moment.context;
  const Candidate& own = context.candidates[candidate];
  for (std::uint32_t i = 0; i < own.effects.count; ++i) {
    const PlayedEffect& played = context.effects[own.effects.first + i];
    if (played.effect->phase == Phase::rewards) continue;
    if (played.effect->phase == Phase::shipping) {
      if (moment.state->shipping_closed_by < candidate)
        stopped_by = moment.state->shipping_closed_by;
      continue;
    }
    for (const std::uint32_t line : lines_of(moment, played, *own.promotion.program)) {
      if (!moment.state->closed_by.empty() && moment.state->closed_by[line] < candidate) {
        stopped_by = moment.state->closed_by[line];
      }
      for (const LineGroup& group : moment.state->line_groups) {
        const std::uint32_t owner = group.owner[line];
        const bool ours = own.promotion->group_by_line && group.group == own.promotion->group;
        if (ours && owner < context.candidates.size() && owner != candidate) taken_by = owner;
      }
    }
  }
}

Rejection explain_idle(const Moment& moment, std::uint32_t candidate) {
  const Context& context = moment.context;
  std::uint32_t stopped_by = kNone;
  std::uint32_t taken_by = kNone;
  find_closers(moment, candidate, stopped_by, taken_by);
  if (taken_by != kNone) return by_other(context, Reason::group_taken, taken_by, "/group");
  if (stopped_by != kNone) return by_other(context, Reason::stopped, stopped_by, "");
  return by_other(context, Reason::no_effect, kNone, "");
}

}  // namespace

Rejection explain_candidate(const Moment& moment, std::uint32_t index) {
  const PromotionRef& promotion = moment.context.candidates[index].promotion;
  if (!when_holds(moment, index)) {
    return explain_condition(moment, *promotion.program, promotion->when);
  }
  return explain_held(moment, index);
}

Rejection explain_left_out(const Moment& moment, std::uint32_t index) {
  const Context& context = moment.context;
  const std::uint32_t blocker = find_blocker(context, *moment.state, index);
  if (blocker != kNone) return explain_blocked(context, index, blocker);
  return by_other(context, Reason::better_combination, moment.state->first_money, "");
}

Rejection explain_held(const Moment& moment, std::uint32_t index) {
  const Context& context = moment.context;
  const Outcome& outcome = moment.state->outcomes[index];
  Rejection why;
  if (nothing_to_work_on(moment, index, why)) return why;
  switch (outcome.standing) {
    case Standing::blocked:
      return explain_blocked(context, index, outcome.blocker);
    case Standing::left_out:
      return explain_left_out(moment, index);
    default:
      return explain_idle(moment, index);
  }
}

}  // namespace tendero
