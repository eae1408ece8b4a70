#pragma once
// Coupon codes as they are compared: one normaliser for browser, server and command line.

#include <string>
#include <string_view>

namespace tendero {

/// Full-width letters and digits folded, spaces, '-' and '_' dropped, ASCII letters raised. Empty
/// when anything outside A–Z 0–9 remains, or nothing, or more than 64 characters.
std::string normalise_code(std::string_view typed);

}  // namespace tendero
