#pragma once
// Small text building, out of line: the engine says much in errors, and each byte of it travels to
// a page.

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

// In a shopper's page an error is a code and a pointer: the words that a developer reads (found,
// expected, did you mean) are in the module for merchants, and natively. TENDERO_SAY builds such
// words.
#ifdef TENDERO_TERSE
#define TENDERO_SAY(...) std::string_view()
#else
#define TENDERO_SAY(...) __VA_ARGS__
#endif

namespace tendero {

void append_digits(std::string& out, std::int64_t number);
std::string digits(std::int64_t number);
std::string join(std::initializer_list<std::string_view> parts);

}  // namespace tendero
