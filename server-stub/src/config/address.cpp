#include <arpa/inet.h>

#include "common/text.hpp"
#include "config/config.hpp"

namespace tendero::server {

std::string address_bytes(std::string_view text) {
  const std::string zero_ended(text);
  std::string bytes(4, '\0');
  if (inet_pton(AF_INET, zero_ended.c_str(), bytes.data()) == 1) return bytes;
  bytes.resize(16);
  if (inet_pton(AF_INET6, zero_ended.c_str(), bytes.data()) != 1) return {};
  static const std::string kMapped = std::string(10, '\0') + "\xff\xff";
  return bytes.starts_with(kMapped) ? bytes.substr(12) : bytes;
}

std::optional<AddressRange> read_range(std::string_view text) {
  const auto parts = split(text, '/');
  AddressRange range;
  range.bytes = address_bytes(parts[0]);
  if (range.bytes.empty() || parts.size() > 2) return std::nullopt;
  range.bits = static_cast<unsigned>(range.bytes.size() * 8);
  if (parts.size() == 1) return range;
  if (parts[1].empty() || parts[1].size() > 3) return std::nullopt;
  unsigned bits = 0;
  for (const char c : parts[1]) {
    if (c < '0' || c > '9') return std::nullopt;
    bits = bits * 10 + static_cast<unsigned>(c - '0');
  }
  if (bits > range.bits) return std::nullopt;
  range.bits = bits;
  return range;
}

bool AddressRange::holds(std::string_view address) const {
  const std::string other = address_bytes(address);
  if (other.size() != bytes.size()) return false;
  for (unsigned bit = 0; bit < bits; ++bit) {
    const int mask = 0x80 >> (bit % 8);
    if ((other[bit / 8] & mask) != (bytes[bit / 8] & mask)) return false;
  }
  return true;
}

}  // namespace tendero::server
