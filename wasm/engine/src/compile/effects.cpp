#include "compile/effects.hpp"

#include "base/limits.hpp"
#include "base/sorted.hpp"
#include "compile/conditions.hpp"
#include "compile/store.hpp"

namespace tendero {
namespace {

using json::Kind;
using json::Value;

constexpr Bounds kUnits{1, limits::kQuantity, "out_of_range"};
constexpr Bounds kPointCount{1, 1'000'000'000, "out_of_range"};
constexpr Bounds kAmountAbove0{1, kMaxMinor, "amount_invalid"};

constexpr std::string_view kTypes[] = {"percent_off", "amount_off",    "fixed_price",
                                       "buy_x_get_y", "free_shipping", "earn_points"};
constexpr std::string_view kLaterTypes[] = {"bundle",       "per_group",    "tiered", "gift",
                                            "shipping_off", "store_credit", "message"};
constexpr std::string_view kTargets[] = {"lines", "units", "order", "shipping",
                                         "order_and_shipping"};
constexpr std::string_view kPicks[] = {"cheapest", "dearest", "cart_order"};
constexpr std::string_view kAllocate[] = {"across", "each"};
constexpr std::string_view kGrouping[] = {"none", "each"};
constexpr std::string_view kScopes[] = {"cart", "line"};

// The members that each type knows, besides `type`.
constexpr std::string_view kPercentOff[] = {"type",       "target",    "percent", "where",
                                            "max_amount", "max_units", "pick"};
constexpr std::string_view kAmountOff[] = {"type",  "target",    "amount", "allocate",
                                           "where", "max_units", "pick"};
constexpr std::string_view kFixedPrice[] = {"type", "target", "amount", "where", "quantity"};
constexpr std::string_view kBuyGet[] = {"type",     "buy",     "get",  "pick",
                                        "grouping", "partial", "scope"};
constexpr std::string_view kFreeShipping[] = {"type", "methods", "countries", "max_amount"};
constexpr std::string_view kEarnPoints[] = {"type", "points", "per", "multiply"};
constexpr std::string_view kBuy[] = {"where", "quantity", "amount"};
constexpr std::string_view kGet[] = {"where", "quantity", "percent_off", "amount_off",
                                     "fixed_price"};

class EffectCompiler {
 public:
  EffectCompiler(CompileContext& context, const Value& value, const Path& at,
                 const std::string& pointer)
      : context_(context), errors_(context.errors), value_(value), at_(at), pointer_(pointer) {}

  bool compile();

 private:
  void members(std::span<const std::string_view> known) {
    check_members(context_, value_, at_, known);
  }
  template <class Enum>
  void word(const char* name, std::span<const std::string_view> words, Enum& out) {
    const Path here(at_, name);
    std::size_t index = 0;
    const Value value = value_[name];
    if (value && read_word(value, here, errors_, words, index)) out = static_cast<Enum>(index);
  }
  bool required(const Value& value, const Path& object, const char* name);
  void integer(const Value& object, const Path& at, const char* name, const Bounds& bounds,
               std::int64_t& out);
  void money(const Value& object, const Path& at, const char* name, Money& out);
  void percent(const Value& object, const Path& at, const char* name, PartsPerMillion& out);
  std::uint32_t where(const Value& object, const Path& at, const std::string& pointer);
  void target();
  void only_for_lines(const char* name);
  Range strings(const char* name);

  void percent_off();
  void amount_off();
  void fixed_price();
  void buy_x_get_y();
  void buy(const Value& value, const Path& at);
  void get(const Value& value, const Path& at);
  void free_shipping();
  void earn_points();

  CompileContext& context_;
  Errors& errors_;
  const Value& value_;
  const Path& at_;
  const std::string& pointer_;
  Effect effect_;
};

bool EffectCompiler::required(const Value& value, const Path& object, const char* name) {
  if (!value) errors_.required(object, name);
  return static_cast<bool>(value);
}

void EffectCompiler::integer(const Value& object, const Path& at, const char* name,
                             const Bounds& bounds, std::int64_t& out) {
  const Path here(at, name);
  if (const Value value = object[name]) (void)read_integer(value, here, errors_, bounds, out);
}

void EffectCompiler::money(const Value& object, const Path& at, const char* name, Money& out) {
  const Path here(at, name);
  if (required(object[name], at, name)) (void)read_money(object[name], here, errors_, out);
}

void EffectCompiler::percent(const Value& object, const Path& at, const char* name,
                             PartsPerMillion& out) {
  const Path here(at, name);
  if (required(object[name], at, name)) (void)read_percent(object[name], here, errors_, 100, out);
}

std::uint32_t EffectCompiler::where(const Value& object, const Path& at,
                                    const std::string& pointer) {
  const Value value = object["where"];
  if (!value) return kNone;
  const Path here(at, "where");
  return compile_condition(context_, value, here, pointer + "/where", ConditionScope::line);
}

void EffectCompiler::target() {
  word("target", kTargets, effect_.target);
  switch (effect_.target) {
    case Target::lines:
    case Target::units:
      effect_.phase = Phase::lines;
      break;
    case Target::order:
      effect_.phase = Phase::order;
      break;
    case Target::shipping:
      effect_.phase = Phase::shipping;
      break;
    case Target::order_and_shipping:
      effect_.phase = Phase::order_and_shipping;
      break;
  }
}

/// Members that say which units are meant make no sense for one amount over the whole order.
void EffectCompiler::only_for_lines(const char* name) {
  if (effect_.phase == Phase::lines || !value_[name]) return;
  const Path here(at_, name);
  errors_.add_quoted("wrong_member", here, name, "only with the targets lines and units");
}

Range EffectCompiler::strings(const char* name) {
  Program& program = context_.program;
  const Value list = value_[name];
  const Path here(at_, name);
  if (!list || !expect_kind(list, here, errors_, Kind::array)) return {};
  std::vector<StringId> ids;
  std::size_t index = 0;
  for (const Value element : list.elements()) {
    const Path element_at(here, index++);
    std::string_view text;
    if (read_text(element, element_at, errors_, text)) ids.push_back(context_.intern(text));
  }
  if (list.size() == 0)
    errors_.add("empty_list", here, "an empty list", "at least one, or no such member");
  sort_unique(ids);
  const Range range{static_cast<std::uint32_t>(program.strings.size()),
                    static_cast<std::uint32_t>(ids.size())};
  program.strings.insert(program.strings.end(), ids.begin(), ids.end());
  return range;
}

void EffectCompiler::percent_off() {
  members(kPercentOff);
  target();
  percent(value_, at_, "percent", effect_.percent);
  integer(value_, at_, "max_amount", kMoneyBounds, effect_.max_amount);
  integer(value_, at_, "max_units", kUnits, effect_.max_units);
  word("pick", kPicks, effect_.pick);
  effect_.where = where(value_, at_, pointer_);
  only_for_lines("max_units");
  only_for_lines("pick");
  if (effect_.target == Target::shipping) only_for_lines("where");
}

void EffectCompiler::amount_off() {
  members(kAmountOff);
  target();
  money(value_, at_, "amount", effect_.amount);
  word("allocate", kAllocate, effect_.allocate);
  integer(value_, at_, "max_units", kUnits, effect_.max_units);
  word("pick", kPicks, effect_.pick);
  effect_.where = where(value_, at_, pointer_);
  only_for_lines("max_units");
  only_for_lines("pick");
  if (effect_.target == Target::shipping) only_for_lines("where");
  if (effect_.allocate == Allocate::each) only_for_lines("allocate");
}

void EffectCompiler::fixed_price() {
  members(kFixedPrice);
  target();
  money(value_, at_, "amount", effect_.amount);
  integer(value_, at_, "quantity", kUnits, effect_.quantity);
  effect_.where = where(value_, at_, pointer_);
  only_for_lines("quantity");
  if (effect_.target == Target::shipping) only_for_lines("where");
}

void EffectCompiler::buy(const Value& value, const Path& at) {
  if (!expect_kind(value, at, errors_, Kind::object)) return;
  check_members(context_, value, at, kBuy);
  effect_.buy_where = where(value, at, pointer_ + "/buy");
  integer(value, at, "quantity", kUnits, effect_.buy_quantity);
  integer(value, at, "amount", kAmountAbove0, effect_.buy_amount);
  if (static_cast<bool>(value["quantity"]) == static_cast<bool>(value["amount"])) {
    errors_.add("one_of", at, value["amount"] ? "quantity and amount" : "neither",
                "either quantity or amount");
  }
}

void EffectCompiler::get(const Value& value, const Path& at) {
  if (!expect_kind(value, at, errors_, Kind::object)) return;
  check_members(context_, value, at, kGet);
  effect_.get_where = where(value, at, pointer_ + "/get");
  effect_.get_quantity = 1;
  integer(value, at, "quantity", kUnits, effect_.get_quantity);
  const Value percent_value = value["percent_off"];
  const Value amount_value = value["amount_off"];
  const Value price_value = value["fixed_price"];
  const int given = (percent_value ? 1 : 0) + (amount_value ? 1 : 0) + (price_value ? 1 : 0);
  if (given != 1) {
    return errors_.add("one_of", at, TENDERO_SAY(join({digits(given), " of them"})),
                       "one of percent_off, amount_off, fixed_price");
  }
  if (percent_value) {
    percent(value, at, "percent_off", effect_.percent);
  } else {
    effect_.get_change = amount_value ? Change::amount_off : Change::fixed_price;
    money(value, at, amount_value ? "amount_off" : "fixed_price", effect_.amount);
  }
}

void EffectCompiler::buy_x_get_y() {
  members(kBuyGet);
  effect_.phase = Phase::lines;
  const Path buy_at(at_, "buy");
  const Path get_at(at_, "get");
  if (required(value_["buy"], at_, "buy")) buy(value_["buy"], buy_at);
  if (required(value_["get"], at_, "get")) get(value_["get"], get_at);
  word("pick", kPicks, effect_.pick);
  word("grouping", kGrouping, effect_.grouping);
  std::size_t scope = 0;
  word("scope", kScopes, scope);
  effect_.scope_line = scope == 1;
  if (effect_.grouping == Grouping::each && value_["buy"]["amount"]) {
    const Path grouping_at(at_, "grouping");
    context_.not_built(grouping_at, "each with buy.amount");
  }
  const Path partial_at(at_, "partial");
  if (const Value partial = value_["partial"]) {
    (void)read_boolean(partial, partial_at, errors_, effect_.partial);
  }
}

void EffectCompiler::free_shipping() {
  members(kFreeShipping);
  effect_.phase = Phase::shipping;
  effect_.target = Target::shipping;
  effect_.percent = kWhole;
  effect_.methods = strings("methods");
  effect_.countries = strings("countries");
  integer(value_, at_, "max_amount", kMoneyBounds, effect_.max_amount);
}

void EffectCompiler::earn_points() {
  members(kEarnPoints);
  effect_.phase = Phase::rewards;
  const bool multiply = static_cast<bool>(value_["multiply"]);
  if (multiply == static_cast<bool>(value_["points"]) || (multiply && value_["per"])) {
    return errors_.add("one_of", at_, multiply ? "multiply and others" : "none of them",
                       "points; per and points; or multiply");
  }
  if (multiply) {
    const Path here(at_, "multiply");
    effect_.multiplies = true;
    (void)read_factor(value_["multiply"], here, errors_, effect_.percent);
    return;
  }
  integer(value_, at_, "points", kPointCount, effect_.points);
  integer(value_, at_, "per", kAmountAbove0, effect_.per);
}

bool EffectCompiler::compile() {
  if (!expect_kind(value_, at_, errors_, Kind::object)) return false;
  const std::size_t before = errors_.size();
  const Path type_at(at_, "type");
  const Value type = value_["type"];
  if (!required(type, at_, "type") || !expect_kind(type, type_at, errors_, Kind::text))
    return false;
  for (const std::string_view later : kLaterTypes) {
    if (type.text() != later) continue;
    context_.not_built(type_at, later);
    return false;
  }
  std::size_t index = 0;
  if (!read_word(type, type_at, errors_, kTypes, index)) return false;
  effect_.type = static_cast<EffectType>(index);
  effect_.pointer = context_.keep(pointer_);
  switch (effect_.type) {
    case EffectType::percent_off:
      percent_off();
      break;
    case EffectType::amount_off:
      amount_off();
      break;
    case EffectType::fixed_price:
      fixed_price();
      break;
    case EffectType::buy_x_get_y:
      buy_x_get_y();
      break;
    case EffectType::free_shipping:
      free_shipping();
      break;
    case EffectType::earn_points:
      earn_points();
      break;
  }
  context_.program.effects.push_back(effect_);
  return errors_.size() == before;
}

}  // namespace

bool compile_effect(CompileContext& context, const Value& value, const Path& at,
                    const std::string& pointer) {
  return EffectCompiler(context, value, at, pointer).compile();
}

std::uint8_t classes_of(const Effect& effect) {
  switch (effect.phase) {
    case Phase::lines:
      return kClassLine;
    case Phase::order:
      return kClassOrder;
    case Phase::shipping:
      return kClassShipping;
    case Phase::order_and_shipping:
      return kClassOrder | kClassShipping;
    case Phase::rewards:
      return 0;
  }
  return 0;
}

}  // namespace tendero
