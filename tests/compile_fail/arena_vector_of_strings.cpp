// An arena frees without destroying, so it holds plain values alone.
#include <string>

#include "base/arena.hpp"

void fill(tendero::Arena& arena) {
#ifdef MISUSE
  tendero::ArenaVector<std::string> list(arena);
#else
  tendero::ArenaVector<int> list(arena);
#endif
  (void)list.size();
}
