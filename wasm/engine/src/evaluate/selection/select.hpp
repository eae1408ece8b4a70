#pragma once
// Which promotions apply (rules.md section 6): the seam behind which selections live.

#include <cstdint>
#include <span>

#include "evaluate/run.hpp"

namespace tendero {

/// What a selection found, with the state of its run.
struct Selection {
  std::span<std::uint8_t> chosen;  // by candidate
  std::uint64_t sets = 1;          // sets that were run
  std::uint64_t steps = 0;  // of the search: bounded by itself, not by the evaluation's limit
  bool proven = true;
  Money best_possible_total;  // where not proven: no set gives less
};

/// Selects and runs, with the shipping option chosen (kNone: none). `state` is fresh and holds the
/// run of the chosen set afterwards. False when memory or steps ran out.
bool select(Context& context, std::uint32_t option, RunState& state, Selection& selection,
            Trace* trace);

bool select_by_priority(Context& context, std::uint32_t option, RunState& state,
                        Selection& selection, Trace* trace);

bool select_best(Context& context, std::uint32_t option, RunState& state, Selection& selection,
                 Trace* trace);

/// Notes the taken ones of a run in `selection.chosen`.
bool note_chosen(Context& context, const RunState& state, Selection& selection);

}  // namespace tendero
