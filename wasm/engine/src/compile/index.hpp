#pragma once
// The candidate index: from each promotion's conditions to something that a cart must have for it.

#include "program/program.hpp"

namespace tendero {

/// Fills Program::index; the program is complete otherwise.
void build_index(Program& program);

}  // namespace tendero
