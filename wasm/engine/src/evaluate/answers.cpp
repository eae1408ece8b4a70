#include "evaluate/answers.hpp"

#include "evaluate/points.hpp"
#include "evaluate/tax.hpp"

namespace tendero {
namespace {

std::string_view language_of(std::string_view locale) {
  return locale.substr(0, locale.find('-'));
}

template <class T>
Slice<T> slice(std::span<T> from) {
  return {from.data(), from.size()};
}

class Answers {
 public:
  Answers(Context& context, RunState& state, Answer& answer)
      : context_(context), request_(context.request), state_(state), answer_(answer) {}

  bool run(bool totals_only) {
    answer_.currency = context_.store().currency;
    write_applied();
    if (request_.detail != Detail::totals && !totals_only) write_lines();
    write_shipping();
    write_totals();
    write_points();
    return !context_.arena.failed();
  }

 private:
  void write_applied() {
    place_ = context_.arena.make<std::uint32_t>(context_.candidates.size());
    ArenaVector<AppliedAnswer> applied(context_.arena);
    if (place_.size() != context_.candidates.size()) return;
    for (const Turn& turn : context_.turns) {
      const Outcome& outcome = state_.outcomes[turn.candidate];
      if (!turn.first || outcome.standing != Standing::taken) continue;
      place_[turn.candidate] = static_cast<std::uint32_t>(applied.size());
      applied.push_back(applied_answer(context_.candidates[turn.candidate], outcome));
    }
    answer_.applied = {applied.begin(), applied.size()};
  }

  AppliedAnswer applied_answer(const Candidate& candidate, const Outcome& outcome) const {
    AppliedAnswer applied;
    applied.promotion = candidate.promotion;
    applied.title = choose_text(*candidate.promotion.program, candidate.promotion->title,
                                request_.locale, context_.store().locale);
    if (candidate.code != kNone) applied.code = request_.codes[candidate.code].typed;
    applied.changes_money = candidate.changes_money;
    applied.method = outcome.across ? Allocate::across : Allocate::each;
    applied.amount = outcome.amount;
    applied.desired_amount = outcome.desired;
    applied.points = Points::of(outcome.points);
    applied.earns_points = outcome.points > 0;
    return applied;
  }

  void write_lines() {
    const auto lines = context_.arena.make<LineAnswer>(request_.lines.size());
    for (std::uint32_t i = 0; i < lines.size(); ++i) {
      const Line& line = request_.lines[i];
      LineAnswer& answer = lines[i];
      answer.id = line.id.bytes;
      answer.quantity = line.quantity;
      answer.subtotal = line.subtotal();
      answer.total = state_.totals[i];
      answer.discount = answer.subtotal - answer.total;
      if (request_.detail >= Detail::allocations) answer.allocations = allocations(i);
      if (request_.detail == Detail::units) answer.units = units(i);
    }
    answer_.lines = slice(lines);
  }

  /// What each promotion took off the line, in the order of `applied`.
  Slice<AllocationAnswer> allocations(std::uint32_t line) {
    ArenaVector<AllocationAnswer> parts(context_.arena);
    for (std::uint32_t i = state_.first_take[line]; i != kNone; i = state_.takes[i].next) {
      add_part(parts, state_.takes[i]);
    }
    return {parts.begin(), parts.size()};
  }

  void add_part(ArenaVector<AllocationAnswer>& parts, const Take& take) {
    const std::uint32_t place = place_[take.candidate];
    for (AllocationAnswer& part : parts) {
      if (part.applied != place) continue;
      part.amount += take.amount;
      return;
    }
    if (!parts.push_back({})) return;
    std::size_t i = parts.size() - 1;  // in the order of `applied`
    for (; i > 0 && parts[i - 1].applied > place; --i) parts[i] = parts[i - 1];
    parts[i] = {place, take.amount};
  }

  /// Runs of equal units in unit order. A line whose units differ in more ways than are written
  /// states the rest as if it were spread evenly, so that the runs still sum to the line.
  Slice<UnitRunAnswer> units(std::uint32_t line) {
    const Money price = request_.lines[line].unit_price;
    ArenaVector<UnitRunAnswer> runs(context_.arena);
    for (std::uint32_t run = lay_out(state_, context_, line); run != kNone;
         run = state_.runs[run].next) {
      const UnitRun& units = state_.runs[run];
      if (!runs.empty() && runs.back().total == units.price) {
        runs.back().count += units.count;
      } else {
        runs.push_back({units.count, price, units.price});
      }
    }
    if (runs.size() > limits::kUnitRuns) even_out(runs, price);
    return {runs.begin(), runs.size()};
  }

  static void even_out(ArenaVector<UnitRunAnswer>& runs, Money price) {
    const std::size_t kept = limits::kUnitRuns - 2;
    std::int64_t count = 0;
    std::int64_t sum = 0;
    for (std::size_t i = kept; i < runs.size(); ++i) {
      count += runs[i].count;
      sum += runs[i].total.minor() * runs[i].count;
    }
    runs.truncate(kept);
    const std::int64_t dearer = sum % count;
    if (dearer > 0) runs.push_back({dearer, price, Money::minor(sum / count + 1)});
    if (dearer < count) runs.push_back({count - dearer, price, Money::minor(sum / count)});
  }

  void write_shipping() {
    ShippingAnswer& shipping = answer_.shipping;
    shipping.given = !request_.options.empty();
    shipping.method = state_.option;
    shipping.price = state_.shipping_price;
    shipping.total = state_.shipping;
    shipping.discount = shipping.price - shipping.total;
    if (request_.detail < Detail::allocations) return;
    ArenaVector<AllocationAnswer> parts(context_.arena);
    for (const Take& take : state_.takes) {
      if (take.line == kNone) add_part(parts, take);
    }
    shipping.allocations = {parts.begin(), parts.size()};
  }

  void write_totals() {
    const Store& store = context_.store();
    TotalsAnswer& totals = answer_.totals;
    totals.subtotal = request_.subtotal;
    totals.items_discount = state_.items_discount;
    totals.discount = state_.goods_discount;
    totals.has_fulfillment = state_.option != kNone;
    totals.fulfillment = state_.shipping_price;
    totals.fulfillment_discount = state_.shipping_discount;
    totals.total = state_.goods + state_.shipping;
    answer_.has_tax = store.has_tax;
    answer_.tax_included = store.prices_include_tax;
    if (store.has_tax) {
      answer_.tax = tax_of(context_, state_);
      totals.tax_added = !store.prices_include_tax;
      if (totals.tax_added) {
        totals.tax = answer_.tax;
        totals.total += answer_.tax;
      }
    }
    answer_.due = totals.total;
  }

  void write_points() {
    const Play& play = context_.play;
    const Value& points = request_.facts[static_cast<unsigned>(Fact::customer_points)];
    const bool known = points.kind == ValueKind::number;
    const bool earns =
        play.rules->earns_points || (play.fragments != nullptr && play.fragments->earns_points);
    answer_.has_points = earns || known;
    answer_.points_earned = points_of(state_);
    answer_.points_available_after = Points::of(known ? points.number : 0);
  }

  Context& context_;
  const Request& request_;
  RunState& state_;
  Answer& answer_;
  std::span<std::uint32_t> place_;  // in `applied`, by candidate
};

}  // namespace

bool write_answer(Context& context, RunState& state, Answer& answer, bool totals_only) {
  return Answers(context, state, answer).run(totals_only);
}

std::string_view choose_text(const Program& program, Range texts, std::string_view locale,
                             std::string_view store_locale) {
  if (texts.count == 0) return {};
  const LocalisedText* const first = program.texts.data() + texts.first;
  for (const std::string_view wanted :
       {locale, language_of(locale), store_locale, language_of(store_locale)}) {
    for (std::uint32_t i = 0; i < texts.count; ++i) {
      if (first[i].locale.empty() || (!wanted.empty() && first[i].locale == wanted)) {
        return first[i].text;
      }
    }
  }
  return first->text;
}

}  // namespace tendero
