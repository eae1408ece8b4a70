#pragma once
// The compiled form of a ruleset: plain arrays and indices, immutable, no behaviour beyond look-up.
// Several evaluations may read one Program at the same time.
//
// A signed fragment (a code promotion that the shopper's code opened) compiles to a second, small
// Program whose strings extend those of the first: equal strings have equal ids in both. An
// evaluation runs a Play: the public program and the fragments of the request.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/arena.hpp"
#include "base/limits.hpp"
#include "base/money.hpp"
#include "base/slice.hpp"
#include "base/string_pool.hpp"  // StringId (0: no rule mentions this string), StringPool
#include "program/candidate_index.hpp"
#include "program/fact.hpp"

namespace tendero {

inline constexpr std::uint32_t kNone = UINT32_MAX;

/// A range of one of the Program's arrays.
struct Range {
  std::uint32_t first = 0;
  std::uint32_t count = 0;
};

/// A text in one or several languages: pairs in `Program::texts`, in the order of the ruleset.
struct LocalisedText {
  std::string_view locale;  // empty: for every language
  std::string_view text;
};

enum class ConditionKind : std::uint8_t { all, any, negate, test };

/// What the operand of a test is; decides how a free attribute is compared.
enum class Operand : std::uint8_t { boolean, number, text, numbers, texts };

/// One node of a condition. Segments stand inlined (shared nodes; never a circle).
struct Condition {
  ConditionKind kind = ConditionKind::all;
  Fact fact = Fact::cart_subtotal;
  Operator op = Operator::eq;
  Operand operand = Operand::number;
  bool flag = false;            // operand of booleans and of `exists`
  bool numeric = false;         // operand is number/numbers rather than string/strings
  StringId attribute = 0;       // the NAME of `*.attributes.NAME`, `context.utm.NAME`
  std::uint32_t where = kNone;  // sums over lines: a condition on `line.*`
  Range children;               // all, any, negate: in Program::children
  std::int64_t number = 0;      // number, money, ms since epoch, minutes of the day (context.time)
  std::int64_t until = 0;       // `between`: [number, until)
  StringId string = 0;          // eq, ne, has
  Range strings;                // in, not_in, has_*: in Program::strings, ascending ids
  Range numbers;                // in, not_in of numbers: in Program::numbers, ascending
  std::string_view text;        // starts_with, ends_with, contains, and eq/ne again as bytes
  std::string_view pointer;     // inside the promotion: "/when/all/0"; "" for a segment's insides
};

enum class EffectType : std::uint8_t {
  percent_off,
  amount_off,
  fixed_price,
  buy_x_get_y,
  free_shipping,
  earn_points,
};
enum class Target : std::uint8_t { lines, units, order, shipping, order_and_shipping };
enum class Pick : std::uint8_t { cheapest, dearest, cart_order };
enum class Allocate : std::uint8_t { across, each };
enum class Grouping : std::uint8_t { none, each };
/// What happens to a price: percent of it off, amount off it, or a new price.
enum class Change : std::uint8_t { percent_off, amount_off, fixed_price };

/// 1 lines, 2 order, 3 shipping, 4 order_and_shipping, 5 rewards (rules.md section 5).
enum class Phase : std::uint8_t { lines = 1, order, shipping, order_and_shipping, rewards };

inline constexpr std::int64_t kUnlimited = -1;

/// One effect. Members that a type does not have keep their defaults.
struct Effect {
  EffectType type = EffectType::percent_off;
  Phase phase = Phase::lines;
  Target target = Target::lines;
  Pick pick = Pick::cheapest;
  Allocate allocate = Allocate::across;
  std::uint32_t where = kNone;           // condition on line.*
  PartsPerMillion percent;               // percent_off; earn_points: the factor of `multiply`
  Money amount;                          // amount_off, fixed_price
  std::int64_t max_amount = kUnlimited;  // minor units
  std::int64_t max_units = kUnlimited;
  std::int64_t quantity = kUnlimited;  // fixed_price: "any 3 for 10"

  // buy_x_get_y
  std::uint32_t buy_where = kNone;
  std::int64_t buy_quantity = 0;  // or
  std::int64_t buy_amount = 0;    // minor units; one of the two is > 0
  std::uint32_t get_where = kNone;
  std::int64_t get_quantity = 0;
  Change get_change = Change::percent_off;  // uses percent or amount above
  Grouping grouping = Grouping::none;
  bool partial = false;
  bool scope_line = false;

  // free_shipping; empty: all
  Range methods;  // in Program::strings, ascending
  Range countries;

  // earn_points: exactly one of points > 0, per > 0 (with points), multiplies
  std::int64_t points = 0;
  std::int64_t per = 0;  // minor units
  bool multiplies = false;

  std::string_view pointer;  // "/effects/0"
};

enum class Trigger : std::uint8_t { automatic, code };
enum class Exclusive : std::uint8_t { no, money, all };

/// Classes of a promotion's money effects; rewards have none.
inline constexpr std::uint8_t kClassLine = 1;
inline constexpr std::uint8_t kClassOrder = 2;
inline constexpr std::uint8_t kClassShipping = 4;

struct Promotion {
  std::string_view id;
  Range title;                      // in Program::texts; count 0: the id is shown
  Range description, terms, badge;  // shown beside an offer
  std::int32_t priority = 0;
  Trigger trigger = Trigger::automatic;
  Exclusive exclusive = Exclusive::no;
  bool stop = false;
  bool group_by_line = false;  // group_scope: line
  std::uint8_t classes = 0;
  StringId group = 0;             // 0: none
  std::int64_t from = INT64_MIN;  // active [from, until), ms since epoch
  std::int64_t until = INT64_MAX;
  std::uint32_t when = kNone;          // kNone: always
  Range effects;                       // in Program::effects, in the order written
  std::int64_t per_cart = kUnlimited;  // limits.per_cart: applications in one cart
  bool limited = false;                // limits.uses or uses_per_customer: look at usage
};

enum class Select : std::uint8_t { best_for_customer, priority };
enum class PercentOf : std::uint8_t { current, original };
enum class RoundAt : std::uint8_t { line, unit, order };
enum class TaxWhen : std::uint8_t { after_discount, before_discount };
enum class TaxRound : std::uint8_t { per_line, per_unit, per_rate };

/// `store` of the ruleset.
struct Store {
  std::string_view id, currency, locale, timezone;
  bool prices_include_tax = true;
  bool has_tax = false;  // without `tax` the answer has no tax
  TaxWhen tax_when = TaxWhen::after_discount;
  TaxRound tax_round = TaxRound::per_line;
  Rounding tax_rounding = Rounding::half_up;
  PartsPerMillion tax_rate;  // default_rate
  PartsPerMillion shipping_rate;
  bool shipping_rate_proportional = false;
  Select select = Select::best_for_customer;
  PercentOf percent_of = PercentOf::current;
  Rounding rounding = Rounding::half_up;
  RoundAt round_at = RoundAt::line;
  std::int64_t dormant_days = 180;
  std::int64_t abandoned_hours = 24;
  std::int64_t floor_price = 0;  // no unit of any line goes below it, minor units; 0: none
};

/// One change of the store's clock: from this instant on, wall clock = UTC + minutes.
struct ZoneOffset {
  std::int64_t from = 0;  // ms since epoch
  std::int32_t minutes = 0;
};

/// A shipping zone: `shipping.zone` is the first whose condition holds.
struct Zone {
  StringId name = 0;
  std::uint32_t condition = kNone;
};

struct Program {
  explicit Program(const StringPool* parent = nullptr) : pool(parent) {}

  Arena memory;  // what the views of this program look at
  Store store;
  std::vector<ZoneOffset> offsets;  // ascending; the first also holds before
  std::vector<Zone> zones;
  std::vector<Promotion> promotions;  // sorted: priority descending, then id by bytes
  std::vector<Effect> effects;
  std::vector<Condition> conditions;
  std::vector<std::uint32_t> children;  // of conditions
  std::vector<StringId> strings;        // operand lists
  std::vector<std::int64_t> numbers;    // operand lists
  std::vector<LocalisedText> texts;
  StringPool pool;
  CandidateIndex index;
  bool earns_points = false;  // some effect is earn_points
  std::string revision;       // sha256:... of the text that was loaded
};

/// A promotion in play: which program it stands in, and where.
struct PromotionRef {
  const Program* program = nullptr;
  std::uint32_t index = 0;
  const Promotion& operator*() const { return program->promotions[index]; }
  const Promotion* operator->() const { return &program->promotions[index]; }
  bool operator==(const PromotionRef&) const = default;
};

/// What one evaluation runs: the public rules and the fragments that came with the request.
struct Play {
  const Program* rules = nullptr;      // store, offsets and zones are its own
  const Program* fragments = nullptr;  // may be null
};

}  // namespace tendero
