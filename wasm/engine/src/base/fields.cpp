#include "base/fields.hpp"

#include <algorithm>

#include "base/closest.hpp"
#include "base/limits.hpp"

namespace tendero {
namespace {

using json::Kind;
using json::Value;

/// How a number that is no integer in range was written.
enum class Written : std::uint8_t { fraction, too_large, no_number };

/// "1.0" and "1E3" are fractions (an integer is wanted without them); "1e308" is too large in any
/// spelling.
Written written(const Value& value) {
  if (!value.is(Kind::number)) return Written::no_number;
  const std::string text = value.number_text();
  if (text.find_first_of(".eE") == text.npos) return Written::too_large;
  const std::size_t exponent = text.find_first_of("eE");
  if (exponent == text.npos || text[exponent + 1] == '-') return Written::fraction;
  std::size_t shift = 0;
  for (const char digit : std::string_view(text).substr(exponent + 1)) {
    if (digit >= '0' && digit <= '9')
      shift = std::min<std::size_t>(shift * 10 + static_cast<std::size_t>(digit - '0'), 1000);
  }
  return shift > 15 ? Written::too_large : Written::fraction;
}

#ifndef TENDERO_TERSE
std::string one_of(std::span<const std::string_view> words) {
  std::string list = words.empty() ? "nothing here" : "one of ";
  for (const std::string_view word : words) {
    if (word.data() != words.front().data()) list += ", ";
    list += word;
  }
  return list;
}

std::string range_of(const Bounds& bounds) {
  return join({"an integer from ", digits(bounds.least), " to ", digits(bounds.most)});
}
#endif

/// "12.5" as millionths; false unless digits, at most `places` of them behind the point.
bool decimal(std::string_view text, std::size_t places, std::int64_t& millionths) {
  std::int64_t number = 0;
  std::size_t behind = 0;
  bool point = false;
  if (text.size() > 14) return false;
  for (const char byte : text) {
    if (byte == '.') {
      point = true;
      continue;
    }
    if (byte < '0' || byte > '9') return false;
    if (point && ++behind > places) return false;
    number = number * 10 + (byte - '0');
  }
  for (; behind < 6; ++behind) number *= 10;
  millionths = number;
  return true;
}

bool read_decimal(const Value& value, const Path& at, Errors& errors, std::int64_t most,
                  std::int64_t& millionths) {
  const bool number = value.is(Kind::integer) || value.is(Kind::number);
  if (number && decimal(value.number_text(), 4, millionths) && millionths <= most * 1'000'000)
    return true;
  errors.add("percent_invalid", at, TENDERO_SAY(describe(value)),
             TENDERO_SAY(join({"a number from 0 to ", digits(most), " with at most 4 decimals"})));
  return false;
}

}  // namespace

Path::Path(const Path& up, const char* name) : up_(&up), name_(name) {}
Path::Path(const Path& up, std::string_view name) : up_(&up), name_(name) {}
Path::Path(const Path& up, std::size_t index) : up_(&up), index_(index) {}

std::string Path::str() const {
  if (up_ == nullptr) return {};
  std::string path = up_->str();
  json::append_pointer(path, index_ == kNamed ? name_ : std::string_view(digits(index_)));
  return path;
}

#ifdef TENDERO_TERSE
void Errors::add(const char* code, const Path& at) {
  if (!full()) list_.emplace_back(code, at.str(), std::string_view(), std::string_view());
}
#else
void Errors::add(const char* code, const Path& at, std::string_view found,
                 std::string_view expected, std::string_view did_you_mean) {
  if (!full()) list_.emplace_back(code, at.str(), found, expected, did_you_mean);
}

void Errors::add(const char* code, const Path& at, const char* found, const char* expected) {
  add(code, at, std::string_view(found), std::string_view(expected));
}

void Errors::add(const char* code, const Path& at, const json::Value& found, const char* expected) {
  add(code, at, describe(found), std::string_view(expected));
}

void Errors::add_quoted(const char* code, const Path& at, std::string_view found,
                        const char* expected) {
  add(code, at, quote(found), std::string_view(expected));
}

void Errors::too_many(const char* code, const Path& at, std::size_t found, std::size_t most) {
  add(code, at, digits(static_cast<std::int64_t>(found)),
      join({"at most ", digits(static_cast<std::int64_t>(most))}));
}
#endif

void Errors::required(const Path& object, const char* name) {
  const Path at(object, name);
  add("required", at, std::string_view("nothing"), TENDERO_SAY(quote(name)));
}

void Errors::add(Error error) {
  if (!full()) list_.push_back(std::move(error));
}

bool Errors::full() const {
  return list_.size() >= limits::kErrors;
}

std::string quote(std::string_view text) {
  constexpr std::size_t kShown = 60;
  std::size_t end = std::min(text.size(), kShown);
  while (end < text.size() && end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
    --end;
  return join({"\"", text.substr(0, end), end < text.size() ? "…\"" : "\""});
}

std::string describe(const Value& value) {
  switch (value.kind()) {
    case Kind::boolean:
      return value.boolean() ? "true" : "false";
    case Kind::integer:
    case Kind::number:
      return value.number_text();
    case Kind::text:
      return quote(value.text());
    default:
      return std::string(name_of(value.kind()));
  }
}

bool read_integer(const Value& value, const Path& at, Errors& errors, const Bounds& bounds,
                  std::int64_t& number) {
  if (value.is(Kind::integer) && value.integer() >= bounds.least &&
      value.integer() <= bounds.most) {
    number = value.integer();
    return true;
  }
  const Written how = written(value);
  if (how == Written::fraction) {
    errors.add("float_forbidden", at, TENDERO_SAY(describe(value)), TENDERO_SAY(range_of(bounds)));
  } else if (how == Written::no_number && !value.is(Kind::integer)) {
    errors.add(bounds.other_kind, at, TENDERO_SAY(describe(value)), TENDERO_SAY(range_of(bounds)));
  } else {
    errors.add(bounds.code, at, TENDERO_SAY(describe(value)), TENDERO_SAY(range_of(bounds)));
  }
  return false;
}

bool read_money(const Value& value, const Path& at, Errors& errors, Money& money) {
  std::int64_t units = 0;
  Bounds bounds = kMoneyBounds;
  if (value.is(Kind::integer) && value.integer() < 0) bounds.code = "amount_invalid";
  if (!read_integer(value, at, errors, bounds, units)) return false;
  money = Money::minor(units);
  return true;
}

bool read_boolean(const Value& value, const Path& at, Errors& errors, bool& truth) {
  if (!expect_kind(value, at, errors, Kind::boolean)) return false;
  truth = value.boolean();
  return true;
}

bool read_text(const Value& value, const Path& at, Errors& errors, std::string_view& text) {
  if (!expect_kind(value, at, errors, Kind::text)) return false;
  text = value.text();
  return true;
}

bool read_percent(const Value& value, const Path& at, Errors& errors, std::int64_t most,
                  PartsPerMillion& percent) {
  std::int64_t millionths = 0;
  if (!read_decimal(value, at, errors, most, millionths)) return false;
  percent = PartsPerMillion::of(millionths / 100);  // of a percentage, not of one
  return true;
}

bool read_factor(const Value& value, const Path& at, Errors& errors, PartsPerMillion& factor) {
  std::int64_t millionths = 0;
  if (!read_decimal(value, at, errors, 1'000, millionths)) return false;
  factor = PartsPerMillion::of(millionths);
  return true;
}

bool check_name(std::string_view name, const Path& at, Errors& errors) {
  const auto is_letter = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); };
  const auto is_inner = [&](char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == ':' || c == '-';
  };
  if (name == "__proto__" || name == "constructor" || name == "prototype") {
    errors.add_quoted("name_forbidden", at, name,
                      "a name that JavaScript does not give a meaning to");
    return false;
  }
  if (!name.empty() && name.size() <= 64 && is_letter(name.front()) &&
      std::all_of(name.begin(), name.end(), is_inner)) {
    return true;
  }
  errors.add_quoted("name_invalid", at, name,
                    "a letter, then at most 63 letters, digits, or any of _ . : -");
  return false;
}

bool read_name(const Value& value, const Path& at, Errors& errors, std::string_view& name) {
  if (!read_text(value, at, errors, name)) return false;
  return check_name(name, at, errors);
}

bool expect_kind(const Value& value, const Path& at, Errors& errors, Kind kind) {
  if (value.is(kind)) return true;
  errors.add("wrong_type", at, TENDERO_SAY(describe(value)), TENDERO_SAY(name_of(kind)));
  return false;
}

bool read_word(const Value& value, const Path& at, Errors& errors,
               std::span<const std::string_view> words, std::size_t& index) {
  if (!expect_kind(value, at, errors, Kind::text)) return false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] != value.text()) continue;
    index = i;
    return true;
  }
  errors.add("unknown_value", at, TENDERO_SAY(describe(value)), TENDERO_SAY(one_of(words)),
             TENDERO_SAY(closest(value.text(), words)));
  return false;
}

void refuse_member(std::string_view name, const Path& object, Errors& errors,
                   [[maybe_unused]] std::span<const std::string_view> known) {
  const Path at(object, name);
  errors.add("unknown_member", at, TENDERO_SAY(quote(name)), TENDERO_SAY(one_of(known)),
             TENDERO_SAY(closest(name, known)));
}

}  // namespace tendero
