#pragma once
// A growing array of plain values whose memory comes from malloc: where an arena would waste half,
// and a std::vector would end the process when memory runs out.

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <type_traits>
#include <utility>

#include "base/assert.hpp"

namespace tendero {

template <class T>
class Buffer {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  Buffer() = default;
  ~Buffer() { std::free(data_); }
  Buffer(Buffer&& other) noexcept { swap(other); }
  Buffer& operator=(Buffer&& other) noexcept {
    swap(other);
    return *this;
  }

  /// False when memory ran out; then nothing changed.
  [[nodiscard]] bool reserve(std::size_t count) noexcept {
    if (count <= capacity_) return true;
    if (count > SIZE_MAX / 2 / sizeof(T)) return false;
    void* block = std::realloc(static_cast<void*>(data_), count * sizeof(T));
    if (block == nullptr) return false;
    data_ = static_cast<T*>(block);
    capacity_ = count;
    return true;
  }
  [[nodiscard]] bool push_back(const T& value) noexcept {
    if (size_ == capacity_ && !reserve(capacity_ < 8 ? 16 : capacity_ * 2)) return false;
    data_[size_++] = value;
    return true;
  }
  [[nodiscard]] bool append(const T* values, std::size_t count) noexcept {
    if (count > capacity_ - size_) {
      const std::size_t doubled = capacity_ * 2;
      if (!reserve(size_ + count > doubled ? size_ + count : doubled)) return false;
    }
    if (count > 0) std::memcpy(static_cast<void*>(data_ + size_), values, count * sizeof(T));
    size_ += count;
    return true;
  }

  T& operator[](std::size_t index) noexcept {
    TENDERO_ASSERT(index < size_);
    return data_[index];
  }
  const T& operator[](std::size_t index) const noexcept {
    TENDERO_ASSERT(index < size_);
    return data_[index];
  }
  T* data() noexcept { return data_; }
  const T* data() const noexcept { return data_; }
  std::size_t size() const noexcept { return size_; }

 private:
  void swap(Buffer& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    std::swap(capacity_, other.capacity_);
  }

  T* data_ = nullptr;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

}  // namespace tendero
