#pragma once
// A read-only run of values that lives in an arena or a program. Trivially copyable, 12 bytes in
// wasm.

#include <cstddef>
#include <cstdint>

#include "base/assert.hpp"

namespace tendero {

template <class T>
class Slice {
 public:
  constexpr Slice() = default;
  constexpr Slice(const T* first, std::size_t count)
      : first_(first), count_(static_cast<std::uint32_t>(count)) {}
  constexpr const T* begin() const { return first_; }
  constexpr const T* end() const { return first_ + count_; }
  constexpr std::size_t size() const { return count_; }
  constexpr bool empty() const { return count_ == 0; }
  constexpr const T& operator[](std::size_t index) const {
    TENDERO_ASSERT(index < count_);
    return first_[index];
  }

 private:
  const T* first_ = nullptr;
  std::uint32_t count_ = 0;
};

}  // namespace tendero
