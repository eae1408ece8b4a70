#include "evaluate/conditions.hpp"
#include "evaluate/explain.hpp"

namespace tendero {
namespace {

bool is_signed_in(const Request& request) {
  const Value& value = request.facts[static_cast<unsigned>(Fact::customer_logged_in)];
  return value.kind == ValueKind::boolean && value.boolean;
}

/// Whether the test fails because the fact lies above what it wants.
bool is_too_high(const Condition& test, bool negated, std::int64_t actual) {
  switch (test.op) {
    case Operator::gt:
    case Operator::gte:
      return negated;
    case Operator::lt:
    case Operator::lte:
      return !negated;
    case Operator::between:
      return !negated && actual >= test.until;
    case Operator::eq:
      return !negated && actual > test.number;
    default:
      return false;
  }
}

bool has_threshold(const Condition& test) {
  switch (test.op) {
    case Operator::gt:
    case Operator::gte:
    case Operator::lt:
    case Operator::lte:
    case Operator::between:
    case Operator::eq:
      return test.numeric;
    default:
      return false;
  }
}

/// The number at which the test would hold.
std::int64_t wanted_number(const Condition& test, bool negated, bool too_high) {
  switch (test.op) {
    case Operator::gt:
      return negated ? test.number : test.number + 1;
    case Operator::gte:
      return negated ? test.number - 1 : test.number;
    case Operator::lt:
      return negated ? test.number : test.number - 1;
    case Operator::lte:
      return negated ? test.number + 1 : test.number;
    case Operator::between:
      return too_high ? test.until - 1 : test.number;
    default:
      return test.number;
  }
}

Reason reason_of_customer(const Moment& moment, const Condition& test, const Value& value) {
  const bool missing = value.kind == ValueKind::missing || test.fact == Fact::customer_logged_in;
  if (missing && !is_signed_in(moment.context.request)) return Reason::login_required;
  switch (test.fact) {
    case Fact::customer_first_order:
    case Fact::customer_orders:
      return Reason::first_order_only;
    case Fact::customer_tier:
      return Reason::tier_required;
    default:
      return Reason::customer_not_eligible;
  }
}

Reason reason_of_sum(const Condition& test, bool too_high) {
  if (test.where != kNone) return too_high ? Reason::products_excluded : Reason::products_missing;
  if (test.fact == Fact::lines_subtotal || test.fact == Fact::lines_discounted_subtotal) {
    return too_high ? Reason::subtotal_too_high : Reason::subtotal_too_low;
  }
  return too_high ? Reason::quantity_too_high : Reason::quantity_too_low;
}

Reason reason_of(const Moment& moment, const Condition& test, const Value& value, bool too_high) {
  switch (test.fact) {
    case Fact::cart_subtotal:
    case Fact::cart_discounted_subtotal:
    case Fact::cart_total:
      return too_high ? Reason::subtotal_too_high : Reason::subtotal_too_low;
    case Fact::cart_quantity:
    case Fact::cart_lines:
      return too_high ? Reason::quantity_too_high : Reason::quantity_too_low;
    case Fact::cart_has_code:
    case Fact::cart_codes:
      return Reason::code_required;
    case Fact::cart_weight:
    case Fact::cart_attribute:
      return Reason::condition_not_met;
    case Fact::shipping_country:
    case Fact::shipping_region:
    case Fact::shipping_postcode:
    case Fact::shipping_zone:
      return Reason::country_not_eligible;
    case Fact::shipping_method:
      return Reason::shipping_method_required;
    case Fact::shipping_price:
      return value.kind == ValueKind::missing ? Reason::shipping_method_required
                                              : Reason::condition_not_met;
    case Fact::context_payment_method:
      return Reason::payment_method_required;
    case Fact::context_weekday:
    case Fact::context_time:
      return Reason::not_at_this_time;
    case Fact::lines_subtotal:
    case Fact::lines_discounted_subtotal:
    case Fact::lines_quantity:
    case Fact::lines_count:
    case Fact::lines_distinct_products:
      return reason_of_sum(test, too_high);
    case Fact::customer_attribute:
      return reason_of_customer(moment, test, value);
    default:
      break;
  }
  const bool customer =
      (test.fact >= Fact::customer_id && test.fact <= Fact::customer_email_domain) ||
      test.fact == Fact::customer_first_order || test.fact == Fact::customer_stage;
  return customer ? reason_of_customer(moment, test, value) : Reason::channel_not_eligible;
}

bool reads_first_order(const Condition& test) {
  return test.fact != Fact::customer_orders || test.op == Operator::lt ||
         test.op == Operator::lte || (test.op == Operator::eq && test.number == 0);
}

class Explainer {
 public:
  Explainer(const Moment& moment, const Program& program) : moment_(moment), program_(program) {}

  /// The reason of a condition that is not as wanted: does not hold, or (negated) does.
  Rejection visit(std::uint32_t index, bool negated, std::string_view pointer) {
    const Condition& condition = program_.conditions[index];
    if (!condition.pointer.empty()) pointer = condition.pointer;
    switch (condition.kind) {
      case ConditionKind::test:
        return leaf(condition, negated, pointer);
      case ConditionKind::negate:
        return visit(child(condition, 0), !negated, pointer);
      case ConditionKind::all:
      case ConditionKind::any:
        break;
    }
    const bool each = (condition.kind == ConditionKind::all) != negated;
    return each ? first_by_precedence(condition, negated, pointer)
                : first_alternative(condition, negated, pointer);
  }

 private:
  std::uint32_t child(const Condition& condition, std::uint32_t i) const {
    return program_.children[condition.children.first + i];
  }

  /// All parts are wanted: of those that fail, the reason that ranks first.
  Rejection first_by_precedence(const Condition& condition, bool negated,
                                std::string_view pointer) {
    Rejection best = unmet(pointer);
    bool found = false;
    for (std::uint32_t i = 0; i < condition.children.count; ++i) {
      if (holds(moment_, program_, child(condition, i)) != negated) continue;
      const Rejection rejection = visit(child(condition, i), negated, pointer);
      if (!found || rejection.reason < best.reason) best = rejection;
      found = true;
    }
    return best;
  }

  /// One part would do: the first that was written speaks for all.
  Rejection first_alternative(const Condition& condition, bool negated, std::string_view pointer) {
    if (condition.children.count == 0) return unmet(pointer);
    return visit(child(condition, 0), negated, pointer);
  }

  static Rejection unmet(std::string_view pointer) {
    Rejection rejection;
    rejection.reason = Reason::condition_not_met;
    rejection.pointer = pointer;
    return rejection;
  }

  Rejection leaf(const Condition& test, bool negated, std::string_view pointer) {
    const Value value = value_of(moment_, program_, test);
    const bool numeric = has_threshold(test) && value.kind == ValueKind::number;
    const bool too_high = numeric && is_too_high(test, negated, value.number);
    Rejection rejection;
    rejection.reason = reason_of(moment_, test, value, too_high);
    if (rejection.reason == Reason::first_order_only && !reads_first_order(test)) {
      rejection.reason = Reason::customer_not_eligible;
    }
    rejection.pointer = pointer;
    if (!numeric || test.fact == Fact::context_time) return rejection;
    rejection.has_numbers = true;
    rejection.required = wanted_number(test, negated, too_high);
    rejection.actual = value.number;
    rejection.missing = too_high ? -1 : rejection.required - value.number;
    return rejection;
  }

  const Moment& moment_;
  const Program& program_;
};

}  // namespace

Rejection explain_condition(const Moment& moment, const Program& program, std::uint32_t when) {
  return Explainer(moment, program).visit(when, false, "/when");
}

}  // namespace tendero
