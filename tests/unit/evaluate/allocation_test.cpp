#include "evaluate/allocation.hpp"

#include <doctest/doctest.h>

#include <vector>

#include "base/money.hpp"

using namespace tendero;

namespace {

struct Split {
  std::vector<std::int64_t> taken;  // by part, as split
  std::vector<std::int64_t> counts;
  std::int64_t left = 0;
  std::int64_t sum = 0;
};

Split split(std::int64_t amount, const std::vector<Part>& from) {
  Arena arena;
  ArenaVector<Part> parts(arena);
  for (std::uint32_t i = 0; i < from.size(); ++i) {
    Part part = from[i];
    part.source = i;
    parts.push_back(part);
  }
  Split result;
  AllocationScratch scratch(arena);
  result.left = allocate(parts, amount, scratch);
  for (const Part& part : parts) {
    result.taken.push_back(part.taken);
    result.counts.push_back(part.count);
    result.sum += part.taken * part.count;
  }
  return result;
}

Part part(std::int64_t weight, std::int64_t count = 1) {
  return {weight, weight, count, 0, 0};
}

using Parts = std::vector<std::int64_t>;

}  // namespace

TEST_CASE("10.00 over three equal lines is 3.34, 3.33, 3.33") {
  CHECK(split(1000, {part(1000), part(1000), part(1000)}).taken == Parts{334, 333, 333});
}

TEST_CASE("the spare minor units go to the largest remainders") {
  // quotas of 10 over 1, 2, 4: 1.43, 2.86, 5.71
  CHECK(split(10, {{1, 99, 1, 0, 0}, {2, 99, 1, 0, 0}, {4, 99, 1, 0, 0}}).taken == Parts{1, 3, 6});
}

TEST_CASE("what has no room is split again over the rest, by the weights of the beginning") {
  const Split found = split(1500, {{1000, 100, 1, 0, 0}, part(1000), part(1000)});
  CHECK(found.taken == Parts{100, 700, 700});
  CHECK(found.left == 0);
}

TEST_CASE("nobody has room left") {
  const Split found = split(50, {{10, 3, 1, 0, 0}, {10, 4, 1, 0, 0}, {0, 0, 1, 0, 0}});
  CHECK(found.taken == Parts{3, 4, 0});
  CHECK(found.left == 43);
}

TEST_CASE("equal units stand in one part, and are split in two at most") {
  const Split found = split(1'000'001, {part(500, 1'000'000), part(7, 3)});
  CHECK(found.sum + found.left == 1'000'001);
  CHECK(found.taken.size() <= 4);
  CHECK(split(10, {part(5, 4)}).counts == Parts{2, 2});
  CHECK(split(10, {part(5, 4)}).taken == Parts{3, 2});
}

TEST_CASE("an amount beside which the weights are huge stays exact") {
  const std::int64_t huge = kMaxMinor / 3;
  const Split found = split(kMaxMinor - 2, {part(huge), part(huge), part(huge)});
  CHECK(found.sum + found.left == kMaxMinor - 2);
  CHECK(found.taken[0] >= found.taken[2]);
}

TEST_CASE("parts always sum to the amount, and none exceeds its room") {
  std::uint32_t state = 20261122;
  const auto below = [&](std::uint32_t count) {
    state = state * 1664525u + 1013904223u;
    return static_cast<std::int64_t>((state >> 8) % count);
  };
  for (int round = 0; round < 3000; ++round) {
    std::vector<Part> parts;
    std::int64_t room = 0;
    for (std::int64_t i = below(6); i >= 0; --i) {
      const std::int64_t weight = below(50);
      const Part one{weight, below(3) == 0 ? below(50) % (weight + 1) : weight, 1 + below(5), 0, 0};
      room += one.room * one.count;
      parts.push_back(one);
    }
    const std::int64_t amount = below(200);
    const Split found = split(amount, parts);
    CHECK(found.sum == std::min(amount, room));
    CHECK(found.left == amount - found.sum);
  }
}
