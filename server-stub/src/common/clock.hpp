#pragma once
// The one clock of the server. Its implementation is chosen when a binary is linked: the fault
// tests link one that can be moved (tests/faults/clock.cpp); the product has only the real one.

#include <cstdint>
#include <string>

namespace tendero::server {

/// Milliseconds since the epoch.
std::int64_t now_ms();

/// `2026-11-22T08:35:22.123Z`
std::string rfc3339(std::int64_t ms);

}  // namespace tendero::server
