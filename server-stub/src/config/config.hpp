#pragma once
// The configuration: one toml file, read strictly. Secrets are in files of their own, never in it.

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "http/loop.hpp"
#include "sign/jws.hpp"

namespace tendero::server {

enum class KeyKind { publishable, secret };

struct ApiKey {
  KeyKind kind = KeyKind::publishable;
  std::string name;
  std::string text;  // publishable: the key itself
  std::string hash;  // secret: sha256 of it, hex
  std::vector<std::string> origins;
};

struct StaticMount {
  std::string path = "/";  // prefix, with a slash at its end
  std::vector<std::filesystem::path> folders;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string csp;
};

/// An address range: `10.0.0.0/8`, `::1/128`, or one address.
struct AddressRange {
  std::string bytes;  // 4 or 16
  unsigned bits = 0;

  bool holds(std::string_view address) const;
};

std::optional<AddressRange> read_range(std::string_view text);
/// The 4 or 16 bytes of an address in words (IPv4 in IPv6 unwrapped); empty when it is none.
std::string address_bytes(std::string_view text);

/// Wrong codes allowed in `window` before each further guess costs a proof of work.
struct GuessSettings {
  unsigned session = 5, address = 30, customer = 10, shop = 1000;
  std::chrono::milliseconds window{600'000};
  unsigned bits = 14;
};

struct HoldSettings {
  std::chrono::milliseconds usual{900'000}, shortest{300'000}, longest{86'400'000},
      anonymous{300'000};
  std::int64_t anonymous_share = 5;  // at most 1/5 of what a limit has left
  std::int64_t anonymous_per_address = 3;
};

struct Config {
  std::string shop = "demo";
  std::filesystem::path data = "data";
  LoopSettings loop;
  std::vector<ApiKey> keys;
  std::vector<VerifyKey> shop_keys;
  std::vector<StaticMount> mounts;
  std::vector<AddressRange> trusted_proxies;
  GuessSettings guesses;
  HoldSettings holds;
  std::size_t write_queue = 4096;
  std::string log_level = "info";
};

/// One thing wrong, as a sentence for whoever wrote the file.
struct ConfigFault {
  std::int64_t line = 0, column = 0;
  std::string where, message;
};

struct ConfigRead {
  Config config;
  std::vector<ConfigFault> faults;
};

/// Reads the file and the secret files that it names. Never throws: what is wrong is in `faults`.
ConfigRead read_config(const std::filesystem::path& file);

}  // namespace tendero::server
