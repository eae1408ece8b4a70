#pragma once
// Tendero's engine: promotions over a cart, text in and text out.
//
// Every text is UTF-8 JSON. Every function that finds its input wrong answers
//   {"errors":[{"code","pointer","found","expected","did_you_mean"?,"line","column"}, …]}   (1 to
//   20)
// and changes nothing. The engine has no clock, file, locale, randomness and no global state: the
// same texts give the same bytes everywhere. Strings are compared as bytes; callers normalise to
// NFC.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tendero {

/// "1.0.0"
std::string_view version();

class OpenCart;

/// What an evaluation answered, in parts, for callers that sign or compare the result's exact
/// bytes.
struct Evaluated {
  bool ok = false;
  std::string result;  // rules.md section 9; empty unless ok
  std::string meta;
  std::string request_digest;  // "sha256:…" of the canonical request
  std::string errors;          // {"errors":[…]} when not ok
};

/// A published ruleset, compiled. Immutable: any number of threads may use one at the same time.
class Ruleset {
 public:
  struct Loaded {
    std::shared_ptr<const Ruleset> ruleset;  // null: refused
    /// {"revision":"sha256:<of the bytes given>","promotions":14,"warnings":[…]} or {"errors":[…]}
    std::string answer;
  };
  static Loaded load(std::string_view rules);

  ~Ruleset();
  Ruleset(const Ruleset&) = delete;
  Ruleset& operator=(const Ruleset&) = delete;

  std::string_view revision() const;
  std::size_t promotions() const;
  std::string_view currency() const;

  /// {"result":…,"meta":…}
  std::string evaluate(std::string_view request) const;
  /// The same in parts, and always with the digest.
  Evaluated evaluate_parts(std::string_view request) const;
  /// {"request_digest":"sha256:…"}: of the canonical request, without evaluating it.
  std::string digest(std::string_view request) const;

 private:
  friend class OpenCart;
  struct State;
  explicit Ruleset(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// A cart that stays inside between calls, so that a change costs what it changes. One thread at a
/// time.
class OpenCart {
 public:
  struct Opened {
    std::unique_ptr<OpenCart> cart;  // null: refused
    std::string answer;              // {"sequence":0,"result":…,"meta":…}
  };
  static Opened open(std::shared_ptr<const Ruleset> ruleset, std::string_view request);

  ~OpenCart();
  OpenCart(const OpenCart&) = delete;
  OpenCart& operator=(const OpenCart&) = delete;

  /// {"sequence","set","add","remove","answer"} → {"sequence","delta","meta"}, or with
  /// "answer":"whole" {"sequence","result","meta"}. Errors: `sequence_wrong`, and those of a
  /// request.
  std::string change(std::string_view change);
  /// {"request_digest":"sha256:…"} of the cart as it is now.
  std::string digest() const;

 private:
  struct State;
  explicit OpenCart(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// {"findings":[{"level":"error"|"warning"|"info","code","pointer","line","column",…}]}: what is
/// wrong or doubtful with a ruleset. Errors are proven; a warning says what it suspects.
std::string lint(std::string_view rules, std::string_view options = "{}");

/// A code as it is compared: full-width letters and digits folded, spaces, '-' and '_' dropped,
/// ASCII letters raised. Empty when anything outside A–Z 0–9 remains, or nothing.
std::string normalise_code(std::string_view typed);

/// Publishing: {"public":"<bundle>","private":"<text>","revision","revision_private",
/// "public_promotions":[ids],"private_promotions":[ids]}. The bundle is minified, without what is
/// for staff only; code promotions and those with "visibility":"server" are moved to the private
/// text:
/// {"tendero":1,"fragments":[{"promotion":{…},"segments":{those it uses}}, …]}.
std::string split(std::string_view rules);

/// Clock changes of the store's zone: from `from_ms` on, wall clock = UTC + `minutes`.
struct Offset {
  std::int64_t from_ms;
  std::int32_t minutes;
};

/// The ruleset's text with `store.offsets` set, other members as they were; unchanged text when it
/// is no JSON object with a `store`. Publishing and the command line take the table from the zone
/// data.
std::string with_offsets(std::string_view rules, const std::vector<Offset>& offsets);

/// `store.timezone` of a ruleset, "" when there is none.
std::string timezone_of(std::string_view rules);

}  // namespace tendero
