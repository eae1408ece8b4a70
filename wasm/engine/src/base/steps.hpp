#pragma once
// Work is counted in steps, not in time: the engine reads no clock, and a bound in steps holds
// alike on every machine and in both builds.

#include <cstdint>

namespace tendero {

class StepCounter {
 public:
  explicit StepCounter(std::uint64_t limit) : limit_(limit) {}

  /// Counts `steps`; false once the limit is passed. Counting goes on, so that the total is known.
  bool spend(std::uint64_t steps = 1) {
    used_ += steps;
    return used_ <= limit_;
  }

  std::uint64_t used() const { return used_; }
  bool exhausted() const { return used_ > limit_; }

 private:
  std::uint64_t used_ = 0;
  std::uint64_t limit_;
};

}  // namespace tendero
