#pragma once
// Places where the fault tests may kill or delay the process. The product links failpoint.cpp,
// where reaching one does nothing; the test binary links tests/faults/failpoint.cpp.

#include <string_view>

namespace tendero::server {

void reach(std::string_view point);

}  // namespace tendero::server
