#pragma once
// Errors are values: the engine is built without exceptions, natively and in WebAssembly alike.
// Three kinds, never mixed: Error (the input is wrong), Rejection (a valid business answer, inside
// the result), assert (our own bug).

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/assert.hpp"

namespace tendero {

/// Where nothing is known about the place in the text.
inline constexpr std::size_t kNoOffset = static_cast<std::size_t>(-1);

/// One thing wrong with an input. `code` is stable and never renamed; `pointer` is a JSON pointer
/// (RFC 6901) into the text that was given; `offset` its byte offset there.
struct Error {
  Error();
  Error(std::string_view wrong, std::string_view where, std::string_view what,
        std::string_view wanted, std::string_view near = {}, std::size_t at = kNoOffset);
  // Out of line: a Result stands in many places, and each would carry four strings' worth of code.
  Error(const Error&);
  Error(Error&&) noexcept;
  Error& operator=(const Error&);
  Error& operator=(Error&&) noexcept;
  ~Error();

  std::string_view code;  // a literal
  std::string pointer;
#ifndef TENDERO_TERSE  // see base/text.hpp
  std::string found;
  std::string expected;
  std::string did_you_mean;
#endif
  std::size_t offset = kNoOffset;
};

/// A value or the error that prevented it. Both stand side by side: a value that is not there is
/// empty.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : value_(std::move(value)), ok_(true) {}
  Result(Error error) : error_(std::move(error)) {}

  bool ok() const { return ok_; }
  explicit operator bool() const { return ok_; }

  T& value() {
    TENDERO_ASSERT(ok_);
    return value_;
  }
  const T& value() const {
    TENDERO_ASSERT(ok_);
    return value_;
  }
  Error& error() {
    TENDERO_ASSERT(!ok_);
    return error_;
  }
  const Error& error() const {
    TENDERO_ASSERT(!ok_);
    return error_;
  }

 private:
  T value_{};
  Error error_;
  bool ok_ = false;
};

/// Success without a value, or an error.
using Status = std::optional<Error>;

}  // namespace tendero
