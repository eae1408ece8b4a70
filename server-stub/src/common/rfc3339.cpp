#include <date/date.h>

#include "common/clock.hpp"

namespace tendero::server {

std::string rfc3339(std::int64_t ms) {
  const date::sys_time<std::chrono::milliseconds> instant{std::chrono::milliseconds{ms}};
  return date::format("%FT%TZ", instant);
}

}  // namespace tendero::server
