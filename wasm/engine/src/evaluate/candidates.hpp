#pragma once
// Which promotions are in play for a request, in what order they run, and which are out from the
// start: not yet or no longer active, used up, or without their code.

#include <span>

#include "evaluate/context.hpp"
#include "model/rejection.hpp"

namespace tendero {

/// Why a promotion is out before any condition is asked.
bool is_out(const Request& request, const Promotion& promotion, Rejection& why);

/// Fills candidates, effects, turns and the tie order of `context`. `full_scan`: every promotion is
/// looked at, instead of those that the index names; what comes out may apply all the same.
/// `beyond`: also those that only a higher subtotal would bring into play, as far as they are near.
/// False when memory ran out.
bool find_candidates(Context& context, bool full_scan, bool beyond);

/// The position of the code that opened the fragments' promotion, or kNone.
std::uint32_t code_of(const Request& request, std::uint32_t promotion);

/// Whether a promotion by id ranks before another of the same priority; the order of all lists.
bool ranks_before(const Promotion& a, const Promotion& b);

}  // namespace tendero
