#include "evaluate/selection/select.hpp"

namespace tendero {

bool select(Context& context, std::uint32_t option, RunState& state, Selection& selection,
            Trace* trace) {
  if (context.store().select == Select::priority) {
    return select_by_priority(context, option, state, selection, trace);
  }
  return select_best(context, option, state, selection, trace);
}

bool select_by_priority(Context& context, std::uint32_t option, RunState& state,
                        Selection& selection, Trace* trace) {
  RunPlan plan;
  plan.trace = trace;
  return run(context, state, plan, option) && note_chosen(context, state, selection);
}

bool note_chosen(Context& context, const RunState& state, Selection& selection) {
  selection.chosen = context.arena.make<std::uint8_t>(state.outcomes.size());
  if (selection.chosen.size() != state.outcomes.size()) return false;
  for (std::size_t i = 0; i < state.outcomes.size(); ++i) {
    selection.chosen[i] = state.outcomes[i].standing == Standing::taken ? 1 : 0;
  }
  return true;
}

}  // namespace tendero
