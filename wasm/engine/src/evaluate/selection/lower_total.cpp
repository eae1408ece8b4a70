#include "evaluate/selection/lower_total.hpp"

#include <algorithm>

namespace tendero {

LowerTotal::LowerTotal(Context& context, std::uint32_t option) {
  const Store& store = context.store();
  adds_tax_ = store.has_tax && !store.prices_include_tax;
  if (!adds_tax_) return;
  if (store.tax_when == TaxWhen::before_discount) {
    RunState sent(context.arena);
    if (begin(sent, context, option)) fixed_ = tax_of(context, sent);
    return;
  }
  if (store.tax_round == TaxRound::per_unit) return;  // each unit could round its tax away
  rate_ = store.tax_rate.parts();
  if (option != kNone) {
    const ShippingOption& chosen = context.request.options[option];
    rate_ = std::min(rate_, (chosen.has_tax_rate ? chosen.tax_rate : store.shipping_rate).parts());
  }
  for (const Line& line : context.request.lines) {
    if (line.has_tax_rate) rate_ = std::min(rate_, line.tax_rate.parts());
  }
  // One rounding for each line, and one for each line's rate in proportional shipping.
  slack_ = Money::minor(2 * static_cast<std::int64_t>(context.request.lines.size()) + 2);
}

Money LowerTotal::of(Money goods_and_shipping) const {
  if (!adds_tax_) return goods_and_shipping;
  const Money tax = percent_of(goods_and_shipping, PartsPerMillion::of(rate_), Rounding::floor);
  return goods_and_shipping + fixed_ + std::max(Money(), tax - slack_);
}

}  // namespace tendero
