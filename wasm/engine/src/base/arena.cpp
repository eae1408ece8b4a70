#include "base/arena.hpp"

#include <algorithm>
#include <cstdlib>

namespace tendero {
ChunkSource system_chunks() noexcept {
  return {[](void*, std::size_t bytes) { return std::malloc(bytes); },
          [](void*, void* chunk) { std::free(chunk); }};
}

Arena::~Arena() {
  release_from(last_);
}

void Arena::release_from(Header* chunk) noexcept {
  while (chunk != nullptr) {
    Header* previous = chunk->previous;
    source_.release(source_.context, chunk);
    chunk = previous;
  }
}

void* Arena::allocate_slow(std::size_t bytes) noexcept {
  constexpr std::size_t kHeader = (sizeof(Header) + 15) & ~std::size_t{15};
  std::size_t wanted =
      last_ == nullptr ? kFirstChunk : std::min(last_->capacity * 2, kLargestChunk);
  wanted = std::max(wanted, bytes);
  if (wanted > SIZE_MAX - kHeader) {
    failed_ = true;
    return nullptr;
  }
  void* chunk = source_.acquire(source_.context, kHeader + wanted);
  if (chunk == nullptr) {
    failed_ = true;
    return nullptr;
  }
  held_ += wanted;
  last_ = new (chunk) Header{last_, wanted};
  memory_ = static_cast<std::byte*>(chunk) + kHeader;  // 16-aligned: so is what malloc answers
  capacity_ = wanted;
  position_ = bytes;
  return memory_;
}

std::string_view Arena::copy(std::string_view text) noexcept {
  if (text.empty()) return {};
  auto* bytes = static_cast<char*>(allocate(text.size(), 1));
  if (bytes == nullptr) return {};
  std::memcpy(bytes, text.data(), text.size());
  return {bytes, text.size()};
}

void Arena::reset() noexcept {
  failed_ = false;
  position_ = 0;
  if (last_ == nullptr) return;
  release_from(last_->previous);  // chunks only grow, so the last one is the largest
  last_->previous = nullptr;
  held_ = last_->capacity;
}

}  // namespace tendero
