#include "sign/crypto.hpp"

#include <sodium.h>

#include <stdexcept>

#include "common/text.hpp"

namespace tendero::server {
namespace {

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* bytes_of(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}

}  // namespace

void start_crypto() {
  if (sodium_init() < 0) throw std::runtime_error("libsodium does not start");
}

Secret& Secret::operator=(Secret&& other) noexcept {
  std::swap(bytes_, other.bytes_);
  return *this;
}

Secret::~Secret() {
  sodium_memzero(bytes_.data(), bytes_.size());
}

std::string random_bytes(std::size_t count) {
  std::string out(count, '\0');
  randombytes_buf(out.data(), out.size());
  return out;
}

std::uint32_t random_below(std::uint32_t below) {
  return randombytes_uniform(below);
}

std::string sha256(std::string_view bytes) {
  std::string out(crypto_hash_sha256_BYTES, '\0');
  crypto_hash_sha256(bytes_of(out), bytes_of(bytes), bytes.size());
  return out;
}

std::string hmac_sha256(std::string_view key, std::string_view bytes) {
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, bytes_of(key), key.size());
  crypto_auth_hmacsha256_update(&state, bytes_of(bytes), bytes.size());
  std::string out(crypto_auth_hmacsha256_BYTES, '\0');
  crypto_auth_hmacsha256_final(&state, bytes_of(out));
  sodium_memzero(&state, sizeof state);
  return out;
}

bool equal_secret(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

Secret derive(const Secret& master, std::string_view purpose) {
  return Secret(hmac_sha256(master.bytes(), std::string("tendero/") + std::string(purpose)));
}

std::string seal(const Secret& key, std::string_view bound, std::string_view plain) {
  std::string out = random_bytes(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
  const std::string nonce = out;
  out.resize(nonce.size() + plain.size() + crypto_aead_xchacha20poly1305_ietf_ABYTES);
  crypto_aead_xchacha20poly1305_ietf_encrypt(bytes_of(out) + nonce.size(), nullptr, bytes_of(plain),
                                             plain.size(), bytes_of(bound), bound.size(), nullptr,
                                             bytes_of(nonce), bytes_of(key.bytes()));
  return out;
}

std::string unseal(const Secret& key, std::string_view bound, std::string_view sealed) {
  constexpr std::size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
  constexpr std::size_t kTag = crypto_aead_xchacha20poly1305_ietf_ABYTES;
  if (sealed.size() < kNonce + kTag) return {};
  std::string out(sealed.size() - kNonce - kTag, '\0');
  const int failed = crypto_aead_xchacha20poly1305_ietf_decrypt(
      bytes_of(out), nullptr, nullptr, bytes_of(sealed) + kNonce, sealed.size() - kNonce,
      bytes_of(bound), bound.size(), bytes_of(sealed), bytes_of(key.bytes()));
  return failed == 0 ? out : std::string();
}

std::string uuid7(std::int64_t now_ms) {
  std::string bytes = random_bytes(16);
  for (std::size_t i = 0; i < 6; ++i) {
    bytes[i] = static_cast<char>((now_ms >> (8 * (5 - static_cast<int>(i)))) & 255);
  }
  bytes[6] = static_cast<char>((bytes[6] & 0x0f) | 0x70);
  bytes[8] = static_cast<char>((bytes[8] & 0x3f) | 0x80);
  const std::string digits = hex(bytes);
  return digits.substr(0, 8) + '-' + digits.substr(8, 4) + '-' + digits.substr(12, 4) + '-' +
         digits.substr(16, 4) + '-' + digits.substr(20);
}

}  // namespace tendero::server
