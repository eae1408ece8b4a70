#pragma once
// Compact JWS (RFC 7515) with Ed25519 (RFC 8037) or HS256. What is signed are the exact bytes
// given. The algorithm belongs to the key: a token's `alg` is compared with it and never obeyed.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sign/crypto.hpp"

namespace tendero::server {

enum class Algorithm { ed25519, hs256 };

/// A key that tokens of others are verified with.
struct VerifyKey {
  std::string kid;
  Algorithm algorithm = Algorithm::ed25519;
  std::string public_key;  // 32 bytes, Ed25519
  Secret secret;           // HS256
};

/// The server's own key pair.
class SigningKey {
 public:
  /// From a 32-byte seed; the kid is the RFC 7638 thumbprint of the public key.
  explicit SigningKey(const Secret& seed);

  const std::string& kid() const { return kid_; }
  const std::string& public_key() const { return public_key_; }
  /// `header.payload.signature`; `typ` says what kind of token it is.
  std::string sign(std::string_view typ, std::string_view payload) const;
  /// The payload of a token that this key signed as that kind; else nothing.
  std::optional<std::string> open(std::string_view typ, std::string_view token) const;

 private:
  std::string public_key_, kid_;
  Secret secret_;
};

/// The payload of a token signed by one of `keys` as `typ` (where the token names one;
/// `required_typ` says that it must); else nothing.
std::optional<std::string> verify_token(std::string_view token, std::string_view typ,
                                        bool required_typ, const std::vector<VerifyKey>& keys);

}  // namespace tendero::server
