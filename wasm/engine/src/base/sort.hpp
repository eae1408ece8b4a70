#pragma once
// One sort for all: of positions, by a comparison that knows what stands there. The comparison is
// called through a pointer, so that the code exists once (std::sort costs 1 to 3 KB each time).

#include <cstdint>
#include <span>

namespace tendero {

/// Whether what stands at position `a` comes before what stands at `b`.
using PositionLess = bool (*)(const void* context, std::uint32_t a, std::uint32_t b);

/// Stable merge sort. `scratch` is at least as long as `positions`.
void sort_positions(std::span<std::uint32_t> positions, std::span<std::uint32_t> scratch,
                    PositionLess less, const void* context);

/// The same with a callable: bool less(std::uint32_t a, std::uint32_t b).
template <class Less>
void sort_positions(std::span<std::uint32_t> positions, std::span<std::uint32_t> scratch,
                    const Less& less) {
  sort_positions(
      positions, scratch,
      [](const void* context, std::uint32_t a, std::uint32_t b) {
        return (*static_cast<const Less*>(context))(a, b);
      },
      &less);
}

}  // namespace tendero
