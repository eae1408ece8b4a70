#include "evaluate/selection/select.hpp"

namespace tendero {

bool select_best(Context& context, std::uint32_t option, RunState& state, Selection& selection,
                 Trace* trace) {
  RunPlan plan;
  plan.trace = trace;
  plan.assign_lines = true;
  selection.proven = false;
  return run(context, state, plan, option) && note_chosen(context, state, selection);
}

}  // namespace tendero
