// Groups with `group_scope: line`: at most one member for each line.

#include <algorithm>

#include "evaluate/conditions.hpp"
#include "evaluate/goods.hpp"
#include "evaluate/run.hpp"

namespace tendero {
namespace {

constexpr std::uint32_t kNobody = kNone - 1;  // a line that no member takes anything off

class Assignment {
 public:
  Assignment(Context& context, RunState& state, const LineGroup& group)
      : context_(context), state_(state), group_(group) {
    best_ = context.arena.make<Money>(group.owner.size());
  }

  /// Offers the lines to the next member by rank; it gets those off which it takes more.
  void offer(std::uint32_t index) {
    if (best_.size() != group_.owner.size()) return;
    const Candidate& candidate = context_.candidates[index];
    RunState alone(context_.arena);
    if (!begin(alone, context_, state_.option)) return;
    const Moment moment{context_, &alone, state_.option};
    for (std::uint32_t i = 0; i < candidate.effects.count; ++i) {
      const PlayedEffect& played = context_.effects[candidate.effects.first + i];
      const LineSet lines = lines_of(moment, played, *candidate.promotion.program);
      run_goods_effect(context_, alone, index, *played.effect, lines);
    }
    for (std::uint32_t line = 0; line < best_.size(); ++line) {
      const Money taken = context_.request.lines[line].subtotal() - alone.totals[line];
      if (taken <= best_[line]) continue;
      best_[line] = taken;
      group_.owner[line] = index;
    }
  }

 private:
  Context& context_;
  RunState& state_;
  const LineGroup& group_;
  std::span<Money> best_;
};

bool has_group(const RunState& state, StringId group) {
  return std::any_of(state.line_groups.begin(), state.line_groups.end(),
                     [&](const LineGroup& other) { return other.group == group; });
}

}  // namespace

bool begin_line_groups(Context& context, RunState& state, const RunPlan& plan,
                       std::span<const std::uint8_t> assignable) {
  if (!context.line_groups) return true;
  for (const Candidate& candidate : context.candidates) {
    const Promotion& promotion = *candidate.promotion;
    if (!promotion.group_by_line || has_group(state, promotion.group)) continue;
    LineGroup group{promotion.group,
                    context.arena.make<std::uint32_t>(context.request.lines.size())};
    std::fill(group.owner.begin(), group.owner.end(), plan.assign_lines ? kNobody : kNone);
    state.line_groups.push_back(group);
  }
  if (!plan.assign_lines) return !context.arena.failed();
  for (const LineGroup& group : state.line_groups) {
    Assignment assignment(context, state, group);
    for (std::uint32_t i = 0; i < context.candidates.size(); ++i) {
      const Promotion& promotion = *context.candidates[i].promotion;
      const bool member = promotion.group_by_line && promotion.group == group.group;
      if (member && (assignable.empty() || assignable[i] != 0)) assignment.offer(i);
    }
  }
  return !context.arena.failed();
}

bool run_assigned(Context& context, RunState& state, const RunPlan& plan, std::uint32_t option) {
  const auto assignable = context.arena.make<std::uint8_t>(context.candidates.size());
  if (assignable.size() != context.candidates.size()) return false;
  for (std::size_t i = 0; i < assignable.size(); ++i) {
    assignable[i] = plan.allowed.empty() || plan.allowed[i] != 0 ? 1 : 0;
  }
  for (bool again = true; again;) {
    if (!begin(state, context, option)) return false;
    if (!begin_line_groups(context, state, plan, assignable)) return false;
    if (!run_all_turns(context, state, plan)) return false;
    again = false;
    for (const LineGroup& group : state.line_groups) {
      for (const std::uint32_t owner : group.owner) {
        if (owner >= state.outcomes.size() || assignable[owner] == 0) continue;
        if (state.outcomes[owner].standing == Standing::taken) continue;
        assignable[owner] = 0;
        again = true;
      }
    }
  }
  return true;
}

}  // namespace tendero
