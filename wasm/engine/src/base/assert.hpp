#pragma once
// An assertion that fails is our own bug. It stays on in release builds and ends the call: a trap
// in WebAssembly (the glue drops the instance), the process on the server (its supervisor restarts
// it).

#define TENDERO_ASSERT(condition)  \
  do {                             \
    if (!(condition)) [[unlikely]] \
      __builtin_trap();            \
  } while (false)
