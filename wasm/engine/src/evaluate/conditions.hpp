#pragma once
// Whether a condition holds (rules.md section 3).

#include <cstdint>

#include "evaluate/facts.hpp"

namespace tendero {

/// A condition on the cart at a moment.
bool holds(const Moment& moment, const Program& program, std::uint32_t condition);

/// A `where` on one line.
bool holds_for_line(const Moment& moment, const Program& program, std::uint32_t condition,
                    std::uint32_t line);

/// The value of the fact that a test asks about, sums over lines included.
Value value_of(const Moment& moment, const Program& program, const Condition& test);

/// What the outcome of a condition depends on: kSeesOption, kSeesRun.
std::uint8_t sees(const Program& rules, const Program& program, std::uint32_t condition);

/// Whether a `where` asks what the run has taken off a line.
bool where_sees_run(const Program& program, std::uint32_t condition);

/// The lines that `where` finds, in tie order; all lines for kNone.
LineSet find_lines(const Moment& moment, const Program& program, std::uint32_t where);

}  // namespace tendero
