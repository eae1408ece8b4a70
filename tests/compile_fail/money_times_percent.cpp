// A percentage of an amount is rounded by name, not by an operator.
#include "base/money.hpp"

tendero::Money part(tendero::Money money, tendero::PartsPerMillion percent) {
#ifdef MISUSE
  return money * percent;
#else
  return tendero::percent_of(money, percent, tendero::Rounding::half_up);
#endif
}
