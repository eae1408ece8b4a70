#include "compile/store.hpp"

#include <algorithm>

#include "compile/conditions.hpp"

namespace tendero {
namespace {

using json::Kind;
using json::Member;
using json::Value;

constexpr Bounds kDays{1, 36'500, "out_of_range"};
constexpr Bounds kHours{1, 8'760, "out_of_range"};
constexpr Bounds kMinutes{-18 * 60, 18 * 60, "out_of_range"};
constexpr Bounds kInstants{-kMaxMinor, kMaxMinor, "out_of_range"};
constexpr std::size_t kMostOffsets = 10'000;

constexpr std::string_view kStoreMembers[] = {
    "id",      "currency",    "timezone", "locale",       "prices_include_tax", "tax",
    "pricing", "floor_price", "offsets",  "dormant_days", "abandoned_hours"};
constexpr std::string_view kTaxMembers[] = {"when", "round", "rounding", "default_rate",
                                            "shipping_rate"};
constexpr std::string_view kPricingMembers[] = {"profile",   "select",   "percent_of",
                                                "rounding",  "round_at", "order",
                                                "allocator", "stacking", "discount_basis"};

constexpr std::string_view kTaxWhen[] = {"after_discount", "before_discount"};
constexpr std::string_view kTaxRound[] = {"per_line", "per_unit", "per_rate"};
constexpr std::string_view kRoundings[] = {"half_up", "half_even", "half_down", "floor", "none"};
constexpr std::string_view kSelect[] = {"best_for_customer", "priority"};
constexpr std::string_view kPercentOf[] = {"current", "original"};
constexpr std::string_view kRoundAt[] = {"line", "unit", "order"};
// The first of each is the default and what profile `tendero` does; the others belong to platform
// profiles.
constexpr std::string_view kProfiles[] = {"tendero", "sylius", "solidus",     "spree",  "vendure",
                                          "medusa",  "saleor", "woocommerce", "magento"};
constexpr std::string_view kOrders[] = {"high_first", "low_first", "by_value", "as_given"};
constexpr std::string_view kAllocators[] = {"largest_remainder", "first_lines",   "last_line",
                                            "last_lines",        "running_delta", "equal_units"};
constexpr std::string_view kStacking[] = {"sequential", "each_on_original", "best_per_line",
                                          "lanes", "one_voucher"};
constexpr std::string_view kBases[] = {"shown", "net", "gross"};

/// Reads one of some words into an enum whose values stand in the same order.
template <class Enum>
void read_enum(CompileContext& context, const Value& value, const Path& object,
               std::string_view name, std::span<const std::string_view> words, Enum& out) {
  if (!value) return;
  const Path at(object, name);
  std::size_t index = 0;
  if (read_word(value, at, context.errors, words, index)) out = static_cast<Enum>(index);
}

/// A setting of which only the first word works yet.
void only_first(CompileContext& context, const Value& pricing, const Path& object,
                std::string_view name, std::span<const std::string_view> words) {
  std::size_t index = 0;
  const Value value = pricing[name];
  if (!value) return;
  const Path at(object, name);
  if (read_word(value, at, context.errors, words, index) && index != 0)
    context.not_built(at, words[index]);
}

void read_rounding(CompileContext& context, const Value& value, const Path& object, Rounding& out) {
  if (!value) return;
  const Path at(object, "rounding");
  std::size_t index = 0;
  if (!read_word(value, at, context.errors, kRoundings, index)) return;
  if (kRoundings[index] == "none") return context.not_built(at, "none");
  out = static_cast<Rounding>(index);
}

void compile_tax(CompileContext& context, const Value& tax, const Path& at) {
  if (!tax || !expect_kind(tax, at, context.errors, Kind::object)) return;
  check_members(context, tax, at, kTaxMembers);
  Store& store = context.program.store;
  store.has_tax = true;
  read_enum(context, tax["when"], at, "when", kTaxWhen, store.tax_when);
  read_enum(context, tax["round"], at, "round", kTaxRound, store.tax_round);
  read_rounding(context, tax["rounding"], at, store.tax_rounding);
  const Path rate_at(at, "default_rate");
  if (const Value rate = tax["default_rate"]) {
    (void)read_percent(rate, rate_at, context.errors, 100, store.tax_rate);
  }
  store.shipping_rate = store.tax_rate;
  const Path shipping_at(at, "shipping_rate");
  const Value shipping = tax["shipping_rate"];
  if (shipping.text_or("") == "proportional") {
    store.shipping_rate_proportional = true;
  } else if (shipping) {
    (void)read_percent(shipping, shipping_at, context.errors, 100, store.shipping_rate);
  }
}

void compile_pricing(CompileContext& context, const Value& pricing, const Path& at) {
  if (!pricing || !expect_kind(pricing, at, context.errors, Kind::object)) return;
  check_members(context, pricing, at, kPricingMembers);
  Store& store = context.program.store;
  only_first(context, pricing, at, "profile", kProfiles);
  only_first(context, pricing, at, "order", kOrders);
  only_first(context, pricing, at, "allocator", kAllocators);
  only_first(context, pricing, at, "stacking", kStacking);
  only_first(context, pricing, at, "discount_basis", kBases);
  read_enum(context, pricing["select"], at, "select", kSelect, store.select);
  read_enum(context, pricing["percent_of"], at, "percent_of", kPercentOf, store.percent_of);
  read_rounding(context, pricing["rounding"], at, store.rounding);
  read_enum(context, pricing["round_at"], at, "round_at", kRoundAt, store.round_at);
}

void compile_offsets(CompileContext& context, const Value& offsets, const Path& at) {
  if (!offsets || !expect_kind(offsets, at, context.errors, Kind::array)) return;
  if (offsets.size() > kMostOffsets) {
    return context.errors.add("too_many", at,
                              TENDERO_SAY(join({digits(offsets.size()), " offsets"})),
                              TENDERO_SAY(join({"at most ", digits(kMostOffsets)})));
  }
  std::size_t index = 0;
  for (const Value pair : offsets.elements()) {
    const Path here(at, index++);
    if (!pair.is(Kind::array) || pair.size() != 2) {
      return context.errors.add("wrong_type", here, pair, "[ms since 1970, minutes]");
    }
    std::int64_t ends[2] = {0, 0};
    std::size_t part = 0;
    for (const Value number : pair.elements()) {
      const Path number_at(here, part);
      const Bounds& bounds = part == 0 ? kInstants : kMinutes;
      if (!read_integer(number, number_at, context.errors, bounds, ends[part++])) return;
    }
    if (!context.program.offsets.empty() && context.program.offsets.back().from >= ends[0]) {
      return context.errors.add("not_ascending", here, TENDERO_SAY(digits(ends[0])),
                                "a later instant");
    }
    context.program.offsets.push_back({ends[0], static_cast<std::int32_t>(ends[1])});
  }
}

bool is_zone_name(std::string_view name) {
  if (name == "UTC") return true;
  const std::size_t slash = name.find('/');
  const auto is_part = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '/' || c == '-' || c == '+';
  };
  return slash != name.npos && slash > 0 && slash + 1 < name.size() && name.size() <= 64 &&
         std::all_of(name.begin(), name.end(), is_part);
}

void compile_zone_name(CompileContext& context, const Value& value, const Path& at) {
  Store& store = context.program.store;
  store.timezone = "UTC";
  std::string_view name;
  if (value && read_text(value, at, context.errors, name)) {
    store.timezone = context.keep(name);
    if (!is_zone_name(name)) {
      context.errors.add_quoted("timezone_invalid", at, name,
                                "an IANA name such as \"Europe/Madrid\", or \"UTC\"");
    }
  }
}

}  // namespace

void check_members(CompileContext& context, const Value& object, const Path& at,
                   std::span<const std::string_view> known,
                   std::span<const std::string_view> later) {
  const auto has = [](std::span<const std::string_view> words, std::string_view name) {
    return std::find(words.begin(), words.end(), name) != words.end();
  };
  for (const Member& member : object.members()) {
    if (has(known, member.name)) continue;
    if (has(later, member.name)) {
      const Path here(at, member.name);
      context.not_built(here, member.name);
    } else {
      refuse_member(member.name, at, context.errors, known);
    }
  }
}

bool check_currency(std::string_view currency, const Path& at, Errors& errors) {
  const auto is_upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  if (currency.size() == 3 && std::all_of(currency.begin(), currency.end(), is_upper)) return true;
  errors.add_quoted("currency_invalid", at, currency,
                    "three capital letters of ISO 4217, such as \"EUR\"");
  return false;
}

Range compile_text(CompileContext& context, const Value& value, const Path& at) {
  Program& program = context.program;
  const auto first = static_cast<std::uint32_t>(program.texts.size());
  if (value.is(Kind::text)) {
    program.texts.push_back({{}, context.keep(value.text())});
    return {first, 1};
  }
  if (!value.is(Kind::object) || value.size() == 0) {
    context.errors.add("wrong_type", at, value, "a text, or {\"es\": …, \"en\": …}");
    return {};
  }
  for (const Member& member : value.members()) {
    const Path here(at, member.name);
    const auto is_tag = [](char c) {
      return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    };
    const bool sound = member.name.size() >= 2 && member.name.size() <= 35 &&
                       std::all_of(member.name.begin(), member.name.end(), is_tag);
    std::string_view text;
    if (!sound) {
      context.errors.add_quoted("locale_invalid", here, member.name,
                                "a language such as \"es\" or \"es-MX\"");
    } else if (read_text(member.value, here, context.errors, text)) {
      program.texts.push_back({context.keep(member.name), context.keep(text)});
    }
  }
  return {first, static_cast<std::uint32_t>(program.texts.size()) - first};
}

void compile_store(CompileContext& context, const Value& value, const Path& at) {
  Store& store = context.program.store;
  const Path zone_at(at, "timezone");
  compile_zone_name(context, value["timezone"], zone_at);
  context.has_clock = store.timezone == "UTC" || store.timezone == "Etc/UTC";
  if (!value || !expect_kind(value, at, context.errors, Kind::object)) return;
  check_members(context, value, at, kStoreMembers);
  const Path id_at(at, "id");
  std::string_view text;
  if (value["id"] && read_name(value["id"], id_at, context.errors, text))
    store.id = context.keep(text);
  const Path currency_at(at, "currency");
  if (value["currency"] && read_text(value["currency"], currency_at, context.errors, text) &&
      check_currency(text, currency_at, context.errors)) {
    store.currency = context.keep(text);
  }
  const Path locale_at(at, "locale");
  if (value["locale"] && read_text(value["locale"], locale_at, context.errors, text)) {
    store.locale = context.keep(text);
  }
  const Path include_at(at, "prices_include_tax");
  if (const Value include = value["prices_include_tax"]) {
    (void)read_boolean(include, include_at, context.errors, store.prices_include_tax);
  }
  const Path floor_at(at, "floor_price");
  if (const Value floor = value["floor_price"]) {
    (void)read_integer(floor, floor_at, context.errors, kMoneyBounds, store.floor_price);
  }
  const Path dormant_at(at, "dormant_days");
  if (const Value days = value["dormant_days"]) {
    (void)read_integer(days, dormant_at, context.errors, kDays, store.dormant_days);
  }
  const Path abandoned_at(at, "abandoned_hours");
  if (const Value hours = value["abandoned_hours"]) {
    (void)read_integer(hours, abandoned_at, context.errors, kHours, store.abandoned_hours);
  }
  const Path tax_at(at, "tax");
  compile_tax(context, value["tax"], tax_at);
  const Path pricing_at(at, "pricing");
  compile_pricing(context, value["pricing"], pricing_at);
  const Path offsets_at(at, "offsets");
  compile_offsets(context, value["offsets"], offsets_at);
  context.has_clock = context.has_clock || !context.program.offsets.empty();
}

void compile_zones(CompileContext& context, const Value& shipping, const Path& at) {
  if (!shipping || !expect_kind(shipping, at, context.errors, Kind::object)) return;
  constexpr std::string_view kKnown[] = {"zones"};
  check_members(context, shipping, at, kKnown);
  const Path zones_at(at, "zones");
  const Value zones = shipping["zones"];
  if (!zones || !expect_kind(zones, zones_at, context.errors, Kind::object)) return;
  context.in_zone = true;
  for (const Member& member : zones.members()) {
    const Path here(zones_at, member.name);
    if (!check_name(member.name, here, context.errors)) continue;
    const std::uint32_t node =
        compile_condition(context, member.value, here, {}, ConditionScope::cart);
    if (node != kNone) context.program.zones.push_back({context.intern(member.name), node});
  }
  context.in_zone = false;
}

}  // namespace tendero
