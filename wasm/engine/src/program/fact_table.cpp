#include "program/fact_table.hpp"

#include "base/assert.hpp"

namespace tendero {
namespace {

using enum FactKind;
constexpr FactScope kCart = FactScope::cart;
constexpr FactScope kSum = FactScope::sum;
constexpr FactScope kLine = FactScope::line;

constexpr FactEntry kFacts[] = {
    {"cart.subtotal", Fact::cart_subtotal, money, kCart},
    {"cart.discounted_subtotal", Fact::cart_discounted_subtotal, money, kCart},
    {"cart.total", Fact::cart_total, money, kCart},
    {"cart.quantity", Fact::cart_quantity, number, kCart},
    {"cart.lines", Fact::cart_lines, number, kCart},
    {"cart.weight", Fact::cart_weight, number, kCart},
    {"cart.has_code", Fact::cart_has_code, boolean, kCart},
    {"cart.codes", Fact::cart_codes, set, kCart},
    {"cart.attributes.", Fact::cart_attribute, free, kCart},
    {"lines.subtotal", Fact::lines_subtotal, money, kSum},
    {"lines.discounted_subtotal", Fact::lines_discounted_subtotal, money, kSum},
    {"lines.quantity", Fact::lines_quantity, number, kSum},
    {"lines.count", Fact::lines_count, number, kSum},
    {"lines.distinct_products", Fact::lines_distinct_products, number, kSum},
    {"line.id", Fact::line_id, text, kLine},
    {"line.sku", Fact::line_sku, text, kLine},
    {"line.product", Fact::line_product, text, kLine},
    {"line.categories", Fact::line_categories, set, kLine},
    {"line.collections", Fact::line_collections, set, kLine},
    {"line.brand", Fact::line_brand, text, kLine},
    {"line.tags", Fact::line_tags, set, kLine},
    {"line.price", Fact::line_price, money, kLine},
    {"line.list_price", Fact::line_list_price, money, kLine},
    {"line.on_sale", Fact::line_on_sale, boolean, kLine},
    {"line.quantity", Fact::line_quantity, number, kLine},
    {"line.subtotal", Fact::line_subtotal, money, kLine},
    {"line.discounted", Fact::line_discounted, money, kLine},
    {"line.subscription", Fact::line_subscription, boolean, kLine},
    {"line.attributes.", Fact::line_attribute, free, kLine},
    {"shipping.country", Fact::shipping_country, text, kCart},
    {"shipping.region", Fact::shipping_region, text, kCart},
    {"shipping.postcode", Fact::shipping_postcode, text, kCart},
    {"shipping.method", Fact::shipping_method, text, kCart},
    {"shipping.zone", Fact::shipping_zone, text, kCart},
    {"shipping.price", Fact::shipping_price, money, kCart},
    {"customer.id", Fact::customer_id, text, kCart},
    {"customer.logged_in", Fact::customer_logged_in, boolean, kCart},
    {"customer.groups", Fact::customer_groups, set, kCart},
    {"customer.tier", Fact::customer_tier, text, kCart},
    {"customer.points", Fact::customer_points, number, kCart},
    {"customer.orders", Fact::customer_orders, number, kCart},
    {"customer.first_order", Fact::customer_first_order, boolean, kCart},
    {"customer.spent", Fact::customer_spent, money, kCart},
    {"customer.last_order_days", Fact::customer_last_order_days, number, kCart},
    {"customer.since_days", Fact::customer_since_days, number, kCart},
    {"customer.birthday_in_days", Fact::customer_birthday_in_days, number, kCart},
    {"customer.newsletter", Fact::customer_newsletter, boolean, kCart},
    {"customer.source", Fact::customer_source, text, kCart},
    {"customer.referrer", Fact::customer_referrer, text, kCart},
    {"customer.stage", Fact::customer_stage, text, kCart},
    {"customer.complaints", Fact::customer_complaints, number, kCart},
    {"customer.email_domain", Fact::customer_email_domain, text, kCart},
    {"customer.attributes.", Fact::customer_attribute, free, kCart},
    {"context.channel", Fact::context_channel, text, kCart},
    {"context.device", Fact::context_device, text, kCart},
    {"context.locale", Fact::context_locale, text, kCart},
    {"context.country", Fact::context_country, text, kCart},
    {"context.weekday", Fact::context_weekday, text, kCart},
    {"context.time", Fact::context_time, time_of_day, kCart},
    {"context.payment_method", Fact::context_payment_method, text, kCart},
    {"context.page", Fact::context_page, text, kCart},
    {"context.step", Fact::context_step, text, kCart},
    {"context.visits", Fact::context_visits, number, kCart},
    {"context.seconds_on_page", Fact::context_seconds_on_page, number, kCart},
    {"context.utm.", Fact::context_utm, text, kCart},
};

constexpr std::string_view kOperators[] = {
    "eq",       "ne",          "gt",        "gte",      "lt",      "lte",
    "between",  "in",          "not_in",    "has",      "has_any", "has_all",
    "has_none", "starts_with", "ends_with", "contains", "exists"};

}  // namespace

std::span<const FactEntry> fact_table() {
  return kFacts;
}

const FactEntry* find_fact(std::string_view name) {
  for (const FactEntry& entry : kFacts) {
    const bool prefix = entry.name.back() == '.';
    if (prefix ? name.size() > entry.name.size() && name.substr(0, entry.name.size()) == entry.name
               : name == entry.name) {
      return &entry;
    }
  }
  return nullptr;
}

const FactEntry& entry_of(Fact fact) {
  for (const FactEntry& entry : kFacts) {
    if (entry.fact == fact) return entry;
  }
  TENDERO_ASSERT(false);
}

std::string_view name_of(Operator op) {
  return kOperators[static_cast<unsigned>(op)];
}

bool find_operator(std::string_view name, Operator& op) {
  for (unsigned i = 0; i < std::size(kOperators); ++i) {
    if (kOperators[i] != name) continue;
    op = static_cast<Operator>(i);
    return true;
  }
  return false;
}

bool allows(FactKind kind, Operator op) {
  switch (op) {
    case Operator::eq:
    case Operator::ne:
    case Operator::exists:
      return true;
    case Operator::gt:
    case Operator::gte:
    case Operator::lt:
    case Operator::lte:
    case Operator::between:
      return kind == money || kind == number || kind == time_of_day || kind == free;
    case Operator::in:
    case Operator::not_in:
      return kind == text || kind == money || kind == number || kind == free;
    case Operator::has:
    case Operator::has_any:
    case Operator::has_all:
    case Operator::has_none:
      return kind == set || kind == free;
    case Operator::starts_with:
    case Operator::ends_with:
    case Operator::contains:
      return kind == text || kind == free;
  }
  return false;
}

}  // namespace tendero
