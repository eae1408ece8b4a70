#include "compile/index.hpp"

#include <algorithm>

#include "base/sorted.hpp"

namespace tendero {
namespace {

/// Something that a cart must have before a promotion can do anything: one of some strings in one
/// fact, or a subtotal. Higher rank is rarer, so a better key.
struct Need {
  enum class Kind : std::uint8_t { nothing, strings, subtotal };
  Kind kind = Kind::nothing;
  Fact fact = Fact::line_sku;
  std::vector<StringId> strings;
  std::int64_t at_least = 0;
};

constexpr std::size_t kMostStrings = 64;  // a longer list is no key: the postings would only grow

/// How rare a value of the fact is among carts; 0: no key.
int rarity(Fact fact) {
  switch (fact) {
    case Fact::line_id:
    case Fact::line_sku:
    case Fact::customer_id:
      return 5;
    case Fact::line_product:
      return 4;
    case Fact::line_categories:
    case Fact::line_collections:
    case Fact::line_tags:
    case Fact::line_brand:
      return 3;
    case Fact::customer_groups:
    case Fact::customer_tier:
    case Fact::customer_source:
    case Fact::customer_referrer:
    case Fact::customer_email_domain:
    case Fact::shipping_region:
    case Fact::shipping_postcode:
      return 2;
    case Fact::shipping_country:
    case Fact::shipping_method:
    case Fact::context_channel:
    case Fact::context_device:
    case Fact::context_locale:
    case Fact::context_country:
    case Fact::context_payment_method:
    case Fact::context_page:
    case Fact::context_step:
      return 1;
    default:
      return 0;
  }
}

constexpr std::int64_t kHighSubtotal = 10'000;

int rank(const Need& need) {
  switch (need.kind) {
    case Need::Kind::nothing:
      return 0;
    case Need::Kind::subtotal:
      return need.at_least <= 0 ? 0 : need.at_least >= kHighSubtotal ? 15 : 5;
    case Need::Kind::strings: {
      const int few = need.strings.size() <= 2 ? 3 : need.strings.size() <= 8 ? 1 : 0;
      return rarity(need.fact) * 10 + few;
    }
  }
  return 0;
}

class Needs {
 public:
  explicit Needs(const Program& program) : program_(program) {}

  /// What must be there for the promotion to do anything.
  Need of(const Promotion& promotion) const {
    Need need = of_condition(promotion.when);
    Need effects;
    for (std::uint32_t i = 0; i < promotion.effects.count; ++i) {
      Need effect = of_effect(program_.effects[promotion.effects.first + i]);
      effects = i == 0 ? std::move(effect) : either(std::move(effects), std::move(effect));
    }
    return rank(effects) > rank(need) ? effects : need;
  }

 private:
  Need of_effect(const Effect& effect) const {
    if (effect.type == EffectType::buy_x_get_y) {
      return better(of_condition(effect.buy_where), of_condition(effect.get_where));
    }
    return of_condition(effect.where);
  }

  Need of_condition(std::uint32_t node) const {
    if (node == kNone) return {};
    const Condition& condition = program_.conditions[node];
    switch (condition.kind) {
      case ConditionKind::all: {
        Need best;
        for_children(condition,
                     [&](Need need, bool) { best = better(std::move(best), std::move(need)); });
        return best;
      }
      case ConditionKind::any: {
        Need joined;
        for_children(condition, [&](Need need, bool first) {
          joined = first ? std::move(need) : either(std::move(joined), std::move(need));
        });
        return joined;
      }
      case ConditionKind::negate:
        return {};
      case ConditionKind::test:
        return of_test(condition);
    }
    return {};
  }

  template <class Visit>
  void for_children(const Condition& condition, Visit visit) const {
    for (std::uint32_t i = 0; i < condition.children.count; ++i) {
      visit(of_condition(program_.children[condition.children.first + i]), i == 0);
    }
  }

  static Need better(Need a, Need b) { return rank(b) > rank(a) ? b : a; }

  /// Where either may do: a key only if both have one of the same kind.
  static Need either(Need a, Need b) {
    if (a.kind != b.kind || a.kind == Need::Kind::nothing) return {};
    if (a.kind == Need::Kind::subtotal) {
      a.at_least = std::min(a.at_least, b.at_least);
      return a;
    }
    if (a.fact != b.fact) return {};
    a.strings.insert(a.strings.end(), b.strings.begin(), b.strings.end());
    sort_unique(a.strings);
    return a.strings.size() <= kMostStrings ? a : Need{};
  }

  Need of_test(const Condition& test) const {
    if (rarity(test.fact) > 0) return strings_of(test);
    const bool sum = test.fact == Fact::lines_subtotal ||
                     test.fact == Fact::lines_discounted_subtotal ||
                     test.fact == Fact::lines_quantity || test.fact == Fact::lines_count ||
                     test.fact == Fact::lines_distinct_products;
    const std::int64_t least = least_of(test);
    if (sum && least > 0 && test.where != kNone) return of_condition(test.where);
    // Discounts only lower what was sent, so a discounted subtotal asks for at least as much.
    const bool money =
        test.fact == Fact::cart_subtotal || test.fact == Fact::cart_discounted_subtotal ||
        test.fact == Fact::lines_subtotal || test.fact == Fact::lines_discounted_subtotal;
    if (!money || least <= 0) return {};
    Need need;
    need.kind = Need::Kind::subtotal;
    need.at_least = least;
    return need;
  }

  /// The least number for which a test can hold; 0 when unknown.
  static std::int64_t least_of(const Condition& test) {
    if (!test.numeric) return 0;
    switch (test.op) {
      case Operator::gte:
      case Operator::eq:
      case Operator::between:
        return test.number;
      case Operator::gt:
        return test.number + 1;
      default:
        return 0;
    }
  }

  Need strings_of(const Condition& test) const {
    Need need;
    need.kind = Need::Kind::strings;
    need.fact = test.fact;
    const auto first = program_.strings.begin() + test.strings.first;
    switch (test.op) {
      case Operator::eq:
        if (test.operand != Operand::text) break;
        [[fallthrough]];
      case Operator::has:
        need.strings = {test.string};
        return need;
      case Operator::in:
      case Operator::has_any:
        if (test.strings.count > kMostStrings) return {};
        need.strings.assign(first, first + test.strings.count);
        return need;
      case Operator::has_all:
        if (test.strings.count == 0) return {};
        need.strings = {*first};
        return need;
      default:
        break;
    }
    return {};
  }

  const Program& program_;
};

void add_posting(CandidateIndex& index, Fact fact,
                 const std::vector<std::vector<std::uint32_t>>& lists) {
  Posting posting;
  posting.fact = fact;
  posting.starts.reserve(lists.size() + 1);
  posting.starts.push_back(0);
  for (const std::vector<std::uint32_t>& list : lists) {
    posting.promotions.insert(posting.promotions.end(), list.begin(), list.end());
    posting.starts.push_back(static_cast<std::uint32_t>(posting.promotions.size()));
  }
  index.postings.push_back(std::move(posting));
}

}  // namespace

void build_index(Program& program) {
  CandidateIndex index;
  const Needs needs(program);
  std::vector<Need> found;
  for (const Promotion& promotion : program.promotions) found.push_back(needs.of(promotion));
  for (std::uint32_t i = 0; i < found.size(); ++i) {
    if (rank(found[i]) == 0) {
      index.always.push_back(i);
    } else if (found[i].kind == Need::Kind::subtotal) {
      index.thresholds.push_back({found[i].at_least, i});
    }
  }
  const std::vector<SubtotalThreshold> unsorted = std::move(index.thresholds);
  index.thresholds.clear();
  for (const std::uint32_t position :
       sorted_positions(unsorted.size(), [&](std::uint32_t x, std::uint32_t y) {
         return unsorted[x].at_least < unsorted[y].at_least;
       })) {
    index.thresholds.push_back(unsorted[position]);
  }
  for (unsigned fact = 0; fact <= static_cast<unsigned>(Fact::line_attribute); ++fact) {
    std::vector<std::vector<std::uint32_t>> lists;
    for (std::uint32_t i = 0; i < found.size(); ++i) {
      const Need& need = found[i];
      if (need.kind != Need::Kind::strings || need.fact != static_cast<Fact>(fact) ||
          rank(need) == 0)
        continue;
      if (lists.empty()) lists.resize(program.pool.size() + 1);
      for (const StringId id : need.strings) lists[id].push_back(i);
    }
    if (!lists.empty()) add_posting(index, static_cast<Fact>(fact), lists);
  }
  program.index = std::move(index);
}

}  // namespace tendero
