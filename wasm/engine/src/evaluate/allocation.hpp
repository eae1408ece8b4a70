#pragma once
// Splits an amount over lines, and a line's share over its units, so that the parts always sum to
// it exactly: the largest-remainder method with room.
//
// 10.00 over three lines of 10.00 is 3.34 + 3.33 + 3.33: each quota is 333 1/3, the floors sum to
// 999, and the one cent left goes to the largest remainder; of equal ones, to the first in tie
// order.
//
// A part stands for `count` equal units, so that the work grows with the kinds of units and never
// with their number.

#include <cstdint>

#include "base/arena.hpp"
#include "base/money.hpp"

namespace tendero {

/// `count` equal takers, each with a weight and room for at most so much. `taken` is the answer,
/// for each of them.
struct Part {
  std::int64_t weight = 0;
  std::int64_t room = 0;
  std::int64_t count = 1;
  std::uint32_t source = 0;  // the caller's name for it
  std::int64_t taken = 0;
};

/// A part's claim on what the floors of a round leave over.
struct Claim {
  std::uint32_t part = 0;
  std::int64_t floor = 0;  // what each of its units gets anyway
  std::int64_t remainder = 0;
  std::int64_t extra = 0;  // how many of the part's units get one more
};

/// Working memory of `allocate`, used again by the next.
struct AllocationScratch {
  explicit AllocationScratch(Arena& from)
      : arena(&from), claims(from), order(from), merging(from) {}
  Arena* arena;
  ArenaVector<Claim> claims;
  ArenaVector<std::uint32_t> order;    // positions in claims, the largest remainder first
  ArenaVector<std::uint32_t> merging;  // as long as order
};

/// Minor units, all >= 0; `parts` stand in tie order. What a part has no room for is split again
/// over the others by the same weights, until nothing is left or no room. A part of several units
/// may be split in two, the one that takes more first; parts of one source stay together and in
/// order. Answers what found no room.
std::int64_t allocate(ArenaVector<Part>& parts, std::int64_t amount, AllocationScratch& scratch);

}  // namespace tendero
