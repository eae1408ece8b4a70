#pragma once
// run(S): applies a set of promotions in run order (rules.md sections 5 and 6). Each `when` is
// tested once, just before the promotion's first effect; what does not tolerate those taken before
// it, or does nothing, is not taken. With every candidate allowed this is the walk of `select:
// priority`.

#include <cstdint>
#include <span>

#include "evaluate/facts.hpp"
#include "evaluate/run_state.hpp"
#include "model/rejection.hpp"

namespace tendero {

class NearMisses;

/// Collects why candidates did not apply, at their turn. What is not asked for costs nothing.
struct Trace {
  std::span<std::uint8_t> asked;  // by candidate; empty: none
  std::span<Rejection> why;       // by candidate
  NearMisses* near = nullptr;     // promotions within reach, where they are asked for
};

struct RunPlan {
  std::span<const std::uint8_t> allowed;  // by candidate; empty: all
  Trace* trace = nullptr;
  /// Lines of a group with group_scope line go to the member that takes most off them, alone on the
  /// cart as sent; otherwise to the first that comes.
  bool assign_lines = false;
  /// To exactly the members that are allowed, instead of those that end up taken.
  bool fixed_assignment = false;
  /// A promotion whose first effects do nothing waits for its later ones, instead of being tried
  /// whole at its first turn.
  bool lazy = false;
};

/// One run from the cart as sent. False when memory or steps ran out.
bool run(Context& context, RunState& state, const RunPlan& plan, std::uint32_t option);

/// The turns `first` … `last` - 1 of a run on a state that has had those before.
bool run_turns(Context& context, RunState& state, const RunPlan& plan, std::uint32_t first,
               std::uint32_t last);

/// After the last turn: factors of points are applied, and who did nothing is not taken.
void finish_run(Context& context, RunState& state, const RunPlan& plan);

/// All turns on a state that has begun, and the end.
bool run_all_turns(Context& context, RunState& state, const RunPlan& plan);

/// Readies the groups that are decided line by line. False when memory ran out.
bool begin_line_groups(Context& context, RunState& state, const RunPlan& plan,
                       std::span<const std::uint8_t> assignable);

/// A run whose line groups are assigned among those members alone that end up taken: members that
/// were not are dropped and the rest assigned anew, until the assignment fits the set.
bool run_assigned(Context& context, RunState& state, const RunPlan& plan, std::uint32_t option);

/// The lines that a `where` finds now; kept in `found` where they are the same in all runs.
LineSet lines_for(const Moment& moment, const Program& program, std::uint32_t where,
                  FoundLines& found);

/// The lines that an effect's `where` finds now.
LineSet lines_of(const Moment& moment, const PlayedEffect& effect, const Program& program);

/// Whether the candidate's `when` holds at the moment; found once where only the request decides.
bool when_holds(const Moment& moment, std::uint32_t candidate);

/// Which taken promotion does not tolerate the candidate; kNone: all do.
std::uint32_t find_blocker(const Context& context, const RunState& state, std::uint32_t candidate);

}  // namespace tendero
