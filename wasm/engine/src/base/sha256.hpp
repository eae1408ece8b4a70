#pragma once
// SHA-256 (FIPS 180-4): names rulesets by their bytes and requests by their canonical form. The
// engine has its own because it also runs in the browser, where nothing synchronous offers one.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace tendero {

class Sha256 {
 public:
  void update(std::string_view bytes);
  std::array<std::uint8_t, 32> finish();

 private:
  void block(const std::uint8_t* bytes);

  std::array<std::uint32_t, 8> state_{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                      0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  std::array<std::uint8_t, 64> pending_{};
  std::size_t pending_size_ = 0;
  std::uint64_t length_ = 0;
};

/// "sha256:" and 64 lower-case hex digits.
std::string sha256_name(std::string_view bytes);

}  // namespace tendero
