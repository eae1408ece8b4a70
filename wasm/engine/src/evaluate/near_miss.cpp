#include "evaluate/near_miss.hpp"

#include <algorithm>

#include "evaluate/candidates.hpp"
#include "evaluate/conditions.hpp"

namespace tendero {
namespace {

bool is_threshold(const Condition& test) {
  if (test.op != Operator::gte && test.op != Operator::gt) return false;
  switch (test.fact) {
    case Fact::cart_subtotal:
    case Fact::cart_discounted_subtotal:
    case Fact::cart_total:
    case Fact::cart_quantity:
    case Fact::cart_lines:
    case Fact::lines_subtotal:
    case Fact::lines_discounted_subtotal:
    case Fact::lines_quantity:
    case Fact::lines_count:
    case Fact::lines_distinct_products:
      return test.numeric;
    default:
      return false;
  }
}

/// a is nearer: a.missing / a.required < b.missing / b.required. Both are at most kMaxMinor.
bool is_nearer(const NearMiss& a, const NearMiss& b) {
  __extension__ using Wide = __int128;
  const Wide left = static_cast<Wide>(a.missing) * b.required;
  const Wide right = static_cast<Wide>(b.missing) * a.required;
  if (left != right) return left < right;
  return ranks_before(*a.promotion, *b.promotion);
}

class Search {
 public:
  Search(const Moment& moment, const PromotionRef& promotion, NearMiss& miss)
      : moment_(moment), promotion_(promotion), miss_(miss) {}

  bool run() {
    visit(promotion_->when);
    return found_;
  }

 private:
  /// Thresholds under a `not` are ends, not beginnings: left alone.
  void visit(std::uint32_t index) {
    const Program& program = *promotion_.program;
    const Condition& condition = program.conditions[index];
    if (condition.kind == ConditionKind::negate) return;
    if (condition.kind == ConditionKind::test) return try_test(index, condition);
    for (std::uint32_t i = 0; i < condition.children.count; ++i) {
      visit(program.children[condition.children.first + i]);
    }
  }

  void try_test(std::uint32_t index, const Condition& test) {
    if (!is_threshold(test)) return;
    const Program& program = *promotion_.program;
    const std::int64_t actual = value_of(moment_, program, test).number;
    NearMiss miss{promotion_, index, test.fact, test.number + (test.op == Operator::gt ? 1 : 0), 0};
    miss.missing = miss.required - actual;
    if (actual <= 0 || miss.missing <= 0) return;
    Moment supposed = moment_;
    supposed.assumed = index;
    if (!holds(supposed, program, promotion_->when)) return;
    if (!found_ || is_nearer(miss, miss_)) miss_ = miss;
    found_ = true;
  }

  const Moment& moment_;
  const PromotionRef& promotion_;
  NearMiss& miss_;
  bool found_ = false;
};

}  // namespace

void NearMisses::add(const NearMiss& miss) {
  std::size_t place = count_;
  while (place > 0 && is_nearer(miss, nearest_[place - 1])) --place;
  if (place == limits::kNudgeTries) return;
  if (count_ < limits::kNudgeTries) ++count_;
  std::copy_backward(nearest_ + place, nearest_ + count_ - 1, nearest_ + count_);
  nearest_[place] = miss;
}

bool find_near_miss(const Moment& moment, const PromotionRef& promotion, NearMiss& miss) {
  return promotion->when != kNone && Search(moment, promotion, miss).run();
}

void note_near_miss(const Moment& moment, std::uint32_t candidate, NearMisses& near) {
  NearMiss miss;
  if (find_near_miss(moment, moment.context.candidates[candidate].promotion, miss)) near.add(miss);
}

void find_beyond(Context& context, const Program& program, ArenaVector<std::uint32_t>& found) {
  const std::int64_t subtotal = context.request.subtotal.minor();
  const auto& thresholds = program.index.thresholds;
  const auto beyond = std::upper_bound(
      thresholds.begin(), thresholds.end(), subtotal,
      [](std::int64_t value, const SubtotalThreshold& one) { return value < one.at_least; });
  const Moment moment{context, nullptr, context.request.method};
  NearMisses nearest;
  for (auto one = beyond; one != thresholds.end(); ++one) {
    context.steps.spend();
    const PromotionRef promotion{&program, one->promotion};
    Rejection why;
    if (promotion->trigger == Trigger::code || is_out(context.request, *promotion, why)) continue;
    if (sees(*context.play.rules, program, promotion->when) != 0) {
      found.push_back(one->promotion);
      continue;
    }
    NearMiss miss;
    if (find_near_miss(moment, promotion, miss)) nearest.add(miss);
  }
  for (std::size_t i = 0; i < nearest.size(); ++i) found.push_back(nearest[i].promotion.index);
}

}  // namespace tendero
