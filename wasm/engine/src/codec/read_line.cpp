#include "codec/read_line.hpp"

#include "base/limits.hpp"

namespace tendero {
namespace {

using json::Kind;
using json::Member;

constexpr Bounds kQuantities{1, limits::kQuantity, "quantity_invalid", "quantity_invalid"};
constexpr Bounds kGrams{0, 1'000'000'000, "out_of_range"};
constexpr Bounds kNumbers{-kMaxMinor, kMaxMinor, "out_of_range"};

enum class LineMember : std::uint8_t {
  id,
  sku,
  product,
  quantity,
  unit_price,
  list_price,
  categories,
  collections,
  brand,
  tags,
  tax_rate,
  weight,
  subscription,
  attributes,
};

constexpr std::string_view kMembers[] = {
    "id",          "sku",   "product", "quantity", "unit_price", "list_price",   "categories",
    "collections", "brand", "tags",    "tax_rate", "weight",     "subscription", "attributes"};

bool find_member(std::string_view name, LineMember& member) {
  for (std::size_t i = 0; i < std::size(kMembers); ++i) {
    if (kMembers[i] != name) continue;
    member = static_cast<LineMember>(i);
    return true;
  }
  return false;
}

class LineReader {
 public:
  LineReader(const ReadContext& context, Line& line)
      : context_(context), errors_(context.errors), line_(line) {}

  void read(LineMember member, const json::Value& value, const Path& at);
  void remove(LineMember member, const Path& at);

 private:
  void name(const json::Value& value, const Path& at) {
    std::string_view id;
    if (read_name(value, at, errors_, id)) line_.id = context_.text(id);
  }
  void attributes(const json::Value& value, const Path& at);

  const ReadContext& context_;
  Errors& errors_;
  Line& line_;
};

void LineReader::attributes(const json::Value& value, const Path& at) {
  line_.floor_price = Money();
  if (!read_attributes(context_, value, at, line_.attributes)) return;
  const json::Value floor = value["floor_price"];
  const Path floor_at(at, "floor_price");
  if (floor) (void)read_money(floor, floor_at, errors_, line_.floor_price);
}

void LineReader::read(LineMember member, const json::Value& value, const Path& at) {
  switch (member) {
    case LineMember::id:
      name(value, at);
      break;
    case LineMember::sku:
      if (read_known_text(context_, value, at, line_.sku) && line_.sku.bytes.empty()) {
        errors_.add("empty_text", at, "\"\"", "the product's code");
      }
      break;
    case LineMember::product:
      (void)read_known_text(context_, value, at, line_.product);
      break;
    case LineMember::brand:
      (void)read_known_text(context_, value, at, line_.brand);
      break;
    case LineMember::quantity:
      (void)read_integer(value, at, errors_, kQuantities, line_.quantity);
      break;
    case LineMember::unit_price:
      (void)read_money(value, at, errors_, line_.unit_price);
      break;
    case LineMember::list_price:
      line_.has_list_price = read_money(value, at, errors_, line_.list_price);
      break;
    case LineMember::categories:
      (void)read_texts(context_, value, at, line_.categories);
      break;
    case LineMember::collections:
      (void)read_texts(context_, value, at, line_.collections);
      break;
    case LineMember::tags:
      (void)read_texts(context_, value, at, line_.tags);
      break;
    case LineMember::tax_rate:
      line_.has_tax_rate = read_percent(value, at, errors_, 100, line_.tax_rate);
      break;
    case LineMember::weight:
      line_.has_weight = read_integer(value, at, errors_, kGrams, line_.weight);
      break;
    case LineMember::subscription:
      line_.has_subscription = read_boolean(value, at, errors_, line_.subscription);
      break;
    case LineMember::attributes:
      attributes(value, at);
      break;
  }
}

void LineReader::remove(LineMember member, const Path& at) {
  switch (member) {
    case LineMember::id:
    case LineMember::sku:
    case LineMember::quantity:
    case LineMember::unit_price:
      errors_.add("required", at, "null", "a value");
      break;
    case LineMember::product:
      line_.product = {};
      break;
    case LineMember::brand:
      line_.brand = {};
      break;
    case LineMember::list_price:
      line_.has_list_price = false, line_.list_price = {};
      break;
    case LineMember::categories:
      line_.categories = {};
      break;
    case LineMember::collections:
      line_.collections = {};
      break;
    case LineMember::tags:
      line_.tags = {};
      break;
    case LineMember::tax_rate:
      line_.has_tax_rate = false, line_.tax_rate = {};
      break;
    case LineMember::weight:
      line_.has_weight = false, line_.weight = 0;
      break;
    case LineMember::subscription:
      line_.has_subscription = line_.subscription = false;
      break;
    case LineMember::attributes:
      line_.attributes = {}, line_.floor_price = {};
      break;
  }
}

bool read_attribute(const ReadContext& context, const json::Value& value, const Path& at,
                    Value& out) {
  switch (value.kind()) {
    case Kind::integer:
    case Kind::number:
      out.kind = ValueKind::number;
      return read_integer(value, at, context.errors, kNumbers, out.number);
    case Kind::text:
      out.kind = ValueKind::text;
      out.text = context.text(value.text());
      return true;
    case Kind::boolean:
      out.kind = ValueKind::boolean;
      out.boolean = value.boolean();
      return true;
    case Kind::array:
      out.kind = ValueKind::set;
      return read_texts(context, value, at, out.set);
    default:
      context.errors.add("wrong_type", at, value,
                         "an integer, a text, true, false, or a list of texts");
      return false;
  }
}

}  // namespace

bool read_line(const ReadContext& context, const json::Value& value, const Path& at,
               Reading reading, Line& line) {
  Errors& errors = context.errors;
  if (!expect_kind(value, at, errors, Kind::object)) return false;
  const std::size_t before = errors.size();
  LineReader reader(context, line);
  std::uint32_t given = 0;
  for (const Member& member : value.members()) {
    LineMember which{};
    if (!find_member(member.name, which)) {
      refuse_member(member.name, at, errors, kMembers);
      continue;
    }
    given |= 1u << static_cast<unsigned>(which);
    const Path here(at, member.name);
    if (reading == Reading::change && member.value.is(Kind::null)) {
      reader.remove(which, here);
    } else {
      reader.read(which, member.value, here);
    }
  }
  const auto require = [&](LineMember member) {
    if ((given & (1u << static_cast<unsigned>(member))) != 0) return;
    errors.required(at, kMembers[static_cast<unsigned>(member)].data());
  };
  if (reading == Reading::whole) {
    require(LineMember::id);
    require(LineMember::sku);
    require(LineMember::unit_price);
  }
  std::int64_t subtotal = 0;
  if (__builtin_mul_overflow(line.unit_price.minor(), line.quantity, &subtotal) ||
      subtotal > kMaxMinor) {
    const Path here(at, "unit_price");
    errors.add("amount_overflow", here,
               TENDERO_SAY(join({digits(line.unit_price.minor()), " × ", digits(line.quantity)})),
               TENDERO_SAY(join({"a product of at most ", digits(kMaxMinor)})));
  }
  return errors.size() == before;
}

bool read_known_text(const ReadContext& context, const json::Value& value, const Path& at,
                     Text& text) {
  std::string_view bytes;
  if (!read_text(value, at, context.errors, bytes)) return false;
  text = context.text(bytes);
  return true;
}

bool read_texts(const ReadContext& context, const json::Value& value, const Path& at,
                Slice<Text>& texts) {
  if (!expect_kind(value, at, context.errors, Kind::array)) return false;
  const std::span<Text> list = context.arena.make<Text>(value.size());
  if (list.size() != value.size()) return true;  // out of memory: told once, at the end
  std::size_t index = 0;
  bool sound = true;
  for (const json::Value element : value.elements()) {
    const Path here(at, index);
    sound = read_known_text(context, element, here, list[index++]) && sound;
  }
  texts = {list.data(), list.size()};
  return sound;
}

bool read_attributes(const ReadContext& context, const json::Value& value, const Path& at,
                     Slice<Attribute>& attributes) {
  if (!expect_kind(value, at, context.errors, Kind::object)) return false;
  const std::span<Attribute> list = context.arena.make<Attribute>(value.size());
  if (list.size() != value.size()) return true;
  std::size_t index = 0;
  bool sound = true;
  for (const Member& member : value.members()) {
    const Path here(at, member.name);
    Attribute& attribute = list[index++];
    attribute.name = context.text(member.name);
    sound = check_name(member.name, here, context.errors) && sound;
    sound = read_attribute(context, member.value, here, attribute.value) && sound;
  }
  attributes = {list.data(), list.size()};
  return sound;
}

}  // namespace tendero
