#pragma once
// earn_points. `per` is exact, summed, floored once for each effect; `points` adds; the factors of
// `multiply` multiply the `per` sum alone, together, floored once.

#include "evaluate/run_state.hpp"

namespace tendero {

/// Runs the effect; answers what it adds now. A factor adds only at the end (finish_points).
std::int64_t earn_points(RunState& state, std::uint32_t candidate, const Effect& effect);

/// Applies the factors in rank order and credits each promotion what its own adds.
void finish_points(const Context& context, RunState& state);

/// All points of the cart.
Points points_of(const RunState& state);

}  // namespace tendero
