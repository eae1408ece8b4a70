// A clock that the tests move: the file `clock` holds milliseconds to add.
#include "common/clock.hpp"

#include <chrono>

#include "faults.hpp"

namespace tendero::server {

std::int64_t now_ms() {
  using namespace std::chrono;
  const std::string moved = faults::armed("clock");
  return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count() +
         (moved.empty() ? 0 : std::atoll(moved.c_str()));
}

}  // namespace tendero::server
