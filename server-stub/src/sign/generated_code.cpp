#include "sign/generated_code.hpp"

#include "sign/crypto.hpp"

namespace tendero::server {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Times x in GF(32).
constexpr unsigned times_x(unsigned value) {
  return ((value << 1) ^ ((value & 16) ? 37U : 0U)) & 31U;
}

}  // namespace

std::string generate_code(std::size_t length) {
  std::string code;
  unsigned state = 0;
  for (std::size_t i = 0; i + 1 < length; ++i) {
    const unsigned value = random_below(32);
    code += kAlphabet[value];
    state = times_x(state) ^ value;
  }
  code += kAlphabet[times_x(state)];
  return code;
}

bool check_holds(std::string_view code) {
  unsigned state = 0;
  for (const char c : code) {
    const auto value = kAlphabet.find(c);
    if (value == std::string_view::npos) return false;
    state = times_x(state) ^ static_cast<unsigned>(value);
  }
  return state == 0;
}

}  // namespace tendero::server
