#pragma once
// Every limit of the engine, by name (rules.md section 8). Past one: an error that names it.

#include <cstddef>
#include <cstdint>

namespace tendero::limits {

inline constexpr std::size_t kLines = 1'000;
inline constexpr std::int64_t kQuantity = 1'000'000;
inline constexpr std::size_t kCodes = 30;
inline constexpr std::size_t kPromotions = 10'000;
inline constexpr std::size_t kDepth = 32;
inline constexpr std::size_t kRequestBytes = std::size_t{1} << 20;
inline constexpr std::size_t kRulesetBytes = std::size_t{8} << 20;
inline constexpr std::size_t kUnitRuns = 64;   // runs of equal units written for a line
inline constexpr std::size_t kErrors = 20;     // reported for one text
inline constexpr std::size_t kNudges = 3;      // promotions that an answer nudges towards
inline constexpr std::size_t kNudgeTries = 8;  // promotions that are evaluated to find them
inline constexpr std::uint64_t kSearchSteps = 300'000;  // of one search for the best set
inline constexpr std::uint64_t kSearchSets = 4'096;     // that it runs
inline constexpr std::uint64_t kSteps = 20'000'000;     // of one evaluation, then `too_complex`

}  // namespace tendero::limits
