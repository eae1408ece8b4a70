#pragma once
// What a promotion can take off at most, whatever runs beside it: the bound by which the search for
// the best set leaves out what cannot win.

#include <span>

#include "evaluate/run.hpp"

namespace tendero {

/// Upper bounds by turn (Context::turns), in minor units before tax that is added. 0 is a proof
/// that the turn takes nothing off. Empty when memory ran out.
std::span<Money> bound_turns(Context& context, std::uint32_t option);

}  // namespace tendero
