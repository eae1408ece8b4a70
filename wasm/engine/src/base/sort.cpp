#include "base/sort.hpp"

#include <cstddef>
#include <utility>

#include "base/assert.hpp"

namespace tendero {
namespace {

constexpr std::size_t kRun = 8;  // sorted by insertion before merging

struct Order {
  PositionLess less;
  const void* context;
  bool operator()(std::uint32_t a, std::uint32_t b) const { return less(context, a, b); }
};

void insertion_sort(std::span<std::uint32_t> part, Order before) {
  for (std::size_t i = 1; i < part.size(); ++i) {
    const std::uint32_t value = part[i];
    std::size_t place = i;
    for (; place > 0 && before(value, part[place - 1]); --place) part[place] = part[place - 1];
    part[place] = value;
  }
}

void merge(const std::uint32_t* from, std::uint32_t* to, std::size_t middle, std::size_t count,
           Order before) {
  std::size_t left = 0;
  std::size_t right = middle;
  for (std::size_t i = 0; i < count; ++i) {
    const bool take_right = left == middle || (right < count && before(from[right], from[left]));
    to[i] = take_right ? from[right++] : from[left++];
  }
}

}  // namespace

void sort_positions(std::span<std::uint32_t> positions, std::span<std::uint32_t> scratch,
                    PositionLess less, const void* context) {
  const std::size_t count = positions.size();
  const Order before{less, context};
  TENDERO_ASSERT(scratch.size() >= count || count <= kRun);
  for (std::size_t i = 0; i < count; i += kRun) {
    insertion_sort(positions.subspan(i, count - i < kRun ? count - i : kRun), before);
  }
  std::uint32_t* from = positions.data();
  std::uint32_t* to = scratch.data();
  for (std::size_t width = kRun; width < count; width *= 2) {
    for (std::size_t i = 0; i < count; i += 2 * width) {
      const std::size_t size = count - i < 2 * width ? count - i : 2 * width;
      merge(from + i, to + i, size < width ? size : width, size, before);
    }
    std::swap(from, to);
  }
  if (from == positions.data()) return;
  for (std::size_t i = 0; i < count; ++i) positions[i] = from[i];
}

}  // namespace tendero
