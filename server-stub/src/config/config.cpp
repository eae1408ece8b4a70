#include "config/config.hpp"

#include <fstream>
#include <set>
#include <sstream>

#include "common/text.hpp"
#include "config/reader.hpp"

namespace tendero::server {
namespace {

namespace fs = std::filesystem;

class Reading {
 public:
  Reading(fs::path folder, ConfigRead& out) : folder_(std::move(folder)), out_(out) {}

  void root(const toml::table& table);

 private:
  void listen(const toml::table& table);
  void limits(const toml::table& table);
  void guesses(const toml::table& table);
  void holds(const toml::table& table);
  void key(const toml::table& table, std::size_t index);
  void shop_key(const toml::table& table, std::size_t index);
  void mount(const toml::table& table, std::size_t index);
  fs::path in_folder(const std::string& path) const { return (folder_ / path).lexically_normal(); }
  TableReader reader(const toml::table& table, std::string where) {
    return TableReader(table, std::move(where), out_.faults);
  }

  fs::path folder_;
  ConfigRead& out_;
  std::set<std::string> kids_;
};

bool is_name(std::string_view text) {
  if (text.empty() || text.size() > 64) return false;
  return text.find_first_not_of(
             "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.:-") ==
         std::string_view::npos;
}

/// `https://shop.example` and nothing after it.
bool is_origin(std::string_view text) {
  const auto scheme = text.find("://");
  if (scheme == std::string_view::npos || scheme + 3 >= text.size()) return false;
  const std::string_view name = text.substr(0, scheme);
  return (name == "http" || name == "https") &&
         text.substr(scheme + 3).find_first_of("/?# *") == std::string_view::npos;
}

/// The bytes of a regular file.
std::optional<std::string> read_file(const fs::path& file) {
  std::error_code error;
  if (!fs::is_regular_file(file, error)) return std::nullopt;
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return std::nullopt;
  return std::string((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
}

void Reading::root(const toml::table& table) {
  TableReader in = reader(table, "");
  Config& config = out_.config;
  in.require("shop");
  in.text("shop", config.shop);
  if (in.has("shop") && !is_name(config.shop)) {
    in.fault("shop", "found \"" + config.shop + "\", expected 1 to 64 of A-Z a-z 0-9 _ . : -");
  }
  std::string data = "data";
  in.text("data", data);
  config.data = in_folder(data);
  in.text("log", config.log_level);
  static const std::vector<std::string_view> kLevels = {"debug", "info", "warn", "error", "off"};
  if (std::find(kLevels.begin(), kLevels.end(), config.log_level) == kLevels.end()) {
    in.fault("log", "found \"" + config.log_level + "\", expected debug, info, warn, error or off");
  }
  for (const std::string& text : in.texts("trusted_proxies")) {
    if (const auto range = read_range(text))
      config.trusted_proxies.push_back(*range);
    else
      in.fault("trusted_proxies",
               "found \"" + text + "\", expected an address or a range such as 10.0.0.0/8");
  }
  if (const auto* found = in.table("listen")) listen(*found);
  if (const auto* found = in.table("limits")) limits(*found);
  if (const auto* found = in.table("guesses")) guesses(*found);
  if (const auto* found = in.table("holds")) holds(*found);
  std::size_t index = 0;
  for (const auto* found : in.tables("keys")) key(*found, index++);
  index = 0;
  for (const auto* found : in.tables("shop_keys")) shop_key(*found, index++);
  index = 0;
  for (const auto* found : in.tables("static")) mount(*found, index++);
  in.finish();
}

void Reading::listen(const toml::table& table) {
  TableReader in = reader(table, "listen");
  in.text("address", out_.config.loop.address);
  if (address_bytes(out_.config.loop.address).empty()) {
    in.fault("address",
             "found \"" + out_.config.loop.address + "\", expected an address such as 127.0.0.1");
  }
  in.integer("port", 0, 65535, out_.config.loop.port);
  in.integer("threads", 1, 256, out_.config.loop.threads);
  in.finish();
}

void Reading::limits(const toml::table& table) {
  TableReader in = reader(table, "limits");
  LoopSettings& loop = out_.config.loop;
  in.integer("connections", 1, 1'000'000, loop.connections);
  in.integer("header_bytes", 1024, 1'048'576, loop.header_bytes);
  in.seconds("header_seconds", 1, 600, loop.header_time);
  in.seconds("idle_seconds", 1, 3600, loop.idle_time);
  in.seconds("write_seconds", 1, 3600, loop.write_time);
  in.seconds("drain_seconds", 1, 600, loop.drain_time);
  in.integer("write_queue", 1, 1'000'000, out_.config.write_queue);
  in.finish();
}

void Reading::guesses(const toml::table& table) {
  TableReader in = reader(table, "guesses");
  GuessSettings& guesses = out_.config.guesses;
  in.integer("session", 1, 1'000'000, guesses.session);
  in.integer("address", 1, 1'000'000, guesses.address);
  in.integer("customer", 1, 1'000'000, guesses.customer);
  in.integer("shop", 1, 100'000'000, guesses.shop);
  in.seconds("window_seconds", 1, 86'400, guesses.window);
  in.integer("bits", 1, 22, guesses.bits);
  in.finish();
}

void Reading::holds(const toml::table& table) {
  TableReader in = reader(table, "holds");
  HoldSettings& holds = out_.config.holds;
  in.seconds("usual_seconds", 300, 86'400, holds.usual);
  in.seconds("anonymous_seconds", 1, 300, holds.anonymous);
  in.integer("anonymous_per_address", 0, 1000, holds.anonymous_per_address);
  in.finish();
}

void Reading::key(const toml::table& table, std::size_t index) {
  TableReader in = reader(table, "keys[" + std::to_string(index) + "]");
  ApiKey key;
  std::string kind;
  in.require("kind");
  in.text("kind", kind);
  in.text("name", key.name);
  in.text("key", key.text);
  in.text("hash", key.hash);
  key.origins = in.texts("origins");
  if (kind == "pk") {
    in.require("key");
    if (in.has("key") && !has_key_shape(key.text, "pk_", 8)) {
      in.fault("key", "expected pk_ and 8 or more of A-Z a-z 0-9 _");
    }
    if (in.has("hash")) in.fault("hash", "belongs to a key of kind \"sk\"");
    for (const std::string& origin : key.origins) {
      if (origin != "self" && !is_origin(origin)) {
        in.fault("origins", "found \"" + origin +
                                "\", expected \"self\" or an origin such as https://shop.example");
      }
    }
  } else if (kind == "sk") {
    key.kind = KeyKind::secret;
    in.require("hash");
    if (in.has("key"))
      in.fault(
          "key",
          "a secret key never stands in a file: put its hash here (tendero-server keys new sk)");
    if (in.has("origins"))
      in.fault("origins", "a secret key is refused to browsers, so it has none");
    const auto bytes = key.hash.starts_with("sha256:") ? unhex(key.hash.substr(7)) : std::nullopt;
    if (in.has("hash") && (!bytes || bytes->size() != 32))
      in.fault("hash", "expected sha256: and 64 hexadecimal digits");
    if (bytes) key.hash = *bytes;
  } else if (in.has("kind")) {
    in.fault("kind", "found \"" + kind + "\", expected \"pk\" or \"sk\"");
  }
  in.finish();
  out_.config.keys.push_back(std::move(key));
}

void Reading::shop_key(const toml::table& table, std::size_t index) {
  TableReader in = reader(table, "shop_keys[" + std::to_string(index) + "]");
  VerifyKey key;
  std::string alg, public_key, secret_file;
  in.require("kid");
  in.text("kid", key.kid);
  in.require("alg");
  in.text("alg", alg);
  in.text("public_key", public_key);
  in.text("secret_file", secret_file);
  if (in.has("kid") && !kids_.insert(key.kid).second)
    in.fault("kid", "\"" + key.kid + "\" stands here twice");
  if (alg == "EdDSA") {
    in.require("public_key");
    key.public_key = unbase64url(public_key).value_or("");
    if (in.has("public_key") && key.public_key.size() != 32) {
      in.fault("public_key", "expected 32 bytes as base64url (the x of the JWK)");
    }
  } else if (alg == "HS256") {
    key.algorithm = Algorithm::hs256;
    in.require("secret_file");
    const auto content = read_file(in_folder(secret_file));
    std::string bytes = content.value_or("");
    while (!bytes.empty() && (bytes.back() == '\n' || bytes.back() == '\r')) bytes.pop_back();
    if (in.has("secret_file") && !content)
      in.fault("secret_file", "cannot be read: " + in_folder(secret_file).string());
    else if (in.has("secret_file") && bytes.size() < 32)
      in.fault("secret_file", "holds less than 32 bytes");
    key.secret = Secret(std::move(bytes));
  } else if (in.has("alg")) {
    in.fault("alg", "found \"" + alg + "\", expected \"EdDSA\" or \"HS256\"");
  }
  in.finish();
  out_.config.shop_keys.push_back(std::move(key));
}

void Reading::mount(const toml::table& table, std::size_t index) {
  TableReader in = reader(table, "static[" + std::to_string(index) + "]");
  StaticMount mount;
  in.text("path", mount.path);
  if (!mount.path.starts_with('/'))
    in.fault("path", "found \"" + mount.path + "\", expected it to begin with /");
  if (!mount.path.ends_with('/')) mount.path += '/';
  if (mount.path.starts_with("/v1/")) in.fault("path", "/v1/ belongs to the API");
  in.require("folders");
  for (const std::string& folder : in.texts("folders")) {
    mount.folders.push_back(in_folder(folder));
    std::error_code error;
    if (!fs::is_directory(mount.folders.back(), error)) {
      in.fault("folders", "there is no folder " + mount.folders.back().string());
    }
  }
  in.text("csp", mount.csp);
  mount.headers = in.pairs("headers");
  for (const auto& [name, value] : mount.headers) {
    if ((name + value).find_first_of("\r\n") != std::string::npos ||
        name.find_first_of(": ") != std::string::npos) {
      in.fault("headers", "\"" + name + "\" is no header");
    }
  }
  if (mount.csp.find_first_of("\r\n") != std::string::npos) in.fault("csp", "must be one line");
  in.finish();
  out_.config.mounts.push_back(std::move(mount));
}

}  // namespace

ConfigRead read_config(const fs::path& file) {
  ConfigRead out;
  const auto text = read_file(file);
  if (!text) {
    out.faults.push_back({0, 0, "", "cannot be read: " + file.string()});
    return out;
  }
  try {
    const toml::table table = toml::parse(*text, file.string());
    Reading(fs::absolute(file).parent_path(), out).root(table);
  } catch (const toml::parse_error& error) {
    out.faults.push_back({static_cast<std::int64_t>(error.source().begin.line),
                          static_cast<std::int64_t>(error.source().begin.column), "",
                          "is not toml: " + std::string(error.description())});
  }
  return out;
}

}  // namespace tendero::server
