#include "codec/read_facts.hpp"

#include <vector>

#include "base/closest.hpp"
#include "codec/read_line.hpp"
#include "program/fact_table.hpp"

namespace tendero {
namespace {

using json::Kind;
using json::Member;

constexpr Bounds kNumbers{-kMaxMinor, kMaxMinor, "out_of_range"};
constexpr std::size_t kMostOptions = 100;
constexpr std::string_view kOptionMembers[] = {"id", "price", "tax_rate"};

bool in_group(const FactEntry& entry, std::string_view group) {
  return entry.fact <= Fact::last_given && entry.name.substr(0, group.size()) == group;
}

/// The given fact `group` + `name`, or null.
const FactEntry* find_given(std::string_view group, std::string_view name) {
  for (const FactEntry& entry : fact_table()) {
    if (in_group(entry, group) && entry.name.substr(group.size()) == name) return &entry;
  }
  return nullptr;
}

/// Names that may stand in a group, for errors.
std::vector<std::string_view> names_of(std::string_view group, std::string_view extra) {
  std::vector<std::string_view> names;
  for (const FactEntry& entry : fact_table()) {
    if (in_group(entry, group)) names.push_back(entry.name.substr(group.size()));
  }
  names.push_back(extra);
  return names;
}

void read_fact(const ReadContext& context, const FactEntry& entry, const json::Value& value,
               const Path& at, Value& out) {
  Errors& errors = context.errors;
  bool sound = false;
  switch (entry.kind) {
    case FactKind::money:
    case FactKind::number:
      sound = read_integer(value, at, errors,
                           entry.kind == FactKind::money ? kMoneyBounds : kNumbers, out.number);
      out.kind = ValueKind::number;
      break;
    case FactKind::boolean:
      sound = read_boolean(value, at, errors, out.boolean);
      out.kind = ValueKind::boolean;
      break;
    case FactKind::set:
      sound = read_texts(context, value, at, out.set);
      out.kind = ValueKind::set;
      break;
    default:
      sound = read_known_text(context, value, at, out.text);
      out.kind = ValueKind::text;
  }
  if (!sound) out.kind = ValueKind::missing;
}

/// All members of an object that are facts of a group; true for one that is `extra`, which the
/// caller reads.
template <class Extra>
void read_group(const ReadContext& context, const json::Value& object, const Path& at,
                std::string_view group, std::string_view extra, Request& request,
                Extra read_extra) {
  if (!expect_kind(object, at, context.errors, Kind::object)) return;
  for (const Member& member : object.members()) {
    const Path here(at, member.name);
    if (member.name == extra) {
      read_extra(member.value, here);
    } else if (const FactEntry* entry = find_given(group, member.name)) {
      read_fact(context, *entry, member.value, here,
                request.facts[static_cast<unsigned>(entry->fact)]);
    } else {
      refuse_member(member.name, at, context.errors, names_of(group, extra));
    }
  }
}

bool read_option(const ReadContext& context, const json::Value& value, const Path& at,
                 ShippingOption& option) {
  Errors& errors = context.errors;
  if (!expect_kind(value, at, errors, Kind::object)) return false;
  for (const Member& member : value.members()) {
    const Path here(at, member.name);
    std::string_view name;
    if (member.name == "id") {
      if (read_name(member.value, here, errors, name)) option.id = context.text(name);
    } else if (member.name == "price") {
      (void)read_money(member.value, here, errors, option.price);
    } else if (member.name == "tax_rate") {
      option.has_tax_rate = read_percent(member.value, here, errors, 100, option.tax_rate);
    } else {
      refuse_member(member.name, at, errors, kOptionMembers);
    }
  }
  if (!value["id"]) errors.required(at, "id");
  if (!value["price"]) errors.required(at, "price");
  return true;
}

void read_options(const ReadContext& context, const json::Value& value, const Path& at,
                  Request& request) {
  if (!expect_kind(value, at, context.errors, Kind::array)) return;
  if (value.size() > kMostOptions) {
    return context.errors.too_many("too_many_options", at, value.size(), kMostOptions);
  }
  const std::span<ShippingOption> options = context.arena.make<ShippingOption>(value.size());
  if (options.size() != value.size()) return;
  std::size_t index = 0;
  for (const json::Value element : value.elements()) {
    const Path here(at, index);
    ShippingOption& option = options[index];
    if (!read_option(context, element, here, option)) return;
    for (std::size_t other = 0; other < index; ++other) {
      if (options[other].id.bytes != option.id.bytes || option.id.bytes.empty()) continue;
      const Path id_at(here, "id");
      context.errors.add_quoted("duplicate_option", id_at, option.id.bytes,
                                "an id that no other option has");
    }
    ++index;
  }
  request.options = {options.data(), options.size()};
}

/// The option that shipping.method names.
void choose_option(const ReadContext& context, const Path& at, Request& request) {
  const Value& method = request.facts[static_cast<unsigned>(Fact::shipping_method)];
  request.method = kNone;
  if (method.kind != ValueKind::text || request.options.empty()) return;
  Closest near(method.text.bytes);
  for (std::uint32_t i = 0; i < request.options.size(); ++i) {
    if (request.options[i].id.bytes == method.text.bytes) request.method = i;
    near.offer(request.options[i].id.bytes);
  }
  if (request.method != kNone) return;
  const Path here(at, "method");
  context.errors.add("unknown_method", here, TENDERO_SAY(quote(method.text.bytes)),
                     "the id of one of the options", near.best());
}

}  // namespace

void forget_facts(Request& request, std::string_view group) {
  for (const FactEntry& entry : fact_table()) {
    if (in_group(entry, group)) request.facts[static_cast<unsigned>(entry.fact)] = {};
  }
}

void read_customer(const ReadContext& context, const json::Value& value, const Path& at,
                   Request& request) {
  forget_facts(request, "customer.");
  request.customer_attributes = {};
  read_group(context, value, at, "customer.", "attributes", request,
             [&](const json::Value& extra, const Path& here) {
               (void)read_attributes(context, extra, here, request.customer_attributes);
             });
}

void read_context_facts(const ReadContext& context, const json::Value& value, const Path& at,
                        Request& request) {
  forget_facts(request, "context.");
  request.context_utm = {};
  read_group(context, value, at, "context.", "utm", request,
             [&](const json::Value& extra, const Path& here) {
               if (!read_attributes(context, extra, here, request.context_utm)) return;
               for (const Attribute& utm : request.context_utm) {
                 const Path utm_at(here, utm.name.bytes);
                 if (utm.value.kind != ValueKind::text)
                   context.errors.add("wrong_type", utm_at, "another kind", "a text");
               }
             });
  request.locale = request.facts[static_cast<unsigned>(Fact::context_locale)].text.bytes;
}

void read_shipping(const ReadContext& context, const json::Value& value, const Path& at,
                   Request& request) {
  forget_facts(request, "shipping.");
  request.options = {};
  read_group(context, value, at, "shipping.", "options", request,
             [&](const json::Value& extra, const Path& here) {
               read_options(context, extra, here, request);
             });
  choose_option(context, at, request);
}

}  // namespace tendero
