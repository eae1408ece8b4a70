#pragma once
// A strict view of a toml table: what is asked for is checked, what is left over is a fault with
// the nearest name that exists.

#include <toml++/toml.h>

#include <string>
#include <string_view>
#include <vector>

#include "config/config.hpp"

namespace tendero::server {

class TableReader {
 public:
  TableReader(const toml::table& table, std::string where, std::vector<ConfigFault>& faults)
      : table_(table), where_(std::move(where)), faults_(faults) {}

  bool has(std::string_view name) const { return table_.contains(name); }
  void text(std::string_view name, std::string& out);
  /// An integer in [least, most].
  template <class T>
  void integer(std::string_view name, std::int64_t least, std::int64_t most, T& out) {
    if (const auto value = bounded(name, least, most)) out = static_cast<T>(*value);
  }
  void seconds(std::string_view name, std::int64_t least, std::int64_t most,
               std::chrono::milliseconds& out);
  std::vector<std::string> texts(std::string_view name);
  std::vector<std::pair<std::string, std::string>> pairs(std::string_view name);
  const toml::table* table(std::string_view name);
  std::vector<const toml::table*> tables(std::string_view name);
  /// Says that a member is missing.
  void require(std::string_view name);
  void fault(std::string_view name, std::string message);
  /// After everything was asked for: members that nobody asked for.
  void finish();

  std::string place(std::string_view name) const;

 private:
  std::optional<std::int64_t> bounded(std::string_view name, std::int64_t least, std::int64_t most);
  const toml::node* find(std::string_view name);

  const toml::table& table_;
  std::string where_;
  std::vector<ConfigFault>& faults_;
  std::vector<std::string_view> asked_;
};

}  // namespace tendero::server
