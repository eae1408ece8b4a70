#include "sign/jws.hpp"

#include <sodium.h>

#include <stdexcept>

#include "common/text.hpp"
#include "tendero/json.hpp"

namespace tendero::server {
namespace {

constexpr std::size_t kLongest = 512 * 1024;

/// The parts of a compact token, still encoded.
struct Parts {
  std::string_view header, payload, signature, signed_bytes;
};

std::optional<Parts> take_apart(std::string_view token) {
  if (token.size() > kLongest) return std::nullopt;
  const auto parts = split(token, '.');
  if (parts.size() != 3) return std::nullopt;
  return Parts{parts[0], parts[1], parts[2],
               token.substr(0, parts[0].size() + 1 + parts[1].size())};
}

struct Header {
  std::string alg, kid, typ;
};

/// Strict: what a verifier must understand (`crit`) and keys inside the token are refused.
std::optional<Header> read_header(std::string_view encoded) {
  const auto text = unbase64url(encoded);
  if (!text) return std::nullopt;
  const auto document = json::Document::parse(*text);
  if (!document.ok()) return std::nullopt;
  const json::Value root = document.value().root();
  if (!root.is(json::Kind::object)) return std::nullopt;
  if (root["crit"] || root["jwk"] || root["jku"] || root["x5u"] || root["x5c"]) return std::nullopt;
  if (!root["alg"].is(json::Kind::text)) return std::nullopt;
  if (root["kid"] && !root["kid"].is(json::Kind::text)) return std::nullopt;
  if (root["typ"] && !root["typ"].is(json::Kind::text)) return std::nullopt;
  return Header{std::string(root["alg"].text()), std::string(root["kid"].text_or("")),
                std::string(root["typ"].text_or(""))};
}

bool verify_ed25519(std::string_view public_key, std::string_view bytes,
                    std::string_view signature) {
  return signature.size() == crypto_sign_BYTES &&
         crypto_sign_verify_detached(
             reinterpret_cast<const unsigned char*>(signature.data()),
             reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
             reinterpret_cast<const unsigned char*>(public_key.data())) == 0;
}

bool names(Algorithm algorithm, std::string_view alg) {
  if (algorithm == Algorithm::hs256) return alg == "HS256";
  return alg == "EdDSA" || alg == "Ed25519";
}

bool verify(const VerifyKey& key, const Parts& parts) {
  const auto signature = unbase64url(parts.signature);
  if (!signature) return false;
  if (key.algorithm == Algorithm::hs256) {
    return equal_secret(*signature, hmac_sha256(key.secret.bytes(), parts.signed_bytes));
  }
  return verify_ed25519(key.public_key, parts.signed_bytes, *signature);
}

}  // namespace

SigningKey::SigningKey(const Secret& seed) {
  if (seed.bytes().size() != crypto_sign_SEEDBYTES) {
    throw std::runtime_error("a signing key is 32 bytes");
  }
  std::string secret(crypto_sign_SECRETKEYBYTES, '\0');
  public_key_.resize(crypto_sign_PUBLICKEYBYTES);
  crypto_sign_seed_keypair(reinterpret_cast<unsigned char*>(public_key_.data()),
                           reinterpret_cast<unsigned char*>(secret.data()),
                           reinterpret_cast<const unsigned char*>(seed.bytes().data()));
  secret_ = Secret(std::move(secret));
  kid_ = base64url(
      sha256("{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"" + base64url(public_key_) + "\"}"));
}

std::string SigningKey::sign(std::string_view typ, std::string_view payload) const {
  json::Writer header;
  header.begin_object().member("alg", "EdDSA").member("kid", kid_).member("typ", typ).end_object();
  std::string token = base64url(header.str()) + '.' + base64url(payload);
  std::string signature(crypto_sign_BYTES, '\0');
  crypto_sign_detached(reinterpret_cast<unsigned char*>(signature.data()), nullptr,
                       reinterpret_cast<const unsigned char*>(token.data()), token.size(),
                       reinterpret_cast<const unsigned char*>(secret_.bytes().data()));
  token += '.';
  token += base64url(signature);
  return token;
}

std::optional<std::string> SigningKey::open(std::string_view typ, std::string_view token) const {
  const auto parts = take_apart(token);
  if (!parts) return std::nullopt;
  const auto header = read_header(parts->header);
  if (!header || header->alg != "EdDSA" || header->typ != typ || header->kid != kid_) {
    return std::nullopt;
  }
  const auto signature = unbase64url(parts->signature);
  if (!signature || !verify_ed25519(public_key_, parts->signed_bytes, *signature))
    return std::nullopt;
  return unbase64url(parts->payload);
}

std::optional<std::string> verify_token(std::string_view token, std::string_view typ,
                                        bool required_typ, const std::vector<VerifyKey>& keys) {
  const auto parts = take_apart(token);
  if (!parts) return std::nullopt;
  const auto header = read_header(parts->header);
  if (!header) return std::nullopt;
  const bool typ_fits =
      header->typ == typ || (!required_typ && (header->typ.empty() || header->typ == "JWT"));
  if (!typ_fits) return std::nullopt;
  for (const VerifyKey& key : keys) {
    if (!header->kid.empty() && header->kid != key.kid) continue;
    if (names(key.algorithm, header->alg) && verify(key, *parts))
      return unbase64url(parts->payload);
  }
  return std::nullopt;
}

}  // namespace tendero::server
