#include "codec/write_request.hpp"

#include "base/instant.hpp"
#include "base/sha256.hpp"
#include "base/sorted.hpp"
#include "base/text.hpp"
#include "codec/words.hpp"
#include "program/fact_table.hpp"
#include "tendero/json.hpp"

namespace tendero {
namespace {

using json::Writer;

/// 125,000 parts per million are "12.5".
std::string percent_text(PartsPerMillion percent) {
  const std::int64_t whole = percent.parts() / 10'000;
  std::int64_t rest = percent.parts() % 10'000;
  std::string text = digits(whole);
  if (rest == 0) return text;
  text += '.';
  for (std::int64_t unit = 1'000; rest > 0; unit /= 10) {
    text += static_cast<char>('0' + rest / unit);
    rest %= unit;
  }
  return text;
}

void write_texts(Writer& out, Slice<Text> texts) {
  out.begin_array();
  for (const Text& text : texts) out.text(text.bytes);
  out.end_array();
}

void write_value(Writer& out, const Value& value) {
  switch (value.kind) {
    case ValueKind::missing:
      out.null();
      break;
    case ValueKind::number:
      out.integer(value.number);
      break;
    case ValueKind::text:
      out.text(value.text.bytes);
      break;
    case ValueKind::boolean:
      out.boolean(value.boolean);
      break;
    case ValueKind::set:
      write_texts(out, value.set);
      break;
  }
}

/// By name, so that the order in which a page wrote them does not count.
void write_attributes(Writer& out, std::string_view name, Slice<Attribute> attributes) {
  if (attributes.empty()) return;
  out.key(name).begin_object();
  for (const std::uint32_t position :
       sorted_positions(attributes.size(), [&](std::uint32_t a, std::uint32_t b) {
         return attributes[a].name.bytes < attributes[b].name.bytes;
       })) {
    out.key(attributes[position].name.bytes);
    write_value(out, attributes[position].value);
  }
  out.end_object();
}

void write_optional(Writer& out, std::string_view name, std::string_view text) {
  if (!text.empty()) out.member(name, text);
}

void write_list(Writer& out, std::string_view name, Slice<Text> texts) {
  if (texts.empty()) return;
  out.key(name);
  write_texts(out, texts);
}

void write_line(Writer& out, const Line& line) {
  out.begin_object();
  out.member("id", line.id.bytes).member("sku", line.sku.bytes);
  write_optional(out, "product", line.product.bytes);
  out.member("quantity", line.quantity).member("unit_price", line.unit_price.minor());
  if (line.has_list_price) out.member("list_price", line.list_price.minor());
  write_list(out, "categories", line.categories);
  write_list(out, "collections", line.collections);
  write_optional(out, "brand", line.brand.bytes);
  write_list(out, "tags", line.tags);
  if (line.has_tax_rate) out.key("tax_rate").raw(percent_text(line.tax_rate));
  if (line.has_weight) out.member("weight", line.weight);
  if (line.has_subscription) out.member("subscription", line.subscription);
  write_attributes(out, "attributes", line.attributes);
  out.end_object();
}

/// The given facts of a group, in the order of the reference.
void write_facts(Writer& out, const Request& request, std::string_view group) {
  for (const FactEntry& entry : fact_table()) {
    if (entry.fact > Fact::last_given || entry.name.substr(0, group.size()) != group) continue;
    const Value& value = request.facts[static_cast<unsigned>(entry.fact)];
    if (value.kind == ValueKind::missing) continue;
    out.key(entry.name.substr(group.size()));
    write_value(out, value);
  }
}

void write_shipping(Writer& out, const Request& request) {
  out.key("shipping").begin_object();
  write_facts(out, request, "shipping.");
  out.key("options").begin_array();
  for (const ShippingOption& option : request.options) {
    out.begin_object().member("id", option.id.bytes).member("price", option.price.minor());
    if (option.has_tax_rate) out.key("tax_rate").raw(percent_text(option.tax_rate));
    out.end_object();
  }
  out.end_array().end_object();
}

void write_cart(Writer& out, const Request& request) {
  out.key("cart").begin_object();
  out.member("id", request.cart_id).member("currency", request.currency);
  out.key("codes").begin_array();
  for (const EnteredCode& code : request.codes) out.text(code.typed);
  out.end_array();
  out.key("gifts").begin_array().end_array();
  out.member("points_to_spend", 0);
  out.key("gift_cards").begin_array().end_array();
  out.key("lines").begin_array();
  for (const Line& line : request.lines) write_line(out, line);
  out.end_array();
  write_shipping(out, request);
  write_attributes(out, "attributes", request.cart_attributes);
  const Value& age = request.facts[static_cast<unsigned>(Fact::cart_age_hours)];
  if (age.kind != ValueKind::missing) out.member("age_hours", age.number);
  out.end_object();
}

void write_usage(Writer& out, Slice<Usage> usage) {
  out.key("usage").begin_object();
  for (const Usage& entry : usage) {
    out.key(entry.promotion).begin_object();
    if (entry.uses_left >= 0) out.member("uses_left", entry.uses_left);
    if (entry.customer_uses_left >= 0) out.member("customer_uses_left", entry.customer_uses_left);
    out.end_object();
  }
  out.end_object();
}

}  // namespace

std::string write_request(const Request& request, std::span<const std::string_view> fragments) {
  Writer out;
  out.begin_object();
  out.member("now", format_instant(request.now));
  write_cart(out, request);
  out.key("customer").begin_object();
  write_facts(out, request, "customer.");
  write_attributes(out, "attributes", request.customer_attributes);
  out.end_object();
  out.key("context").begin_object();
  write_facts(out, request, "context.");
  write_attributes(out, "utm", request.context_utm);
  out.end_object();
  out.key("fragments").begin_array();
  for (const std::string_view fragment : fragments) out.raw(fragment);
  out.end_array();
  write_usage(out, request.usage);
  out.member("explain", name_of(request.explain)).member("detail", name_of(request.detail));
  return out.end_object().take();
}

std::string request_digest(const Request& request, std::span<const std::string_view> fragments) {
  return sha256_name(write_request(request, fragments));
}

}  // namespace tendero
