#pragma once
// The offsets of a time zone, from the system's zone data.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tendero/engine.hpp"

namespace tendero::tools {

/// Every change of the zone's offset from 2000 to 2060; nothing for a name that the zone data lack.
std::optional<std::vector<Offset>> zone_offsets(const std::string& zone);

/// A ruleset with `store.offsets` filled in where it has none and its zone is known; else as it is.
/// `zone_unknown` gets the name that the zone data lack.
std::string with_clock(const std::string& rules, std::string& zone_unknown);

}  // namespace tendero::tools
