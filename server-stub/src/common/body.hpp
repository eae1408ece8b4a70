#pragma once
// A strict view of a JSON object that a caller sent: what is asked for is checked, what nobody
// asked for is an error with the nearest name. The first error is kept.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/problem.hpp"
#include "tendero/json.hpp"

namespace tendero::server {

class Body {
 public:
  /// `text` must be one JSON object.
  explicit Body(std::string_view text, const json::Limits& limits = {});

  /// A text of 1 to `longest` bytes; empty when it is missing or wrong.
  std::string text(std::string_view name, bool required, std::size_t longest);
  /// The same, the bytes as sent: codes are compared by the engine's own normaliser, and NFC would
  /// turn the Kelvin sign into a K.
  std::string code(std::string_view name, bool required, std::size_t longest);
  std::optional<std::int64_t> integer(std::string_view name, std::int64_t least, std::int64_t most);
  json::Value object(std::string_view name, bool required);
  std::vector<std::string> texts(std::string_view name, std::size_t most, std::size_t longest);
  /// `{"total": n}`
  std::optional<std::int64_t> expected_total();

  json::Value root() const { return document_.root(); }
  void fail(std::string_view pointer, std::string_view code, std::string_view found,
            std::string_view expected);
  /// After everything was asked for; the problem, if there is one.
  const std::optional<Problem>& finish();

 private:
  json::Value find(std::string_view name);

  json::Document document_;
  std::vector<std::string_view> asked_;
  std::optional<Problem> problem_;
};

/// How a value is named in an error, without repeating what it holds.
std::string found_kind(json::Value value);

}  // namespace tendero::server
