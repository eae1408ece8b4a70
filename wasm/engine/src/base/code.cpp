#include "base/code.hpp"

namespace tendero {
namespace {

constexpr std::size_t kLongest = 64;

/// Takes one character from the front: itself where it is ASCII, folded where it is the full-width
/// form (U+FF01 … U+FF5E) or the ideographic space of an ASCII character; 0 for any other.
char take(std::string_view& text) {
  const auto byte = [&text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  if (byte(0) < 0x80) {
    const char ascii = text[0];
    text.remove_prefix(1);
    return ascii;
  }
  if (text.size() < 3) return 0;
  const unsigned code = (byte(0) & 0x0Fu) << 12 | (byte(1) & 0x3Fu) << 6 | (byte(2) & 0x3Fu);
  const bool three = (byte(0) & 0xF0u) == 0xE0u;
  text.remove_prefix(3);
  if (three && code >= 0xFF01 && code <= 0xFF5E) return static_cast<char>(code - 0xFF01 + 0x21);
  if (three && code == 0x3000) return ' ';
  return 0;
}

}  // namespace

std::string normalise_code(std::string_view typed) {
  std::string code;
  while (!typed.empty()) {
    char next = take(typed);
    if (next == ' ' || next == '-' || next == '_') continue;
    if (next >= 'a' && next <= 'z') next = static_cast<char>(next - 'a' + 'A');
    const bool known = (next >= 'A' && next <= 'Z') || (next >= '0' && next <= '9');
    if (!known || code.size() == kLongest) return {};
    code += next;
  }
  return code;
}

}  // namespace tendero
