// A Path points at its parent: a copy would take its original for one.
#include "base/fields.hpp"

std::string place() {
  const tendero::Path root;
  const tendero::Path at(root, "cart");
#ifdef MISUSE
  const tendero::Path copy = at;
  return copy.str();
#else
  return at.str();
#endif
}
