#pragma once
// Sorted positions and values, for what is not in a hurry.

#include <vector>

#include "base/sort.hpp"

namespace tendero {

/// 0, 1, … count − 1 in the order of `less`.
template <class Less>
std::vector<std::uint32_t> sorted_positions(std::size_t count, const Less& less) {
  std::vector<std::uint32_t> positions(count);
  std::vector<std::uint32_t> scratch(count);
  for (std::uint32_t i = 0; i < count; ++i) positions[i] = i;
  sort_positions(positions, scratch, less);
  return positions;
}

/// Ascending, each once.
inline void sort_unique(std::vector<std::uint32_t>& values) {
  std::vector<std::uint32_t> scratch(values.size());
  sort_positions(values, scratch, [](std::uint32_t a, std::uint32_t b) { return a < b; });
  std::size_t kept = 0;
  for (const std::uint32_t value : values) {
    if (kept == 0 || values[kept - 1] != value) values[kept++] = value;
  }
  values.resize(kept);
}

}  // namespace tendero
