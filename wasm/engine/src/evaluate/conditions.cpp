#include "evaluate/conditions.hpp"

#include <algorithm>

namespace tendero {
namespace {

bool contains_id(const Program& program, Range strings, StringId id) {
  if (id == kNoString) return false;
  const StringId* first = program.strings.data() + strings.first;
  if (strings.count <= 8)
    return std::find(first, first + strings.count, id) != first + strings.count;
  return std::binary_search(first, first + strings.count, id);
}

bool contains_number(const Program& program, Range numbers, std::int64_t number) {
  const std::int64_t* first = program.numbers.data() + numbers.first;
  return std::binary_search(first, first + numbers.count, number);
}

bool set_has(Slice<Text> set, StringId id) {
  for (const Text& text : set) {
    if (text.id == id && id != kNoString) return true;
  }
  return false;
}

std::uint32_t count_of_list(const Program& program, Range strings, Slice<Text> set) {
  std::uint32_t found = 0;
  for (std::uint32_t i = 0; i < strings.count; ++i) {
    if (set_has(set, program.strings[strings.first + i])) ++found;
  }
  return found;
}

bool equals(const Condition& test, const Value& value) {
  switch (value.kind) {
    case ValueKind::number:
      return test.numeric && value.number == test.number;
    case ValueKind::text:
      return !test.numeric && test.string != kNoString && value.text.id == test.string;
    case ValueKind::boolean:
      return test.operand == Operand::boolean && value.boolean == test.flag;
    default:
      return false;
  }
}

bool is_in(const Program& program, const Condition& test, const Value& value) {
  if (value.kind == ValueKind::number) {
    return test.numeric && contains_number(program, test.numbers, value.number);
  }
  return value.kind == ValueKind::text && !test.numeric &&
         contains_id(program, test.strings, value.text.id);
}

/// [number, until); a time of day may pass midnight.
bool is_between(const Condition& test, std::int64_t number) {
  if (test.fact == Fact::context_time && test.number > test.until) {
    return number >= test.number || number < test.until;
  }
  return number >= test.number && number < test.until;
}

bool is_missing_met(Operator op, bool flag) {
  switch (op) {
    case Operator::exists:
      return !flag;
    case Operator::ne:
    case Operator::not_in:
    case Operator::has_none:
      return true;
    default:
      return false;
  }
}

bool test_set(const Program& program, const Condition& test, Slice<Text> set) {
  switch (test.op) {
    case Operator::has:
      return set_has(set, test.string);
    case Operator::has_any:
      return count_of_list(program, test.strings, set) > 0;
    case Operator::has_all:
      return count_of_list(program, test.strings, set) == test.strings.count;
    case Operator::has_none:
      return count_of_list(program, test.strings, set) == 0;
    case Operator::ne:
    case Operator::not_in:
      return true;  // a set equals no single value
    default:
      return false;
  }
}

bool test_number(const Condition& test, std::int64_t number) {
  if (!test.numeric) return false;
  switch (test.op) {
    case Operator::gt:
      return number > test.number;
    case Operator::gte:
      return number >= test.number;
    case Operator::lt:
      return number < test.number;
    case Operator::lte:
      return number <= test.number;
    case Operator::between:
      return is_between(test, number);
    default:
      return false;
  }
}

bool test_text(const Condition& test, std::string_view text) {
  switch (test.op) {
    case Operator::starts_with:
      return text.starts_with(test.text);
    case Operator::ends_with:
      return text.ends_with(test.text);
    case Operator::contains:
      return text.find(test.text) != std::string_view::npos;
    default:
      return false;
  }
}

bool meets(const Program& program, const Condition& test, const Value& value) {
  if (value.kind == ValueKind::missing) return is_missing_met(test.op, test.flag);
  switch (test.op) {
    case Operator::exists:
      return test.flag;
    case Operator::eq:
      return equals(test, value);
    case Operator::ne:
      return !equals(test, value);
    case Operator::in:
      return is_in(program, test, value);
    case Operator::not_in:
      return !is_in(program, test, value);
    default:
      break;
  }
  switch (value.kind) {
    case ValueKind::set:
      return test_set(program, test, value.set);
    case ValueKind::number:
      return test_number(test, value.number);
    case ValueKind::text:
      return test_text(test, value.text.bytes) || (test.op == Operator::has_none);
    default:
      return test.op == Operator::has_none;
  }
}

/// A sum over the lines that `where` finds; 0 over none.
std::int64_t sum_over_lines(const Moment& moment, const Program& program, const Condition& test) {
  const Slice<Line>& lines = moment.context.request.lines;
  moment.context.steps.spend(lines.size());
  std::int64_t sum = 0;
  std::span<std::uint8_t> seen;
  std::span<const std::uint32_t> numbers;
  if (test.fact == Fact::lines_distinct_products) {
    numbers = product_numbers(moment.context);
    seen = moment.context.arena.make<std::uint8_t>(lines.size());
    if (seen.size() != lines.size() || numbers.size() != lines.size()) return 0;
  }
  for (std::uint32_t i = 0; i < lines.size(); ++i) {
    if (test.where != kNone && !holds_for_line(moment, program, test.where, i)) continue;
    switch (test.fact) {
      case Fact::lines_subtotal:
        sum += lines[i].subtotal().minor();
        break;
      case Fact::lines_discounted_subtotal:
        sum +=
            moment.state != nullptr ? moment.state->totals[i].minor() : lines[i].subtotal().minor();
        break;
      case Fact::lines_quantity:
        sum += lines[i].quantity;
        break;
      case Fact::lines_count:
        ++sum;
        break;
      default:  // distinct products
        sum += seen[numbers[i]] == 0 ? 1 : 0;
        seen[numbers[i]] = 1;
    }
  }
  return sum;
}

bool is_sum(Fact fact) {
  return fact >= Fact::lines_subtotal && fact <= Fact::lines_distinct_products;
}

/// The commonest questions about a line, answered without making a Value first.
bool line_meets(const Moment& moment, const Program& program, const Condition& test,
                std::uint32_t line) {
  const Line& of = moment.context.request.lines[line];
  switch (test.fact) {
    case Fact::line_sku:
      if (test.op == Operator::eq) return of.sku.id == test.string && of.sku.id != kNoString;
      if (test.op == Operator::in) return contains_id(program, test.strings, of.sku.id);
      break;
    case Fact::line_categories:
      if (test.op == Operator::has) return set_has(of.categories, test.string);
      break;
    default:
      break;
  }
  return meets(program, test, read_line_fact(moment, test.fact, test.attribute, line));
}

std::uint8_t zones_see(const Program& rules) {
  std::uint8_t all = 0;
  for (const Zone& zone : rules.zones) all |= sees(rules, rules, zone.condition);
  return all;
}

}  // namespace

bool holds(const Moment& moment, const Program& program, std::uint32_t index) {
  const Condition& condition = program.conditions[index];
  moment.context.steps.spend();
  const auto child = [&](std::uint32_t i) {
    return holds(moment, program, program.children[condition.children.first + i]);
  };
  switch (condition.kind) {
    case ConditionKind::all:
      for (std::uint32_t i = 0; i < condition.children.count; ++i) {
        if (!child(i)) return false;
      }
      return true;
    case ConditionKind::any:
      for (std::uint32_t i = 0; i < condition.children.count; ++i) {
        if (child(i)) return true;
      }
      return false;
    case ConditionKind::negate:
      return !child(0);
    case ConditionKind::test:
      break;
  }
  if (moment.assumed == index) return true;
  return meets(program, condition, value_of(moment, program, condition));
}

bool holds_for_line(const Moment& moment, const Program& program, std::uint32_t index,
                    std::uint32_t line) {
  const Condition& condition = program.conditions[index];
  const auto child = [&](std::uint32_t i) {
    return holds_for_line(moment, program, program.children[condition.children.first + i], line);
  };
  switch (condition.kind) {
    case ConditionKind::test:
      return line_meets(moment, program, condition, line);
    case ConditionKind::all:
      for (std::uint32_t i = 0; i < condition.children.count; ++i) {
        if (!child(i)) return false;
      }
      return true;
    case ConditionKind::any:
      for (std::uint32_t i = 0; i < condition.children.count; ++i) {
        if (child(i)) return true;
      }
      return false;
    case ConditionKind::negate:
      return !child(0);
  }
  return false;
}

Value value_of(const Moment& moment, const Program& program, const Condition& test) {
  if (!is_sum(test.fact)) return read_fact(moment, test.fact, test.attribute);
  Value value;
  value.kind = ValueKind::number;
  value.number = sum_over_lines(moment, program, test);
  return value;
}

bool where_sees_run(const Program& program, std::uint32_t index) {
  if (index == kNone) return false;
  const Condition& condition = program.conditions[index];
  if (condition.kind == ConditionKind::test) return condition.fact == Fact::line_discounted;
  for (std::uint32_t i = 0; i < condition.children.count; ++i) {
    if (where_sees_run(program, program.children[condition.children.first + i])) return true;
  }
  return false;
}

std::uint8_t sees(const Program& rules, const Program& program, std::uint32_t index) {
  if (index == kNone) return 0;
  const Condition& condition = program.conditions[index];
  if (condition.kind != ConditionKind::test) {
    std::uint8_t all = 0;
    for (std::uint32_t i = 0; i < condition.children.count; ++i) {
      all |= sees(rules, program, program.children[condition.children.first + i]);
    }
    return all;
  }
  switch (condition.fact) {
    case Fact::cart_total:
      return kSeesOption | kSeesRun;
    case Fact::cart_discounted_subtotal:
    case Fact::lines_discounted_subtotal:
      return kSeesRun;
    case Fact::shipping_method:
    case Fact::shipping_price:
      return kSeesOption;
    case Fact::shipping_zone:
      return zones_see(rules);
    default:
      return where_sees_run(program, condition.where) ? kSeesRun : std::uint8_t{0};
  }
}

LineSet find_lines(const Moment& moment, const Program& program, std::uint32_t where) {
  Context& context = moment.context;
  const Slice<std::uint32_t>& by_id = context.request.lines_by_id;
  if (where == kNone) return {by_id.begin(), by_id.size()};
  context.steps.spend(by_id.size());
  const auto found = context.arena.make<std::uint32_t>(by_id.size());
  std::size_t count = 0;
  if (found.size() != by_id.size()) return {};
  for (const std::uint32_t line : by_id) {
    if (holds_for_line(moment, program, where, line)) found[count++] = line;
  }
  return found.first(count);
}

}  // namespace tendero
