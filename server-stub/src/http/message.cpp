#include "http/message.hpp"

#include "common/text.hpp"

namespace tendero::server {

std::string_view Request::header(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (equal_ignoring_case(key, name)) return value;
  }
  return {};
}

std::size_t Request::header_count(std::string_view name) const {
  std::size_t count = 0;
  for (const auto& [key, value] : headers) count += equal_ignoring_case(key, name) ? 1 : 0;
  return count;
}

}  // namespace tendero::server
