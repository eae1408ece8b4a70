#pragma once
// What an answer advises beyond its price: the promotions within reach, and what they would give.

#include "base/arena.hpp"
#include "base/result.hpp"
#include "model/answer.hpp"
#include "model/request.hpp"
#include "program/program.hpp"

namespace tendero {

/// Prices the cart (evaluate) and, with explain `nearest`, adds the nudges: at most
/// limits::kNudges promotions whose `when` fails by one threshold alone, nearest first, each with
/// what the cart, evaluated whole, would cost less were that threshold met. Only gains are shown.
Result<Answer> advise(const Play& play, const Request& request, Arena& arena);

}  // namespace tendero
