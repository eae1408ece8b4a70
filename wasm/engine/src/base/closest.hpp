#pragma once
// "Did you mean …": the known word that is nearest to an unknown one.

#include <span>
#include <string_view>

namespace tendero {

/// Steps (insert, remove, change, swap of neighbours) from one word to the other; `limit` + 1 when
/// more.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit);

/// Keeps the best of the words it is offered; none when nothing is near enough to be a slip.
class Closest {
 public:
#ifdef TENDERO_TERSE
  explicit Closest(std::string_view) {}
  void offer(std::string_view) {}
  std::string_view best() const {
    return {};
  }
#else
  explicit Closest(std::string_view wanted);
  void offer(std::string_view word);
  std::string_view best() const {
    return best_;
  }

 private:
  std::string_view wanted_, best_;
  std::size_t distance_;
#endif
};

std::string_view closest(std::string_view wanted, std::span<const std::string_view> words);

}  // namespace tendero
