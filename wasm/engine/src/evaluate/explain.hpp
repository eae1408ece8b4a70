#pragma once
// Why a promotion in play did not apply: the first reason by the precedence of model/rejection.hpp,
// with what is required, what is there and what is missing.

#include "evaluate/facts.hpp"
#include "model/rejection.hpp"

namespace tendero {

/// Of a candidate at its turn, by its standing in the run.
Rejection explain_candidate(const Moment& moment, std::uint32_t candidate);

/// Of a candidate whose `when` held at its turn.
Rejection explain_held(const Moment& moment, std::uint32_t candidate);

/// Of one that would do something but is not in the chosen set: who of those taken stands in its
/// way.
Rejection explain_left_out(const Moment& moment, std::uint32_t candidate);

/// Of a `when` that does not hold.
Rejection explain_condition(const Moment& moment, const Program& program, std::uint32_t when);

}  // namespace tendero
