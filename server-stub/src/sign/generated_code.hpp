#pragma once
// Codes that the server makes: Crockford's base 32 with a check character of the same alphabet.

#include <string>
#include <string_view>

namespace tendero::server {

inline constexpr std::size_t kShortestGenerated = 10;
inline constexpr std::size_t kLongestGenerated = 32;

/// `length` characters (the last one is the check), from the operating system's random source: 5
/// bits each.
std::string generate_code(std::size_t length);

/// Whether every character is of the alphabet and the check character is right. The check is the
/// value in GF(32) of the code as a polynomial at x, modulo x^5 + x^2 + 1: one wrong character and
/// any two neighbours exchanged always show.
bool check_holds(std::string_view code);

}  // namespace tendero::server
