#include "evaluate/tax.hpp"

#include "evaluate/allocation.hpp"

namespace tendero {
namespace {

/// Goods and shipping of one rate.
struct RateSum {
  std::int64_t rate = 0;
  std::int64_t goods = 0;
  std::int64_t all = 0;
};

class TaxSum {
 public:
  TaxSum(Context& context, RunState& state)
      : context_(context),
        state_(state),
        store_(context.store()),
        before_(store_.tax_when == TaxWhen::before_discount),
        rates_(context.arena) {}

  Money run() {
    const bool by_rate = store_.tax_round == TaxRound::per_rate;
    const bool proportional = store_.shipping_rate_proportional && state_.option != kNone &&
                              !context_.request.options[state_.option].has_tax_rate;
    const Slice<Line>& lines = context_.request.lines;
    for (std::uint32_t i = 0; i < lines.size(); ++i) {
      const Money base = before_ ? lines[i].subtotal() : state_.totals[i];
      const std::int64_t rate = rate_of(lines[i]);
      if (by_rate || proportional) add(rate, base, base);
      if (by_rate) continue;
      tax_ += store_.tax_round == TaxRound::per_unit ? by_unit(i, rate) : tax(base, rate);
    }
    if (state_.option != kNone) add_shipping(by_rate, proportional);
    if (by_rate) {
      for (const RateSum& sum : rates_) tax_ += tax(Money::minor(sum.all), sum.rate);
    }
    return tax_;
  }

 private:
  std::int64_t rate_of(const Line& line) const {
    return (line.has_tax_rate ? line.tax_rate : store_.tax_rate).parts();
  }

  /// Included: total * r / (1 + r); excluded: total * r.
  Money tax(Money total, std::int64_t rate) const {
    const std::int64_t whole = kWhole.parts() + (store_.prices_include_tax ? rate : 0);
    return Money::minor(mul_div(total.minor(), rate, whole, store_.tax_rounding));
  }

  Money by_unit(std::uint32_t line, std::int64_t rate) {
    const Line& of = context_.request.lines[line];
    if (before_) return Money::minor(tax(of.unit_price, rate).minor() * of.quantity);
    Money sum;
    for (std::uint32_t run = lay_out(state_, context_, line); run != kNone;
         run = state_.runs[run].next) {
      const UnitRun& units = state_.runs[run];
      sum += Money::minor(tax(units.price, rate).minor() * units.count);
    }
    return sum;
  }

  void add(std::int64_t rate, Money goods, Money all) {
    for (RateSum& sum : rates_) {
      if (sum.rate != rate) continue;
      sum.goods += goods.minor();
      sum.all += all.minor();
      return;
    }
    if (!rates_.push_back({})) return;
    std::size_t place = rates_.size() - 1;  // ascending by rate
    for (; place > 0 && rates_[place - 1].rate > rate; --place) rates_[place] = rates_[place - 1];
    rates_[place] = {rate, goods.minor(), all.minor()};
  }

  void add_part(bool by_rate, std::int64_t rate, Money part) {
    if (by_rate) {
      add(rate, Money(), part);
    } else {
      tax_ += tax(part, rate);
    }
  }

  void add_shipping(bool by_rate, bool proportional) {
    const ShippingOption& option = context_.request.options[state_.option];
    const Money base = before_ ? state_.shipping_price : state_.shipping;
    if (!proportional) {
      add_part(by_rate, (option.has_tax_rate ? option.tax_rate : store_.shipping_rate).parts(),
               base);
      return;
    }
    ArenaVector<Part> parts(context_.arena);
    for (std::uint32_t i = 0; i < rates_.size(); ++i) {
      parts.push_back({rates_[i].goods, kMaxMinor, 1, i, 0});
    }
    const std::int64_t left = allocate(parts, base.minor(), context_.scratch.allocation);
    for (const Part& part : parts) {
      add_part(by_rate, rates_[part.source].rate, Money::minor(part.taken));
    }
    if (left > 0) add_part(by_rate, store_.tax_rate.parts(), Money::minor(left));  // no goods' rate
  }

  Context& context_;
  RunState& state_;
  const Store& store_;
  const bool before_;
  ArenaVector<RateSum> rates_;
  Money tax_;
};

}  // namespace

Money tax_of(Context& context, RunState& state) {
  if (!context.store().has_tax) return {};
  context.steps.spend(context.request.lines.size());
  return TaxSum(context, state).run();
}

Money total_now(Context& context, RunState& state) {
  Money total = state.goods + state.shipping;
  if (!context.store().prices_include_tax) total += tax_of(context, state);
  return total;
}

}  // namespace tendero
