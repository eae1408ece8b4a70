// An amount is made on purpose, never from a bare integer.
#include "base/money.hpp"

tendero::Money price() {
#ifdef MISUSE
  return 1999;
#else
  return tendero::Money::minor(1999);
#endif
}
