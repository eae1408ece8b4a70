// A failpoint acts once, when the file of its name is there: `kill`, or `sleep:MS`.
#include "common/failpoint.hpp"

#include <signal.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <thread>

#include "faults.hpp"

namespace tendero::server {

void reach(std::string_view point) {
  const std::string action = faults::armed(point);
  if (action.empty()) return;
  std::remove(faults::file_of(point).c_str());
  if (action == "kill") ::kill(::getpid(), SIGKILL);
  if (action.starts_with("sleep:")) {
    std::this_thread::sleep_for(std::chrono::milliseconds(std::atoi(action.c_str() + 6)));
  }
}

}  // namespace tendero::server
