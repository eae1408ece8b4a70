#include "base/string_pool.hpp"

#include <cstring>

#include "base/assert.hpp"

namespace tendero {
namespace {

std::uint64_t read(const char* bytes, std::size_t count) {
  std::uint64_t value = 0;
  std::memcpy(&value, bytes, count);
  return value;
}

std::uint64_t mix(std::uint64_t value) {
  value ^= value >> 32;
  value *= 0xE9846AF9B1A615DDull;
  value ^= value >> 32;
  value *= 0xE9846AF9B1A615DDull;
  return value ^ (value >> 28);
}

}  // namespace

StringPool::StringPool(const StringPool* parent)
    : parent_(parent), base_(parent == nullptr ? 0 : parent->size()) {}

std::uint32_t StringPool::hash_of(std::string_view text) {
  std::uint64_t state = 0x9E3779B97F4A7C15ull ^ text.size();
  std::size_t at = 0;
  for (; at + 8 <= text.size(); at += 8) state = mix(state ^ read(text.data() + at, 8));
  if (at < text.size()) state = mix(state ^ read(text.data() + at, text.size() - at));
  return static_cast<std::uint32_t>(state ^ (state >> 32));
}

StringId StringPool::find_hashed(std::string_view text, std::uint32_t hash) const {
  if (parent_ != nullptr) {
    if (const StringId id = parent_->find_hashed(text, hash); id != kNoString) return id;
  }
  if (slots_.empty()) return kNoString;
  const std::uint32_t mask = static_cast<std::uint32_t>(slots_.size()) - 1;
  for (std::uint32_t slot = hash & mask; slots_[slot] != 0; slot = (slot + 1) & mask) {
    const Entry& entry = entries_[slots_[slot] - 1];
    if (entry.hash == hash && entry.text == text) return base_ + slots_[slot];
  }
  return kNoString;
}

StringId StringPool::find(std::string_view text) const {
  return find_hashed(text, hash_of(text));
}

StringId StringPool::intern(std::string_view text) {
  const std::uint32_t hash = hash_of(text);
  if (const StringId id = find_hashed(text, hash); id != kNoString) return id;
  const std::string_view stored = bytes_.copy(text);
  if (bytes_.failed()) return kNoString;
  if ((entries_.size() + 1) * 4 > slots_.size() * 3) grow();
  entries_.push_back({stored, hash});
  const std::uint32_t mask = static_cast<std::uint32_t>(slots_.size()) - 1;
  std::uint32_t slot = hash & mask;
  while (slots_[slot] != 0) slot = (slot + 1) & mask;
  slots_[slot] = static_cast<std::uint32_t>(entries_.size());
  return size();
}

std::string_view StringPool::view(StringId id) const {
  if (id == kNoString) return {};
  if (id <= base_) return parent_->view(id);
  TENDERO_ASSERT(id <= size());
  return entries_[id - base_ - 1].text;
}

void StringPool::grow() {
  slots_.assign(slots_.empty() ? 16 : slots_.size() * 2, 0);
  const std::uint32_t mask = static_cast<std::uint32_t>(slots_.size()) - 1;
  for (std::uint32_t i = 0; i < entries_.size(); ++i) {
    std::uint32_t slot = entries_[i].hash & mask;
    while (slots_[slot] != 0) slot = (slot + 1) & mask;
    slots_[slot] = i + 1;
  }
}

}  // namespace tendero
