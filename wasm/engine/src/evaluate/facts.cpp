#include "evaluate/facts.hpp"

#include <algorithm>

#include "base/sort.hpp"
#include "evaluate/conditions.hpp"
#include "evaluate/tax.hpp"
#include "program/wall_clock.hpp"

namespace tendero {
namespace {

constexpr std::int64_t kMsPerMinute = 60'000;
constexpr std::int64_t kMsPerDay = 86'400'000;

Value number_value(std::int64_t number) {
  Value value;
  value.kind = ValueKind::number;
  value.number = number;
  return value;
}

Value money_value(Money amount) {
  return number_value(amount.minor());
}

Value boolean_value(bool boolean) {
  Value value;
  value.kind = ValueKind::boolean;
  value.boolean = boolean;
  return value;
}

/// An empty text counts as not given.
Value text_value(Text text) {
  Value value;
  if (text.bytes.empty()) return value;
  value.kind = ValueKind::text;
  value.text = text;
  return value;
}

Value set_value(Slice<Text> set) {
  Value value;
  if (set.empty()) return value;
  value.kind = ValueKind::set;
  value.set = set;
  return value;
}

/// A text that the engine computes, with the id that the rules know it by.
Value computed_text(const Context& context, std::string_view bytes) {
  const Program* program =
      context.play.fragments != nullptr ? context.play.fragments : context.play.rules;
  return text_value({bytes, program->pool.find(bytes)});
}

Value given(const Value& value) {
  if (value.kind == ValueKind::text && value.text.bytes.empty()) return {};
  if (value.kind == ValueKind::set && value.set.empty()) return {};
  return value;
}

Value attribute_of(Slice<Attribute> attributes, StringId name) {
  for (const Attribute& attribute : attributes) {
    if (attribute.name.id == name) return given(attribute.value);
  }
  return {};
}

const Value& given_fact(const Request& request, Fact fact) {
  return request.facts[static_cast<unsigned>(fact)];
}

std::int64_t quantity_of(const Request& request) {
  std::int64_t sum = 0;
  for (const Line& line : request.lines) sum += line.quantity;
  return sum;
}

/// Grams; a line without a weight counts 0. Stops at the largest number rather than wrapping.
std::int64_t weight_of(const Request& request) {
  std::int64_t sum = 0;
  for (const Line& line : request.lines) {
    std::int64_t weight = 0;
    if (__builtin_mul_overflow(line.weight, line.quantity, &weight) ||
        __builtin_add_overflow(sum, weight, &sum)) {
      return kMaxMinor;
    }
  }
  return std::min(sum, kMaxMinor);
}

Value first_order(const Request& request) {
  const Value& orders = given_fact(request, Fact::customer_orders);
  if (orders.kind != ValueKind::number) return {};
  return boolean_value(orders.number == 0);
}

/// The first that holds (rules.md section 3).
std::string_view stage_of(const Context& context) {
  const Request& request = context.request;
  const Value& orders = given_fact(request, Fact::customer_orders);
  const Value& last_order = given_fact(request, Fact::customer_last_order_days);
  const Value& cart_age = given_fact(request, Fact::cart_age_hours);
  const Value& newsletter = given_fact(request, Fact::customer_newsletter);
  if (orders.kind == ValueKind::number && orders.number >= 1) {
    if (last_order.kind == ValueKind::number && last_order.number > context.store().dormant_days) {
      return "dormant";
    }
    return orders.number >= 2 ? "repeat" : "customer";
  }
  if (cart_age.kind == ValueKind::number && cart_age.number > context.store().abandoned_hours) {
    return "cart_abandoned";
  }
  return newsletter.kind == ValueKind::boolean && newsletter.boolean ? "subscribed" : "new";
}

std::int64_t wall_clock(const Context& context) {
  const Program& rules = *context.play.rules;
  return to_wall(rules.offsets, context.request.now);
}

std::int64_t floor_div(std::int64_t a, std::int64_t b) {
  return a / b - (a % b < 0 ? 1 : 0);
}

Value weekday(const Context& context) {
  constexpr std::string_view kDays[] = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};
  const std::int64_t days = floor_div(wall_clock(context), kMsPerDay);
  const std::int64_t from_monday = ((days + 3) % 7 + 7) % 7;  // 1970-01-01 was a Thursday
  return computed_text(context, kDays[from_monday]);
}

Value time_of_day(const Context& context) {
  const std::int64_t wall = wall_clock(context);
  return number_value((wall - floor_div(wall, kMsPerDay) * kMsPerDay) / kMsPerMinute);
}

Value zone_of(const Moment& moment) {
  const Program& rules = *moment.context.play.rules;
  for (const Zone& zone : rules.zones) {
    if (zone.condition == kNone || holds(moment, rules, zone.condition)) {
      return text_value({rules.pool.view(zone.name), zone.name});
    }
  }
  return {};
}

Value method_of(const Moment& moment) {
  const Request& request = moment.context.request;
  if (moment.option != kNone) return text_value(request.options[moment.option].id);
  return given(given_fact(request, Fact::shipping_method));
}

Value shipping_price_of(const Moment& moment) {
  if (moment.option == kNone) return {};
  return money_value(moment.context.request.options[moment.option].price);
}

}  // namespace

Value read_fact(const Moment& moment, Fact fact, StringId attribute) {
  Context& context = moment.context;
  const Request& request = context.request;
  switch (fact) {
    case Fact::shipping_method:
      return method_of(moment);
    case Fact::cart_attribute:
      return attribute_of(request.cart_attributes, attribute);
    case Fact::customer_attribute:
      return attribute_of(request.customer_attributes, attribute);
    case Fact::context_utm:
      return attribute_of(request.context_utm, attribute);
    case Fact::cart_subtotal:
      return money_value(request.subtotal);
    case Fact::cart_quantity:
      return number_value(quantity_of(request));
    case Fact::cart_lines:
      return number_value(static_cast<std::int64_t>(request.lines.size()));
    case Fact::cart_weight:
      return number_value(weight_of(request));
    case Fact::cart_has_code:
      return boolean_value(!context.accepted_codes.empty());
    case Fact::cart_codes:
      return set_value(context.accepted_codes);
    case Fact::shipping_zone:
      return zone_of(moment);
    case Fact::shipping_price:
      return shipping_price_of(moment);
    case Fact::customer_first_order:
      return first_order(request);
    case Fact::customer_stage:
      return computed_text(context, stage_of(context));
    case Fact::context_weekday:
      return weekday(context);
    case Fact::context_time:
      return time_of_day(context);
    case Fact::cart_discounted_subtotal:
      return money_value(moment.state != nullptr ? moment.state->goods : request.subtotal);
    case Fact::cart_total:
      if (moment.state == nullptr) return money_value(request.subtotal);
      return money_value(total_now(context, *moment.state));
    default:
      break;
  }
  TENDERO_ASSERT(static_cast<unsigned>(fact) < kGivenFacts);
  return given(given_fact(request, fact));
}

Value read_line_fact(const Moment& moment, Fact fact, StringId attribute, std::uint32_t line) {
  const Line& of = moment.context.request.lines[line];
  switch (fact) {
    case Fact::line_id:
      return text_value(of.id);
    case Fact::line_sku:
      return text_value(of.sku);
    case Fact::line_product:
      return text_value(of.product);
    case Fact::line_brand:
      return text_value(of.brand);
    case Fact::line_categories:
      return set_value(of.categories);
    case Fact::line_collections:
      return set_value(of.collections);
    case Fact::line_tags:
      return set_value(of.tags);
    case Fact::line_price:
      return money_value(of.unit_price);
    case Fact::line_list_price:
      return of.has_list_price ? money_value(of.list_price) : Value{};
    case Fact::line_on_sale:
      return boolean_value(of.has_list_price && of.list_price > of.unit_price);
    case Fact::line_quantity:
      return number_value(of.quantity);
    case Fact::line_subtotal:
      return money_value(of.subtotal());
    case Fact::line_discounted:
      return money_value(moment.state != nullptr ? of.subtotal() - moment.state->totals[line]
                                                 : Money());
    case Fact::line_subscription:
      return of.has_subscription ? boolean_value(of.subscription) : Value{};
    case Fact::line_attribute:
      return attribute_of(of.attributes, attribute);
    default:
      break;
  }
  TENDERO_ASSERT(false);
}

std::span<const std::uint32_t> product_numbers(Context& context) {
  const Slice<Line>& lines = context.request.lines;
  if (!context.products.empty() || lines.empty()) return context.products;
  const auto order = context.arena.make<std::uint32_t>(lines.size());
  const auto numbers = context.arena.make<std::uint32_t>(lines.size());
  const auto scratch = context.arena.make<std::uint32_t>(lines.size());
  if (order.empty() || numbers.empty() || scratch.empty()) return {};
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  const auto has_product = [&](std::uint32_t i) { return !lines[i].product.bytes.empty(); };
  const auto key = [&](std::uint32_t i) {
    return has_product(i) ? lines[i].product.bytes : lines[i].sku.bytes;
  };
  const auto same = [&](std::uint32_t a, std::uint32_t b) {
    return has_product(a) == has_product(b) && key(a) == key(b);
  };
  sort_positions(order, scratch, [&](std::uint32_t a, std::uint32_t b) {
    return has_product(a) != has_product(b) ? has_product(a) : key(a) < key(b);
  });
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (i > 0 && !same(order[i - 1], order[i])) ++number;
    numbers[order[i]] = number;
  }
  context.products = numbers;
  return numbers;
}

}  // namespace tendero
