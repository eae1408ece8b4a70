#pragma once
// libsodium behind value types. Secrets are kept in strings that are wiped when they go.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace tendero::server {

/// Must run once before anything else here; throws when the library cannot start.
void start_crypto();

/// Bytes that are wiped when they go and never copied by accident.
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string bytes) : bytes_(std::move(bytes)) {}
  Secret(Secret&& other) noexcept : bytes_(std::move(other.bytes_)) { other.bytes_.clear(); }
  Secret& operator=(Secret&& other) noexcept;
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  ~Secret();

  std::string_view bytes() const { return bytes_; }
  bool empty() const { return bytes_.empty(); }

 private:
  std::string bytes_;
};

/// From the operating system's source.
std::string random_bytes(std::size_t count);
/// Uniform in [0, below).
std::uint32_t random_below(std::uint32_t below);

std::string sha256(std::string_view bytes);
std::string hmac_sha256(std::string_view key, std::string_view bytes);
/// In a time that depends on the lengths alone.
bool equal_secret(std::string_view a, std::string_view b);

/// A key for one purpose out of the master secret.
Secret derive(const Secret& master, std::string_view purpose);

/// XChaCha20-Poly1305 under a random nonce (which leads the answer). `bound` is authenticated with
/// it.
std::string seal(const Secret& key, std::string_view bound, std::string_view plain);
/// Empty when it was not sealed so.
std::string unseal(const Secret& key, std::string_view bound, std::string_view sealed);

/// UUIDv7: time-ordered, 74 random bits.
std::string uuid7(std::int64_t now_ms);

}  // namespace tendero::server
