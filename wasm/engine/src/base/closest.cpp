#include "base/closest.hpp"

#include <algorithm>

namespace tendero {

std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit) {
  constexpr std::size_t kLongest = 64;
  const std::size_t difference = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
  if (difference > limit || a.size() > kLongest || b.size() > kLongest) return limit + 1;
  std::size_t rows[3][kLongest + 1];
  std::size_t* before = rows[0];
  std::size_t* previous = rows[1];
  std::size_t* current = rows[2];
  for (std::size_t j = 0; j <= b.size(); ++j) previous[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    current[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      current[j] = std::min({previous[j] + 1, current[j - 1] + 1, change});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) current[j] = std::min(current[j], before[j - 2] + 1);
    }
    std::size_t* oldest = before;
    before = previous;
    previous = current;
    current = oldest;
  }
  return std::min(previous[b.size()], limit + 1);
}

#ifndef TENDERO_TERSE
Closest::Closest(std::string_view wanted)
    : wanted_(wanted), distance_(wanted.size() <= 4 ? 2 : wanted.size() / 4 + 2) {}

void Closest::offer(std::string_view word) {
  if (distance_ == 0) return;
  const std::size_t found = edit_distance(wanted_, word, distance_ - 1);
  if (found >= distance_ || found >= std::max(wanted_.size(), word.size())) return;
  distance_ = found;
  best_ = word;
}

#endif

std::string_view closest(std::string_view wanted, std::span<const std::string_view> words) {
  Closest search(wanted);
  for (const std::string_view word : words) search.offer(word);
  return search.best();
}

}  // namespace tendero
