// An error cannot be dropped by not looking.
#include "base/result.hpp"

tendero::Result<int> half(int number) {
  if (number % 2 != 0) return tendero::Error("odd", "", "an odd number", "an even one");
  return number / 2;
}

int main() {
#ifdef MISUSE
#pragma GCC diagnostic error "-Wunused-result"
  half(3);
#else
  return half(4).value();
#endif
}
