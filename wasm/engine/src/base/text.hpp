#pragma once
// Small text building, out of line: the engine says much in errors, and each byte of it travels to
// a page.

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace tendero {

void append_digits(std::string& out, std::int64_t number);
std::string digits(std::int64_t number);
std::string join(std::initializer_list<std::string_view> parts);

}  // namespace tendero
