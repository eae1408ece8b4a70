#include "base/text.hpp"

namespace tendero {

void append_digits(std::string& out, std::int64_t number) {
  char text[20];
  std::size_t count = 0;
  auto rest = static_cast<std::uint64_t>(number);
  if (number < 0) {
    out += '-';
    rest = 0 - rest;
  }
  do {
    text[sizeof(text) - ++count] = static_cast<char>('0' + rest % 10);
    rest /= 10;
  } while (rest != 0);
  out.append(text + sizeof(text) - count, count);
}

std::string digits(std::int64_t number) {
  std::string out;
  append_digits(out, number);
  return out;
}

std::string join(std::initializer_list<std::string_view> parts) {
  std::string out;
  for (const std::string_view part : parts) out += part;
  return out;
}

}  // namespace tendero
