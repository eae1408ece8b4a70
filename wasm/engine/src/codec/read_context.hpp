#pragma once
// What the readers of a request share.

#include <span>

#include "base/arena.hpp"
#include "base/fields.hpp"
#include "model/request.hpp"
#include "program/program.hpp"

namespace tendero {

struct ReadContext {
  const Program& rules;
  const StringPool& pool;              // the fragments' where there are any, else the rules'
  std::span<const OpenedCode> opened;  // by the fragments of the request
  Arena& arena;                        // holds what the request's slices look at
  Errors& errors;

  Text text(std::string_view bytes) const { return {bytes, pool.find(bytes)}; }
};

template <class T>
Slice<T> slice_of(const ArenaVector<T>& list) {
  return {list.begin(), list.size()};
}

/// Whether absent members are required, or were there before and stay.
enum class Reading : std::uint8_t { whole, change };

}  // namespace tendero
