// 20 % is 200,000 parts per million: a bare 20 would be something else.
#include "base/money.hpp"

tendero::PartsPerMillion percent() {
#ifdef MISUSE
  return 20;
#else
  return tendero::PartsPerMillion::of(200'000);
#endif
}
