#pragma once
// What a condition can ask about (rules.md section 3). The names, groups and kinds stand in one
// table, compile/fact_table.cpp; here are the numbers that the compiled form uses.

#include <cstdint>

namespace tendero {

enum class Fact : std::uint8_t {
  // read from the request as they are; they index Request::facts
  shipping_country,
  shipping_region,
  shipping_postcode,
  shipping_method,
  customer_id,
  customer_logged_in,
  customer_groups,
  customer_tier,
  customer_points,
  customer_orders,
  customer_spent,
  customer_last_order_days,
  customer_since_days,
  customer_birthday_in_days,
  customer_newsletter,
  customer_source,
  customer_referrer,
  customer_complaints,
  customer_email_domain,
  context_channel,
  context_device,
  context_locale,
  context_country,
  context_payment_method,
  context_page,
  context_step,
  context_visits,
  context_seconds_on_page,
  cart_age_hours,  // not a name of the language: the input of customer.stage
  last_given = cart_age_hours,

  // free names: looked up by attribute name in the request
  cart_attribute,
  customer_attribute,
  context_utm,

  // computed from the request alone
  cart_subtotal,
  cart_quantity,
  cart_lines,
  cart_weight,
  cart_has_code,
  cart_codes,
  shipping_zone,
  shipping_price,
  customer_first_order,
  customer_stage,
  context_weekday,
  context_time,

  // see what has run so far
  cart_discounted_subtotal,
  cart_total,

  // sums over lines, with an optional `where`
  lines_subtotal,
  lines_discounted_subtotal,
  lines_quantity,
  lines_count,
  lines_distinct_products,

  // of one line, inside `where`
  line_id,
  line_sku,
  line_product,
  line_categories,
  line_collections,
  line_brand,
  line_tags,
  line_price,
  line_list_price,
  line_on_sale,
  line_quantity,
  line_subtotal,
  line_discounted,
  line_subscription,
  line_attribute,
};

inline constexpr unsigned kGivenFacts = static_cast<unsigned>(Fact::last_given) + 1;

enum class Operator : std::uint8_t {
  eq,
  ne,
  gt,
  gte,
  lt,
  lte,
  between,
  in,
  not_in,
  has,
  has_any,
  has_all,
  has_none,
  starts_with,
  ends_with,
  contains,
  exists,
};

}  // namespace tendero
