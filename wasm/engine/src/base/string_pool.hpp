#pragma once
// Interned strings: equal bytes have equal ids, so that the evaluation compares integers.
// A pool may stand on another one (a fragment's on its ruleset's); their ids share one space.

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/arena.hpp"

namespace tendero {

/// Names an interned string; comparable within one pool and the pool it stands on.
using StringId = std::uint32_t;
/// Of no string: what a look-up of unknown bytes answers.
inline constexpr StringId kNoString = 0;

class StringPool {
 public:
  /// Stands on `parent`, which must outlive this pool and must not grow meanwhile.
  explicit StringPool(const StringPool* parent = nullptr);

  /// The id of `text`, added when it is new; kNoString only when memory ran out.
  StringId intern(std::string_view text);
  /// The id of `text`, or kNoString.
  StringId find(std::string_view text) const;
  /// Lives as long as the pool.
  std::string_view view(StringId id) const;
  /// Ids are 1 … size(), those of the parent first.
  std::uint32_t size() const { return base_ + static_cast<std::uint32_t>(entries_.size()); }

 private:
  struct Entry {
    std::string_view text;
    std::uint32_t hash;
  };

  static std::uint32_t hash_of(std::string_view text);
  StringId find_hashed(std::string_view text, std::uint32_t hash) const;
  void grow();

  const StringPool* parent_;
  std::uint32_t base_;
  Arena bytes_;
  std::vector<Entry> entries_;
  std::vector<std::uint32_t> slots_;  // open addressing; 0 is free, else position in entries_ + 1
};

}  // namespace tendero
