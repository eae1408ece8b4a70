#include "config/reader.hpp"

#include <algorithm>
#include <sstream>

#include "common/text.hpp"

namespace tendero::server {
namespace {

std::string kind_of(const toml::node& node) {
  std::ostringstream out;
  out << node.type();
  return out.str();
}

}  // namespace

std::string TableReader::place(std::string_view name) const {
  return where_.empty() ? std::string(name) : where_ + "." + std::string(name);
}

void TableReader::fault(std::string_view name, std::string message) {
  const toml::node* node = table_.get(name);
  const auto begin = node ? node->source().begin : table_.source().begin;
  faults_.push_back({static_cast<std::int64_t>(begin.line), static_cast<std::int64_t>(begin.column),
                     place(name), std::move(message)});
}

const toml::node* TableReader::find(std::string_view name) {
  asked_.push_back(name);
  return table_.get(name);
}

void TableReader::text(std::string_view name, std::string& out) {
  const toml::node* node = find(name);
  if (!node) return;
  if (const auto value = node->value_exact<std::string>())
    out = *value;
  else
    fault(name, "found a " + kind_of(*node) + ", expected a text in quotes");
}

std::optional<std::int64_t> TableReader::bounded(std::string_view name, std::int64_t least,
                                                 std::int64_t most) {
  const toml::node* node = find(name);
  if (!node) return std::nullopt;
  const auto value = node->value_exact<std::int64_t>();
  const std::string wanted =
      "expected an integer from " + std::to_string(least) + " to " + std::to_string(most);
  if (!value) {
    fault(name, "found a " + kind_of(*node) + ", " + wanted);
    return std::nullopt;
  }
  if (*value >= least && *value <= most) return value;
  fault(name, "found " + std::to_string(*value) + ", " + wanted);
  return std::nullopt;
}

void TableReader::seconds(std::string_view name, std::int64_t least, std::int64_t most,
                          std::chrono::milliseconds& out) {
  if (const auto value = bounded(name, least, most)) out = std::chrono::seconds(*value);
}

std::vector<std::string> TableReader::texts(std::string_view name) {
  std::vector<std::string> out;
  const toml::node* node = find(name);
  if (!node) return out;
  const toml::array* array = node->as_array();
  if (!array) {
    fault(name, "found a " + kind_of(*node) + ", expected a list of texts");
    return out;
  }
  for (const toml::node& element : *array) {
    if (const auto value = element.value_exact<std::string>())
      out.push_back(*value);
    else
      fault(name, "found a " + kind_of(element) + " in the list, expected only texts");
  }
  return out;
}

std::vector<std::pair<std::string, std::string>> TableReader::pairs(std::string_view name) {
  std::vector<std::pair<std::string, std::string>> out;
  const toml::table* members = table(name);
  if (!members) return out;
  for (const auto& [key, node] : *members) {
    if (const auto value = node.value_exact<std::string>())
      out.emplace_back(std::string(key.str()), *value);
    else
      fault(name,
            "member " + std::string(key.str()) + " is a " + kind_of(node) + ", expected a text");
  }
  return out;
}

const toml::table* TableReader::table(std::string_view name) {
  const toml::node* node = find(name);
  if (!node) return nullptr;
  const toml::table* found = node->as_table();
  if (!found)
    fault(name, "found a " + kind_of(*node) + ", expected a table: [" + std::string(name) + "]");
  return found;
}

std::vector<const toml::table*> TableReader::tables(std::string_view name) {
  std::vector<const toml::table*> out;
  const toml::node* node = find(name);
  if (!node) return out;
  const toml::array* array = node->as_array();
  if (!array ||
      !std::all_of(array->begin(), array->end(), [](const auto& n) { return n.is_table(); })) {
    fault(name, "found a " + kind_of(*node) + ", expected a list of tables: [[" +
                    std::string(name) + "]]");
    return out;
  }
  for (const toml::node& element : *array) out.push_back(element.as_table());
  return out;
}

void TableReader::require(std::string_view name) {
  if (!has(name)) fault(name, "is missing");
}

void TableReader::finish() {
  for (const auto& [key, node] : table_) {
    const std::string_view name = key.str();
    if (std::find(asked_.begin(), asked_.end(), name) != asked_.end()) continue;
    const std::string nearest = did_you_mean(name, asked_);
    std::string message = "is not known here";
    if (!nearest.empty()) message += ": did you mean \"" + nearest + "\"?";
    fault(name, std::move(message));
  }
}

}  // namespace tendero::server
