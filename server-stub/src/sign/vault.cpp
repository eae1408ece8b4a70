#include "sign/vault.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <stdexcept>

#include "common/text.hpp"

namespace tendero::server {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kKeyBytes = 32;

/// Written beside and then renamed, so that a crash leaves no half key.
void write_key(const fs::path& file, std::string_view bytes) {
  const fs::path fresh = file.string() + ".new";
  const int descriptor = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  const bool written =
      descriptor >= 0 &&
      ::write(descriptor, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()) &&
      ::fsync(descriptor) == 0;
  if (descriptor >= 0) ::close(descriptor);
  if (!written || ::rename(fresh.c_str(), file.c_str()) != 0) {
    throw std::runtime_error("cannot write " + file.string());
  }
}

Secret read_or_make(const fs::path& file) {
  fs::create_directories(file.parent_path());
  ::chmod(file.parent_path().c_str(), 0700);
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) {
    std::string bytes = random_bytes(kKeyBytes);
    write_key(file, bytes);
    return Secret(std::move(bytes));
  }
  std::string bytes(kKeyBytes + 1, '\0');
  const ssize_t count = ::read(descriptor, bytes.data(), bytes.size());
  ::close(descriptor);
  if (count != static_cast<ssize_t>(kKeyBytes)) {
    throw std::runtime_error(file.string() + " must hold exactly 32 bytes");
  }
  bytes.resize(kKeyBytes);
  return Secret(std::move(bytes));
}

std::string framed(std::string_view a, std::string_view b) {
  return std::to_string(a.size()) + ":" + std::string(a) + std::string(b);
}

}  // namespace

Vault::Vault(const fs::path& folder) : signing_(read_or_make(folder / "signing.key")) {
  const Secret pepper = read_or_make(folder / "pepper.key");
  lookup_ = derive(pepper, "code lookup");
  codes_ = derive(pepper, "shared codes");
  opaque_ = derive(pepper, "opaque ids");
  idempotency_ = derive(pepper, "idempotency");
  answers_ = derive(pepper, "stored answers");
  sessions_ = derive(pepper, "sessions");
  challenges_ = derive(pepper, "challenges");
}

std::string Vault::code_lookup(std::string_view normalised) const {
  return hmac_sha256(lookup_.bytes(), normalised);
}

std::string Vault::seal_code(std::string_view code_id, std::string_view code) const {
  return seal(codes_, code_id, code);
}

std::string Vault::opaque(std::string_view kind, std::string_view id) const {
  return hex(hmac_sha256(opaque_.bytes(), framed(kind, id)).substr(0, 16));
}

std::string Vault::idempotency_key(std::string_view scope, std::string_view key) const {
  return hmac_sha256(idempotency_.bytes(), framed(scope, key));
}

std::string Vault::idempotency_body(std::string_view method, std::string_view path,
                                    std::string_view body) const {
  return hmac_sha256(idempotency_.bytes(), framed(method, framed(path, body)));
}

Secret Vault::answer_key(std::string_view scope, std::string_view key) const {
  return Secret(hmac_sha256(answers_.bytes(), framed(scope, key)));
}

std::string Vault::seal_answer(std::string_view scope, std::string_view key,
                               std::string_view answer) const {
  return seal(answer_key(scope, key), "answer", answer);
}

std::string Vault::unseal_answer(std::string_view scope, std::string_view key,
                                 std::string_view sealed) const {
  return unseal(answer_key(scope, key), "answer", sealed);
}

std::string Vault::new_session() const {
  const std::string id = "s_" + base64url(random_bytes(16));
  return id + '.' + base64url(hmac_sha256(sessions_.bytes(), id).substr(0, 16));
}

bool Vault::is_session(std::string_view session) const {
  const auto dot = session.find('.');
  if (dot == std::string_view::npos || !session.starts_with("s_")) return false;
  const std::string mac =
      base64url(hmac_sha256(sessions_.bytes(), session.substr(0, dot)).substr(0, 16));
  return equal_secret(mac, session.substr(dot + 1));
}

std::string Vault::challenge_mac(std::string_view text) const {
  return base64url(hmac_sha256(challenges_.bytes(), text).substr(0, 16));
}

}  // namespace tendero::server
