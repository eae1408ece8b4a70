#pragma once
// Promotions within reach: their `when` fails by one threshold alone, and the cart is on its way.

#include <cstdint>

#include "base/limits.hpp"
#include "evaluate/facts.hpp"

namespace tendero {

struct NearMiss {
  PromotionRef promotion;
  std::uint32_t condition = kNone;  // the threshold that fails
  Fact fact = Fact::cart_subtotal;
  std::int64_t required = 0, missing = 0;  // minor units, or units
};

/// The nearest few, nearest first: by the share of the threshold that is missing, then by rank.
class NearMisses {
 public:
  void add(const NearMiss& miss);
  void clear() { count_ = 0; }
  std::size_t size() const { return count_; }
  const NearMiss& operator[](std::size_t i) const { return nearest_[i]; }

 private:
  NearMiss nearest_[limits::kNudgeTries];
  std::size_t count_ = 0;
};

/// Whether the promotion's `when` would hold if one threshold were met that the cart has begun to
/// meet. Of several such, the nearest.
bool find_near_miss(const Moment& moment, const PromotionRef& promotion, NearMiss& miss);

/// Adds a candidate that fails at its turn, where it is within reach.
void note_near_miss(const Moment& moment, std::uint32_t candidate, NearMisses& near);

/// Calls `add` for promotions beyond the cart's subtotal that may be within reach: those whose
/// distance depends on the run, and of the others the nearest.
void find_beyond(Context& context, const Program& program, ArenaVector<std::uint32_t>& found);

}  // namespace tendero
