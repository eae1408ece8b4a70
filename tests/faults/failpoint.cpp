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
  const std::string what = faults::armed(point);
  if (what.empty()) return;
  std::remove(faults::file_of(point).c_str());
  if (what == "kill") ::kill(::getpid(), SIGKILL);
  if (what.starts_with("sleep:")) {
    std::this_thread::sleep_for(std::chrono::milliseconds(std::atoi(what.c_str() + 6)));
  }
}

}  // namespace tendero::server
