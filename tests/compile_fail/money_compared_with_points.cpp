// What cannot be added cannot be compared.
#include "base/money.hpp"

bool less(tendero::Money money, tendero::Points points) {
#ifdef MISUSE
  return money < points;
#else
  return money.minor() < points.count();
#endif
}
