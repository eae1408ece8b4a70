#pragma once
// From the least that goods and shipping can cost to the least that the shopper can pay.

#include "evaluate/tax.hpp"

namespace tendero {

/// A lower bound of the total, tax included, for a lower bound of goods and shipping before tax.
class LowerTotal {
 public:
  LowerTotal(Context& context, std::uint32_t option);
  Money of(Money goods_and_shipping) const;

 private:
  bool adds_tax_ = false;
  Money fixed_;            // tax on prices as sent does not fall with discounts
  std::int64_t rate_ = 0;  // the lowest in the cart, parts per million
  Money slack_;            // what roundings can take off in all
};

}  // namespace tendero
