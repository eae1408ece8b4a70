#include "compile/truth.hpp"

#include <algorithm>

#include "program/fact_table.hpp"

namespace tendero {
namespace {

/// The numbers for which tests of one fact can all hold.
struct Interval {
  std::int64_t least = INT64_MIN;
  std::int64_t most = INT64_MAX;
  bool empty() const { return least > most; }
  void cut(std::int64_t from, std::int64_t to) {
    least = std::max(least, from);
    most = std::min(most, to);
  }
};

/// Facts that are never below 0 and never missing.
bool counts(Fact fact) {
  switch (fact) {
    case Fact::cart_subtotal:
    case Fact::cart_discounted_subtotal:
    case Fact::cart_total:
    case Fact::cart_quantity:
    case Fact::cart_lines:
    case Fact::cart_weight:
    case Fact::lines_subtotal:
    case Fact::lines_discounted_subtotal:
    case Fact::lines_quantity:
    case Fact::lines_count:
    case Fact::lines_distinct_products:
    case Fact::line_price:
    case Fact::line_quantity:
    case Fact::line_subtotal:
    case Fact::line_discounted:
      return true;
    default:
      return false;
  }
}

Interval interval_of(const Condition& test) {
  Interval range;
  if (counts(test.fact)) range.cut(0, INT64_MAX);
  switch (test.op) {
    case Operator::eq:
      range.cut(test.number, test.number);
      break;
    case Operator::gt:
      range.cut(test.number + 1, INT64_MAX);
      break;
    case Operator::gte:
      range.cut(test.number, INT64_MAX);
      break;
    case Operator::lt:
      range.cut(INT64_MIN, test.number - 1);
      break;
    case Operator::lte:
      range.cut(INT64_MIN, test.number);
      break;
    case Operator::between:
      // A time of day may pass midnight: then nothing is said.
      if (test.fact != Fact::context_time) range.cut(test.number, test.until - 1);
      break;
    default:
      break;
  }
  return range;
}

bool is_range(const Condition& test) {
  return test.kind == ConditionKind::test && test.operand == Operand::number && test.numeric;
}

Truth truth_of_test(const Condition& test) {
  const std::uint32_t operands = test.strings.count + test.numbers.count;
  switch (test.op) {
    case Operator::in:
    case Operator::has_any:
      return operands == 0 ? Truth::never : Truth::unknown;
    case Operator::not_in:
    case Operator::has_none:
      return operands == 0 ? Truth::always : Truth::unknown;
    default:
      break;
  }
  if (!is_range(test)) return Truth::unknown;
  const Interval range = interval_of(test);
  if (range.empty()) return Truth::never;
  const bool all_counts = counts(test.fact) && range.least == 0 && range.most == INT64_MAX;
  return all_counts && test.op != Operator::ne ? Truth::always : Truth::unknown;
}

bool same_fact(const Condition& a, const Condition& b) {
  return a.fact == b.fact && a.attribute == b.attribute && a.where == b.where;
}

/// Whether two tests that stand side by side exclude each other.
bool exclude(const Condition& a, const Condition& b) {
  if (a.kind != ConditionKind::test || b.kind != ConditionKind::test || !same_fact(a, b))
    return false;
  if (is_range(a) && is_range(b)) {
    Interval both = interval_of(a);
    const Interval other = interval_of(b);
    both.cut(other.least, other.most);
    return both.empty();
  }
  const bool texts = a.operand == Operand::text && b.operand == Operand::text;
  if (texts && a.op == Operator::eq && b.op == Operator::eq) return a.string != b.string;
  const bool flags = a.operand == Operand::boolean && b.operand == Operand::boolean;
  return flags && a.op == b.op && a.op != Operator::ne && a.flag != b.flag;
}

class TruthFinder {
 public:
  explicit TruthFinder(const Program& program) : program_(program) {}

  Truth of(std::uint32_t node) const {
    const Condition& condition = program_.conditions[node];
    switch (condition.kind) {
      case ConditionKind::test:
        return truth_of_test(condition);
      case ConditionKind::negate:
        return negated(of(child(condition, 0)));
      case ConditionKind::all:
        return of_all(condition);
      case ConditionKind::any:
        return of_any(condition);
    }
    return Truth::unknown;
  }

 private:
  static Truth negated(Truth truth) {
    if (truth == Truth::unknown) return truth;
    return truth == Truth::never ? Truth::always : Truth::never;
  }

  std::uint32_t child(const Condition& condition, std::uint32_t index) const {
    return program_.children[condition.children.first + index];
  }

  Truth of_all(const Condition& condition) const {
    Truth whole = Truth::always;
    for (std::uint32_t i = 0; i < condition.children.count; ++i) {
      const std::uint32_t node = child(condition, i);
      const Truth part = of(node);
      if (part == Truth::never) return Truth::never;
      if (part == Truth::unknown) whole = Truth::unknown;
      for (std::uint32_t j = 0; j < i; ++j) {
        if (exclude(program_.conditions[child(condition, j)], program_.conditions[node]))
          return Truth::never;
      }
    }
    return whole;
  }

  Truth of_any(const Condition& condition) const {
    Truth whole = Truth::never;
    for (std::uint32_t i = 0; i < condition.children.count; ++i) {
      const Truth part = of(child(condition, i));
      if (part == Truth::always) return Truth::always;
      if (part == Truth::unknown) whole = Truth::unknown;
    }
    return whole;
  }

  const Program& program_;
};

}  // namespace

Truth truth_of(const Program& program, std::uint32_t condition) {
  return TruthFinder(program).of(condition);
}

}  // namespace tendero
