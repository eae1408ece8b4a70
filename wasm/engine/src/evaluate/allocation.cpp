#include "evaluate/allocation.hpp"

#include <algorithm>
#include <utility>

#include "base/assert.hpp"
#include "base/sort.hpp"

namespace tendero {
namespace {

struct Quota {
  std::int64_t floor = 0;
  std::int64_t remainder = 0;
};

/// amount * weight / total, with its remainder. weight <= total, so the quotient fits.
Quota quota_of(std::int64_t amount, std::int64_t weight, std::int64_t total) {
  std::int64_t product = 0;
  if (!__builtin_mul_overflow(amount, weight, &product)) return {product / total, product % total};
  __extension__ using Wide = __int128;  // slow in WebAssembly, so only where it must be
  const Wide wide = static_cast<Wide>(amount) * weight;
  return {static_cast<std::int64_t>(wide / total), static_cast<std::int64_t>(wide % total)};
}

/// One round over the parts that still have room.
class Round {
 public:
  Round(ArenaVector<Part>& parts, AllocationScratch& scratch)
      : parts_(parts), claims_(scratch.claims), order_(scratch.order), merging_(scratch.merging) {
    claims_.clear();
    order_.clear();
    merging_.clear();
    claims_.reserve(parts.size());
  }

  /// Hands out `amount`; answers what was not taken.
  std::int64_t run(std::int64_t amount, std::int64_t total_weight) {
    const std::int64_t spare = claim(amount, total_weight);
    hand_out(spare);
    return take(amount);
  }

 private:
  /// Notes every open part; answers what the floors leave over.
  std::int64_t claim(std::int64_t amount, std::int64_t total_weight) {
    std::int64_t spare = amount;
    for (std::uint32_t i = 0; i < parts_.size(); ++i) {
      const Part& part = parts_[i];
      if (part.taken >= part.room || part.weight == 0) continue;
      const Quota quota = quota_of(amount, part.weight, total_weight);
      lines_alone_ = lines_alone_ && part.count == 1;
      spare -= quota.floor * part.count;
      if (!claims_.push_back({i, quota.floor, quota.remainder, 0})) return 0;
    }
    return spare;
  }

  /// The larger remainder, then the first in tie order: no two claims are equal.
  bool comes_before(std::uint32_t a, std::uint32_t b) const {
    const std::int64_t left = claims_[a].remainder;
    const std::int64_t right = claims_[b].remainder;
    return left != right ? left > right : a < b;
  }

  /// Brings the first `count` of order_ to its beginning, in any order, without sorting them.
  void select_first(std::size_t count) {
    std::size_t low = 0;
    std::size_t high = order_.size();
    while (high - low > 1) {
      std::swap(order_[low + (high - low) / 2], order_[high - 1]);
      std::size_t place = low;  // of the pivot, which waits at the end
      for (std::size_t i = low; i + 1 < high; ++i) {
        if (comes_before(order_[i], order_[high - 1])) std::swap(order_[i], order_[place++]);
      }
      std::swap(order_[place], order_[high - 1]);
      if (place == count) return;
      if (place > count) {
        high = place;
      } else {
        low = place + 1;
      }
    }
  }

  void hand_out(std::int64_t spare) {
    if (spare == 0) return;
    for (std::uint32_t i = 0; i < claims_.size(); ++i) {
      if (claims_[i].remainder == 0) continue;
      if (!order_.push_back(i) || !merging_.push_back(0)) return;
    }
    if (lines_alone_ && spare < static_cast<std::int64_t>(order_.size())) {
      select_first(static_cast<std::size_t>(spare));
      for (std::size_t i = 0; i < static_cast<std::size_t>(spare); ++i) {
        claims_[order_[i]].extra = 1;
      }
      return;
    }
    sort_positions(order_.span(), merging_.span(), [this](std::uint32_t a, std::uint32_t b) {
      return claims_[a].remainder > claims_[b].remainder;  // stable: ties stay in tie order
    });
    for (const std::uint32_t i : order_) {
      if (spare == 0) return;
      claims_[i].extra = std::min(spare, parts_[claims_[i].part].count);
      spare -= claims_[i].extra;
    }
    TENDERO_ASSERT(spare == 0);
  }

  std::int64_t take(std::int64_t amount) {
    std::int64_t left = amount;
    bool splits = false;
    for (const Claim& claim : claims_) {
      Part& part = parts_[claim.part];
      const std::int64_t share = claim.floor;
      const std::int64_t room = part.room - part.taken;
      if (claim.extra == 0 || claim.extra == part.count) {
        const std::int64_t taken = std::min(share + (claim.extra != 0 ? 1 : 0), room);
        part.taken += taken;
        left -= taken * part.count;
      } else {
        splits = true;
        left -= std::min(share + 1, room) * claim.extra;
        left -= std::min(share, room) * (part.count - claim.extra);
      }
    }
    if (splits) split();
    return left;
  }

  /// At most one part gets the spare units for some of its own: it becomes two.
  void split() {
    for (const Claim& claim : claims_) {
      const std::int64_t count = parts_[claim.part].count;
      if (claim.extra == 0 || claim.extra == count) continue;
      if (!parts_.push_back({})) return;
      std::copy_backward(parts_.begin() + claim.part, parts_.end() - 1, parts_.end());
      Part& more = parts_[claim.part];
      Part& less = parts_[claim.part + 1];
      const std::int64_t share = claim.floor;
      const std::int64_t room = more.room - more.taken;
      more.count = claim.extra;
      less.count = count - claim.extra;
      more.taken += std::min(share + 1, room);
      less.taken += std::min(share, room);
      return;
    }
  }

  bool lines_alone_ = true;  // no part has several units
  ArenaVector<Part>& parts_;
  ArenaVector<Claim>& claims_;
  ArenaVector<std::uint32_t>& order_;
  ArenaVector<std::uint32_t>& merging_;
};

}  // namespace

std::int64_t allocate(ArenaVector<Part>& parts, std::int64_t amount, AllocationScratch& scratch) {
  while (amount > 0 && !scratch.arena->failed()) {
    std::int64_t total_weight = 0;
    for (const Part& part : parts) {
      if (part.taken < part.room) total_weight += part.weight * part.count;
    }
    if (total_weight == 0) break;
    amount = Round(parts, scratch).run(amount, total_weight);
  }
  return amount;
}

}  // namespace tendero
