#include "base/sort.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>
#include <vector>

using namespace tendero;

TEST_CASE("positions are sorted stably, whatever their number") {
  std::uint32_t state = 7;
  for (std::size_t count = 0; count < 300; count += 1 + count / 7) {
    std::vector<std::uint32_t> keys(count);
    for (std::uint32_t& key : keys) {
      state = state * 1664525u + 1013904223u;
      key = (state >> 16) % 17;
    }
    std::vector<std::uint32_t> sorted(count);
    std::iota(sorted.begin(), sorted.end(), 0u);
    std::vector<std::uint32_t> expected = sorted;
    std::vector<std::uint32_t> scratch(count);
    const auto less = [&](std::uint32_t a, std::uint32_t b) { return keys[a] < keys[b]; };
    sort_positions(sorted, scratch, less);
    std::stable_sort(expected.begin(), expected.end(), less);
    CHECK(sorted == expected);
  }
}
