#pragma once
// Working memory that the effects of one evaluation use one after the other, instead of asking the
// arena anew for each.

#include <cstdint>

#include "evaluate/allocation.hpp"

namespace tendero {

/// A line, or some of its units, that an effect works on.
struct WorkLine {
  std::uint32_t line = 0;
  std::uint32_t first_pick = 0, picks = 0;  // in Scratch::picks; none: all its units
  Money now, sent;                          // what its units cost
  Money room;                               // what can be taken off them
  Money share;                              // what is
};

struct Scratch {
  explicit Scratch(Arena& arena)
      : allocation(arena), parts(arena), work_lines(arena), picks(arena) {}

  AllocationScratch allocation;
  ArenaVector<Part> parts;  // of one split, from its first part to the end of its allocation
  ArenaVector<WorkLine> work_lines;
  ArenaVector<std::uint32_t> picks;
};

}  // namespace tendero
