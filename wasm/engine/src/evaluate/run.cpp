#include "evaluate/run.hpp"

#include <algorithm>

#include "evaluate/conditions.hpp"
#include "evaluate/explain.hpp"
#include "evaluate/groups.hpp"
#include "evaluate/near_miss.hpp"
#include "evaluate/points.hpp"
#include "evaluate/shipping.hpp"

namespace tendero {
namespace {

class Runner {
 public:
  Runner(Context& context, RunState& state, const RunPlan& plan)
      : context_(context), state_(state), plan_(plan), moment_{context, &state, state.option} {}

  void take_turn(std::uint32_t position) {
    const Turn& turn = context_.turns[position];
    Outcome& outcome = state_.outcomes[turn.candidate];
    if (turn.first && !may_start(turn.candidate, outcome)) return;
    if (outcome.standing == Standing::waiting) {
      outcome.blocker = find_blocker(context_, state_, turn.candidate);
      if (outcome.blocker != kNone) {
        outcome.standing = Standing::blocked;
        explain(turn.candidate);
        return;
      }
    }
    if (outcome.standing != Standing::waiting && outcome.standing != Standing::taken) return;
    const Money before = state_.goods + state_.shipping;
    const bool did = run_effects(turn, outcome);
    if (outcome.standing == Standing::taken) return;
    outcome.turn = position;
    outcome.goods_and_shipping_before = before;
    settle(turn, outcome, did);
  }

 private:
  bool may_start(std::uint32_t candidate, Outcome& outcome) {
    if (!plan_.allowed.empty() && plan_.allowed[candidate] == 0) {
      outcome.standing = Standing::left_out;
      if (is_asked(candidate)) explain_left_out(candidate, outcome);
      return false;
    }
    context_.steps.spend();
    if (when_holds(moment_, candidate)) return true;
    outcome.standing = Standing::fails;
    explain(candidate);
    if (plan_.trace != nullptr && plan_.trace->near != nullptr) {
      note_near_miss(moment_, candidate, *plan_.trace->near);
    }
    return false;
  }

  void settle(const Turn& turn, Outcome& outcome, bool did) {
    const Candidate& candidate = context_.candidates[turn.candidate];
    if (!did && candidate.many_phases) {
      if (plan_.lazy) return;
      did = turn.first && does_something_later(turn.candidate);
    }
    if (!did) {
      outcome.standing = Standing::idle;
      explain(turn.candidate);
      return;
    }
    outcome.standing = Standing::taken;
    outcome.was_taken = true;
    note_taken(turn.candidate);
  }

  /// Tries run(taken + candidate) whole.
  bool does_something_later(std::uint32_t candidate) {
    const auto allowed = context_.arena.make<std::uint8_t>(context_.candidates.size());
    if (allowed.empty()) return false;
    for (std::size_t i = 0; i < allowed.size(); ++i) {
      allowed[i] = state_.outcomes[i].standing == Standing::taken ? 1 : 0;
    }
    allowed[candidate] = 1;
    RunState trial(context_.arena);
    RunPlan plan = plan_;
    plan.allowed = allowed;
    plan.trace = nullptr;
    plan.lazy = true;
    if (!run(context_, trial, plan, state_.option)) return false;
    return trial.outcomes[candidate].standing == Standing::taken;
  }

  void note_taken(std::uint32_t index) {
    const Candidate& candidate = context_.candidates[index];
    const Promotion& promotion = *candidate.promotion;
    if (promotion.group != kNoString) state_.groups.push_back(index);
    if (state_.first_any == kNone) state_.first_any = index;
    if (state_.first_money == kNone && candidate.changes_money) state_.first_money = index;
    if (promotion.exclusive == Exclusive::money) state_.exclusive_money = index;
    if (promotion.exclusive == Exclusive::all) state_.exclusive_all = index;
  }

  bool run_effects(const Turn& turn, Outcome& outcome) {
    const Candidate& candidate = context_.candidates[turn.candidate];
    bool did = false;
    for (std::uint32_t i = 0; i < candidate.effects.count; ++i) {
      const PlayedEffect& played = context_.effects[candidate.effects.first + i];
      if (played.effect->phase != turn.phase) continue;
      did = run_effect(turn.candidate, played, outcome) || did;
    }
    return did;
  }

  bool run_effect(std::uint32_t candidate, const PlayedEffect& played, Outcome& outcome) {
    const Effect& effect = *played.effect;
    if (effect.type == EffectType::earn_points) {
      const std::int64_t points = earn_points(state_, candidate, effect);
      outcome.points += points;
      return points > 0 || effect.multiplies;
    }
    const Taken taken = take_money(candidate, played);
    outcome.amount += taken.amount;
    outcome.desired = std::min(outcome.desired + taken.desired, Money::minor(kMaxMinor));
    outcome.across = outcome.across || (taken.across && !taken.amount.is_zero());
    return !taken.amount.is_zero();
  }

  Taken take_money(std::uint32_t candidate, const PlayedEffect& played) {
    const Effect& effect = *played.effect;
    const Program& program = *context_.candidates[candidate].promotion.program;
    EffectLines& found = context_.effect_lines[played.position];
    if (effect.type == EffectType::buy_x_get_y) {
      const LineSet buy = lines_for(moment_, program, effect.buy_where, found.buy);
      const LineSet get = lines_for(moment_, program, effect.get_where, found.get);
      return run_buy_x_get_y(context_, state_, candidate, effect, buy, get);
    }
    if (effect.phase == Phase::shipping) {
      return run_shipping_effect(context_, state_, candidate, program, effect);
    }
    const LineSet lines = lines_of(moment_, played, program);
    if (effect.phase == Phase::order_and_shipping) {
      return run_whole_effect(context_, state_, candidate, effect, lines);
    }
    if (effect.type == EffectType::fixed_price && effect.quantity != kUnlimited) {
      return run_group_price(context_, state_, candidate, effect, lines);
    }
    return run_goods_effect(context_, state_, candidate, effect, lines);
  }

  bool is_asked(std::uint32_t candidate) const {
    return plan_.trace != nullptr && !plan_.trace->asked.empty() &&
           plan_.trace->asked[candidate] != 0;
  }

  void explain(std::uint32_t candidate) {
    if (is_asked(candidate)) plan_.trace->why[candidate] = explain_candidate(moment_, candidate);
  }

  /// Left out of the chosen set, or would it do nothing here anyway?
  void explain_left_out(std::uint32_t candidate, Outcome& outcome) {
    if (when_holds(moment_, candidate) && !would_do_something(candidate)) {
      outcome.standing = Standing::idle;
    }
    explain(candidate);
  }

  /// Tries its effects here; those of several phases, or on lines assigned beforehand, in a run of
  /// their own.
  bool would_do_something(std::uint32_t candidate) {
    const Candidate& of = context_.candidates[candidate];
    RunState trial(context_.arena);
    if (of.many_phases || of.promotion->group_by_line) {
      const auto allowed = context_.arena.make<std::uint8_t>(context_.candidates.size());
      if (allowed.empty()) return false;
      std::copy(plan_.allowed.begin(), plan_.allowed.end(), allowed.begin());
      allowed[candidate] = 1;
      RunPlan plan = plan_;
      plan.allowed = allowed;
      plan.trace = nullptr;
      return run(context_, trial, plan, state_.option) &&
             trial.outcomes[candidate].standing != Standing::idle;
    }
    if (!copy(trial, state_, context_.arena)) return false;
    Runner runner(context_, trial, plan_);
    Outcome ignored;
    return runner.run_effects({candidate, of.first_phase, true}, ignored);
  }

  Context& context_;
  RunState& state_;
  const RunPlan& plan_;
  const Moment moment_;
};

}  // namespace

bool run_all_turns(Context& context, RunState& state, const RunPlan& plan) {
  const auto turns = static_cast<std::uint32_t>(context.turns.size());
  if (!run_turns(context, state, plan, 0, turns)) return false;
  finish_run(context, state, plan);
  return true;
}

LineSet lines_for(const Moment& moment, const Program& program, std::uint32_t where,
                  FoundLines& found) {
  if (found.known) return found.lines;
  if (found.changes || where_sees_run(program, where)) {
    found.changes = true;
    return find_lines(moment, program, where);
  }
  found.known = true;
  found.lines = find_lines(moment, program, where);
  return found.lines;
}

LineSet lines_of(const Moment& moment, const PlayedEffect& effect, const Program& program) {
  return lines_for(moment, program, effect.effect->where,
                   moment.context.effect_lines[effect.position].where);
}

bool when_holds(const Moment& moment, std::uint32_t index) {
  Candidate& candidate = moment.context.candidates[index];
  const Program& program = *candidate.promotion.program;
  const std::uint32_t when = candidate.promotion->when;
  if (when == kNone) return true;
  const Assumed& assumed = moment.context.assumed;
  if (assumed.promotion == candidate.promotion) {
    Moment supposed = moment;
    supposed.assumed = assumed.condition;
    return holds(supposed, program, when);
  }
  if (candidate.sees != 0) return holds(moment, program, when);
  if (candidate.tested == Tested::not_yet) {
    candidate.tested = holds(moment, program, when) ? Tested::holds : Tested::fails;
  }
  return candidate.tested == Tested::holds;
}

std::uint32_t find_blocker(const Context& context, const RunState& state, std::uint32_t index) {
  const Candidate& candidate = context.candidates[index];
  const Promotion& promotion = *candidate.promotion;
  if (state.exclusive_all != kNone) return state.exclusive_all;
  if (promotion.exclusive == Exclusive::all && state.first_any != kNone) return state.first_any;
  if (candidate.changes_money && state.exclusive_money != kNone) return state.exclusive_money;
  if (promotion.exclusive == Exclusive::money && state.first_money != kNone) {
    return state.first_money;
  }
  if (promotion.group == kNoString) return kNone;
  for (const std::uint32_t taken : state.groups) {
    const Promotion& other = *context.candidates[taken].promotion;
    if (other.group != promotion.group) continue;
    if (!other.group_by_line || !promotion.group_by_line) return taken;
  }
  return kNone;
}

bool run_turns(Context& context, RunState& state, const RunPlan& plan, std::uint32_t first,
               std::uint32_t last) {
  Runner runner(context, state, plan);
  for (std::uint32_t i = first; i < last; ++i) {
    runner.take_turn(i);
    if (context.steps.exhausted() || context.arena.failed()) return false;
  }
  return true;
}

static bool only_multiplies(const Context& context, std::uint32_t index) {
  const Candidate& candidate = context.candidates[index];
  for (std::uint32_t i = 0; i < candidate.effects.count; ++i) {
    if (!context.effects[candidate.effects.first + i].effect->multiplies) return false;
  }
  return true;
}

void finish_run(Context& context, RunState& state, const RunPlan& plan) {
  finish_points(context, state);
  const Moment moment{context, &state, state.option};
  for (std::uint32_t i = 0; i < state.outcomes.size(); ++i) {
    Outcome& outcome = state.outcomes[i];
    const bool asked =
        plan.trace != nullptr && !plan.trace->asked.empty() && plan.trace->asked[i] != 0;
    if (outcome.standing == Standing::left_out && asked) {
      Rejection& why = plan.trace->why[i];
      const bool in_vain = state.per_points == 0 && only_multiplies(context, i);
      if (in_vain) outcome.standing = Standing::idle;
      if (why.reason == Reason::better_combination) {
        why = in_vain ? explain_held(moment, i) : explain_left_out(moment, i);
      }
    }
    if (outcome.standing != Standing::taken && outcome.standing != Standing::waiting) continue;
    if (!outcome.amount.is_zero() || outcome.points > 0) continue;
    outcome.standing = Standing::idle;
    if (asked) plan.trace->why[i] = explain_held(moment, i);
  }
}

bool run(Context& context, RunState& state, const RunPlan& plan, std::uint32_t option) {
  const bool fit = plan.assign_lines && !plan.fixed_assignment;
  if (context.line_groups && fit) return run_assigned(context, state, plan, option);
  return begin(state, context, option) && begin_line_groups(context, state, plan, plan.allowed) &&
         run_all_turns(context, state, plan);
}

}  // namespace tendero
