#include "api/app.hpp"
#include "common/text.hpp"

namespace tendero::server {

/// JWKS: with it a shop's back end verifies quotes without asking.
void get_keys(App& app, Call call) {
  const SigningKey& key = app.vault.signing();
  json::Writer out;
  out.begin_object().key("keys").begin_array().begin_object();
  out.member("kty", "OKP").member("crv", "Ed25519").member("use", "sig");
  out.member("kid", key.kid()).member("x", base64url(key.public_key()));
  out.end_object().end_array().end_object();
  Response response;
  response.with("Content-Type", "application/json").with("Cache-Control", "public, max-age=300");
  response.body = std::make_shared<const std::string>(out.take());
  call.respond(std::move(response));
}

}  // namespace tendero::server
