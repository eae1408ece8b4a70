#pragma once
// What can be said of a condition without a cart.

#include <cstdint>

#include "program/program.hpp"

namespace tendero {

enum class Truth : std::uint8_t { unknown, never, always };

/// Proven answers only; `unknown` proves nothing. Looks at a condition with the tests of an `all`
/// together: two tests of one fact that cannot both hold make it `never`.
Truth truth_of(const Program& program, std::uint32_t condition);

}  // namespace tendero
