#pragma once
// The store's wall clock, by the table of offsets that publishing compiled into the ruleset. The
// engine itself knows no time zone.

#include <cstdint>
#include <span>

#include "program/program.hpp"

namespace tendero {

/// What a clock on the store's wall shows at an instant; without offsets, UTC.
std::int64_t to_wall(std::span<const ZoneOffset> offsets, std::int64_t instant_ms);

enum class WallTime : std::uint8_t {
  once,
  skipped,  // in the gap of a spring change: the first instant after it is meant
  twice,    // in the repeated hour of an autumn change: the first is meant
};

struct WallInstant {
  std::int64_t ms = 0;
  WallTime kind = WallTime::once;
};

WallInstant from_wall(std::span<const ZoneOffset> offsets, std::int64_t wall_ms);

}  // namespace tendero
