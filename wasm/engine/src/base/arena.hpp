#pragma once
// Memory of one call. Chunks come from a source that may say no: then `allocate` answers null, the
// arena remembers it, and the call ends with `out_of_memory` instead of an abort.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>
#include <span>
#include <string_view>
#include <type_traits>

#include "base/assert.hpp"

namespace tendero {

/// Where an arena gets its chunks. Tests plug in a source that fails at the n-th request.
struct ChunkSource {
  void* (*acquire)(void* context, std::size_t bytes);
  void (*release)(void* context, void* chunk);
  void* context = nullptr;
};

/// The process's own memory, asked without throwing.
ChunkSource system_chunks() noexcept;

class Arena {
 public:
  static constexpr std::size_t kFirstChunk = 16 * 1024;
  static constexpr std::size_t kLargestChunk = 1024 * 1024;

  explicit Arena(ChunkSource source = system_chunks()) noexcept : source_(source) {}
  ~Arena();
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  /// Bytes at the given alignment (a power of two, at most 16), or null when no chunk can be had.
  void* allocate(std::size_t bytes, std::size_t alignment) noexcept {
    const std::size_t start = (position_ + alignment - 1) & ~(alignment - 1);
    if (start > capacity_ || bytes > capacity_ - start) return allocate_slow(bytes);
    position_ = start + bytes;
    return memory_ + start;
  }

  /// `count` value-initialised elements; empty when memory ran out (then `failed()`).
  template <class T>
  std::span<T> make(std::size_t count) noexcept {
    static_assert(std::is_trivially_destructible_v<T> && alignof(T) <= 16);
    if (count > SIZE_MAX / 2 / sizeof(T)) return fail<T>();
    auto* first = static_cast<T*>(allocate(count * sizeof(T), alignof(T)));
    if (first == nullptr) return {};
    for (std::size_t i = 0; i < count; ++i) new (first + i) T();
    return {first, count};
  }

  /// A copy of `text` that lives as long as the arena; empty when memory ran out.
  std::string_view copy(std::string_view text) noexcept;

  bool failed() const noexcept { return failed_; }
  /// Bytes held from the source.
  std::size_t held() const noexcept { return held_; }

  /// Frees everything at once but keeps the largest chunk for the next call.
  void reset() noexcept;

 private:
  struct Header {
    Header* previous;
    std::size_t capacity;
  };

  template <class T>
  std::span<T> fail() noexcept {
    failed_ = true;
    return {};
  }

  void* allocate_slow(std::size_t bytes) noexcept;
  void release_from(Header* chunk) noexcept;

  ChunkSource source_;
  Header* last_ = nullptr;
  std::byte* memory_ = nullptr;  // after the header of the last chunk
  std::size_t position_ = 0;
  std::size_t capacity_ = 0;
  std::size_t held_ = 0;
  bool failed_ = false;
};

/// A growing array of plain values in an arena. Growth leaves the old block behind: an arena is
/// short-lived.
template <class T>
class ArenaVector {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  explicit ArenaVector(Arena& arena) noexcept : arena_(&arena) {}

  /// False when memory ran out; the arena remembers it, so a caller may look once at the end.
  bool push_back(const T& value) noexcept {
    if (size_ == capacity_ && !grow(size_ + 1)) return false;
    data_[size_++] = value;
    return true;
  }
  bool reserve(std::size_t count) noexcept { return count <= capacity_ || grow(count); }
  void pop_back() noexcept {
    TENDERO_ASSERT(size_ > 0);
    --size_;
  }
  void clear() noexcept { size_ = 0; }
  void truncate(std::size_t count) noexcept {
    TENDERO_ASSERT(count <= size_);
    size_ = count;
  }

  T& operator[](std::size_t index) noexcept {
    TENDERO_ASSERT(index < size_);
    return data_[index];
  }
  const T& operator[](std::size_t index) const noexcept {
    TENDERO_ASSERT(index < size_);
    return data_[index];
  }
  T& back() noexcept { return (*this)[size_ - 1]; }
  T* begin() noexcept { return data_; }
  T* end() noexcept { return data_ + size_; }
  const T* begin() const noexcept { return data_; }
  const T* end() const noexcept { return data_ + size_; }
  std::size_t size() const noexcept { return size_; }
  bool empty() const noexcept { return size_ == 0; }
  std::span<T> span() noexcept { return {data_, size_}; }
  std::span<const T> span() const noexcept { return {data_, size_}; }

 private:
  bool grow(std::size_t least) noexcept {
    std::size_t wanted = capacity_ == 0 ? 8 : capacity_ * 2;
    if (wanted < least) wanted = least;
    auto* block = static_cast<T*>(arena_->allocate(wanted * sizeof(T), alignof(T)));
    if (block == nullptr) return false;
    if (size_ > 0) std::memcpy(static_cast<void*>(block), data_, size_ * sizeof(T));
    data_ = block;
    capacity_ = wanted;
    return true;
  }

  Arena* arena_;
  T* data_ = nullptr;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

}  // namespace tendero
