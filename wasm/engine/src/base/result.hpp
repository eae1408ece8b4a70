#pragma once
// Errors are values: the engine is built without exceptions, natively and in WebAssembly alike.
// Three kinds, never mixed: Error (the input is wrong), Rejection (a valid business answer, inside
// the result), assert (our own bug).

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

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
  std::string found;
  std::string expected;
  std::string did_you_mean;
  std::size_t offset = kNoOffset;
};

/// A value or the error that prevented it.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  T& value() {
    TENDERO_ASSERT(ok());
    return *std::get_if<0>(&state_);
  }
  const T& value() const {
    TENDERO_ASSERT(ok());
    return *std::get_if<0>(&state_);
  }
  Error& error() {
    TENDERO_ASSERT(!ok());
    return *std::get_if<1>(&state_);
  }
  const Error& error() const {
    TENDERO_ASSERT(!ok());
    return *std::get_if<1>(&state_);
  }

 private:
  std::variant<T, Error> state_;
};

/// Success without a value, or an error.
using Status = std::optional<Error>;

}  // namespace tendero
