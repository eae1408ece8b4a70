#include "program/wall_clock.hpp"

#include <algorithm>

#include "base/instant.hpp"

namespace tendero {
namespace {

std::int64_t shift(const ZoneOffset& offset) {
  return offset.minutes * kMsPerMinute;
}

}  // namespace

std::int64_t to_wall(std::span<const ZoneOffset> offsets, std::int64_t instant_ms) {
  if (offsets.empty()) return instant_ms;
  const auto after =
      std::upper_bound(offsets.begin() + 1, offsets.end(), instant_ms,
                       [](std::int64_t ms, const ZoneOffset& offset) { return ms < offset.from; });
  return instant_ms + shift(*(after - 1));
}

WallInstant from_wall(std::span<const ZoneOffset> offsets, std::int64_t wall_ms) {
  if (offsets.empty()) return {wall_ms, WallTime::once};
  for (std::size_t i = 0; i < offsets.size(); ++i) {
    const std::int64_t ms = wall_ms - shift(offsets[i]);
    const bool last = i + 1 == offsets.size();
    if (!last && ms >= offsets[i + 1].from) continue;
    if (i > 0 && ms < offsets[i].from) return {offsets[i].from, WallTime::skipped};
    // Shown again after the next change, where that one turns the clock back.
    const bool again = !last && wall_ms - shift(offsets[i + 1]) >= offsets[i + 1].from;
    return {ms, again ? WallTime::twice : WallTime::once};
  }
  return {wall_ms, WallTime::once};
}

}  // namespace tendero
