#pragma once
// A proof, without any search, that no other set is better than the one just run.

#include <span>

#include "evaluate/run.hpp"

namespace tendero {

/// True when taking everything is provably best: every candidate was taken or can never do anything
/// here, no `when` that failed could hold in another set, and every effect is monotone: on a lower
/// price it never leaves a higher one. Then leaving one out cannot lower the total, and every tie
/// is won by the set that holds all.
bool is_provably_best(Context& context, const RunState& state, std::span<const Money> bounds);

}  // namespace tendero
