#pragma once
// The server's own secrets: made on the first start, kept in files that only the owner reads.

#include <filesystem>
#include <string>
#include <string_view>

#include "sign/jws.hpp"

namespace tendero::server {

class Vault {
 public:
  /// Reads `signing.key` and `pepper.key` (32 bytes each) from the folder, and makes what is
  /// missing.
  explicit Vault(const std::filesystem::path& folder);

  const SigningKey& signing() const { return signing_; }

  /// How a normalised code is found: only who has the pepper can tell which code it is.
  std::string code_lookup(std::string_view normalised) const;
  std::string seal_code(std::string_view code_id, std::string_view code) const;
  /// An id that says nothing about whom it stands for, in hexadecimal.
  std::string opaque(std::string_view kind, std::string_view id) const;
  std::string idempotency_key(std::string_view scope, std::string_view key) const;
  std::string idempotency_body(std::string_view method, std::string_view path,
                               std::string_view body) const;
  /// Stored answers are sealed under the caller's own key, which is not in the database: an answer
  /// may hold codes that nobody else may ever read again.
  std::string seal_answer(std::string_view scope, std::string_view key,
                          std::string_view answer) const;
  std::string unseal_answer(std::string_view scope, std::string_view key,
                            std::string_view sealed) const;

  /// `s_<id>.<mac>`: a random id that this server signed. It is no identity.
  std::string new_session() const;
  bool is_session(std::string_view session) const;

  std::string challenge_mac(std::string_view text) const;

 private:
  Secret answer_key(std::string_view scope, std::string_view key) const;

  SigningKey signing_;
  Secret lookup_, codes_, opaque_, idempotency_, answers_, sessions_, challenges_;
};

}  // namespace tendero::server
