#pragma once
// Checked reading of JSON members: what is wrong becomes an Error with its pointer, what was found
// and what would be right. Shared by the request and the ruleset, so that both say things alike.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/money.hpp"
#include "base/result.hpp"
#include "base/text.hpp"
#include "tendero/json.hpp"

namespace tendero {

/// A place in the document, spelt out only when an error needs it. Lives on the stack.
class Path {
 public:
  Path() = default;
  Path(const Path& up, const char* name);
  Path(const Path& up, std::string_view name);
  Path(const Path& up, std::size_t index);
  Path(const Path&) = delete;  // a copy would name its original as its parent
  Path& operator=(const Path&) = delete;

  std::string str() const;

 private:
  static constexpr std::size_t kNamed = static_cast<std::size_t>(-1);

  const Path* up_ = nullptr;
  std::string_view name_;
  std::size_t index_ = kNamed;
};

/// What is wrong with one text, in the order found, at most limits::kErrors.
class Errors {
 public:
#ifdef TENDERO_TERSE
  void add(const char* code, const Path& at, std::string_view, std::string_view,
           std::string_view = {}) {
    add(code, at);
  }
  void add(const char* code, const Path& at, const char*, const char*) {
    add(code, at);
  }
  void add(const char* code, const Path& at, const json::Value&, const char*) {
    add(code, at);
  }
  void add_quoted(const char* code, const Path& at, std::string_view, const char*) {
    add(code, at);
  }
  void too_many(const char* code, const Path& at, std::size_t, std::size_t) {
    add(code, at);
  }
  void add(const char* code, const Path& at);
#else
  void add(const char* code, const Path& at, std::string_view found, std::string_view expected,
           std::string_view did_you_mean = {});
  // The same for what stands most often: few words at the place that finds the error.
  void add(const char* code, const Path& at, const char* found, const char* expected);
  void add(const char* code, const Path& at, const json::Value& found, const char* expected);
  void add_quoted(const char* code, const Path& at, std::string_view found, const char* expected);
  void too_many(const char* code, const Path& at, std::size_t found, std::size_t most);
#endif
  void required(const Path& object, const char* name);
  void add(Error error);

  bool empty() const {
    return list_.empty();
  }
  std::size_t size() const {
    return list_.size();
  }
  bool full() const;
  const std::vector<Error>& list() const {
    return list_;
  }

 private:
  std::vector<Error> list_;
};

/// What stands there, for people: `"gold"`, `12`, `an object`; long texts are cut.
std::string describe(const json::Value& value);
/// A text in quotes, cut at a character's end after about 60 bytes.
std::string quote(std::string_view text);

/// An inclusive range, and the code of the error when a number lies outside.
struct Bounds {
  std::int64_t least;
  std::int64_t most;
  const char* code;
  const char* other_kind = "wrong_type";  // where there is no number at all
};

inline constexpr Bounds kMoneyBounds{0, kMaxMinor, "amount_overflow"};

// Each reader answers false after adding an error. A missing value is never passed to them.
bool read_integer(const json::Value& value, const Path& at, Errors& errors, const Bounds& bounds,
                  std::int64_t& number);
bool read_money(const json::Value& value, const Path& at, Errors& errors, Money& money);
bool read_boolean(const json::Value& value, const Path& at, Errors& errors, bool& truth);
bool read_text(const json::Value& value, const Path& at, Errors& errors, std::string_view& text);
/// A decimal with at most 4 places, from its text, never through floating point: 12.5 gives
/// 125,000. Error `percent_invalid` outside [0, most], with more places, or with an exponent.
bool read_percent(const json::Value& value, const Path& at, Errors& errors, std::int64_t most,
                  PartsPerMillion& percent);
/// The same for a plain factor: 1.5 gives 1,500,000.
bool read_factor(const json::Value& value, const Path& at, Errors& errors, PartsPerMillion& factor);
/// [A-Za-z][A-Za-z0-9_.:-]{0,63}, and none of the names that JavaScript objects carry already.
bool check_name(std::string_view name, const Path& at, Errors& errors);
bool read_name(const json::Value& value, const Path& at, Errors& errors, std::string_view& name);
bool expect_kind(const json::Value& value, const Path& at, Errors& errors, json::Kind kind);
/// The position of a text in a closed list of words.
bool read_word(const json::Value& value, const Path& at, Errors& errors,
               std::span<const std::string_view> words, std::size_t& index);
/// Error `unknown_member` with the nearest of the known names.
void refuse_member(std::string_view name, const Path& object, Errors& errors,
                   std::span<const std::string_view> known);

}  // namespace tendero
