// Points are no money.
#include "base/money.hpp"

tendero::Money sum(tendero::Money money, tendero::Points points) {
#ifdef MISUSE
  return money + points;
#else
  return money + tendero::Money::minor(points.count());
#endif
}
