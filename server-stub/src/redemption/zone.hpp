#pragma once
// Wall clocks of a store, from the system's zone data.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tendero/engine.hpp"

namespace tendero::server {

/// Clock changes from one year before `now_ms` to ten after it, whole years, so that publishing the
/// same text again in the same year gives the same bytes. Nothing when there is no such zone.
std::optional<std::vector<Offset>> zone_offsets(std::string_view zone, std::int64_t now_ms);

/// An instant, or a wall time of the zone: in a spring gap the first instant after it, where it
/// occurs twice the first. Nothing when it is neither.
std::optional<std::int64_t> instant_of(std::string_view text, std::string_view zone);

}  // namespace tendero::server
