#pragma once
// Money, points and percentages are different types, so that mixing them does not compile.
// Integers only. Every amount of a request is bounded by kMaxMinor when it is read, sums included,
// so plain additions cannot overflow afterwards; products go through mul_div.

#include <compare>
#include <cstdint>

#include "base/assert.hpp"

namespace tendero {

/// 2^53 - 1: the largest integer that JSON readers everywhere agree on.
inline constexpr std::int64_t kMaxMinor = 9007199254740991;

/// An amount in minor units of the evaluation's one currency.
class Money {
 public:
  constexpr Money() = default;
  static constexpr Money minor(std::int64_t units) { return Money(units); }
  constexpr std::int64_t minor() const { return units_; }
  constexpr bool is_zero() const { return units_ == 0; }

  constexpr Money operator+(Money other) const { return Money(units_ + other.units_); }
  constexpr Money operator-(Money other) const { return Money(units_ - other.units_); }
  constexpr Money operator-() const { return Money(-units_); }
  constexpr Money& operator+=(Money other) { return units_ += other.units_, *this; }
  constexpr Money& operator-=(Money other) { return units_ -= other.units_, *this; }
  constexpr auto operator<=>(const Money&) const = default;

 private:
  explicit constexpr Money(std::int64_t units) : units_(units) {}
  std::int64_t units_ = 0;
};

/// Loyalty points.
class Points {
 public:
  constexpr Points() = default;
  static constexpr Points of(std::int64_t count) { return Points(count); }
  constexpr std::int64_t count() const { return count_; }
  constexpr Points operator+(Points other) const { return Points(count_ + other.count_); }
  constexpr Points& operator+=(Points other) { return count_ += other.count_, *this; }
  constexpr auto operator<=>(const Points&) const = default;

 private:
  explicit constexpr Points(std::int64_t count) : count_(count) {}
  std::int64_t count_ = 0;
};

/// A percentage or factor in parts per million: 12.5 % is 125,000; 100 % is kWhole.
class PartsPerMillion {
 public:
  constexpr PartsPerMillion() = default;
  static constexpr PartsPerMillion of(std::int64_t parts) { return PartsPerMillion(parts); }
  constexpr std::int64_t parts() const { return parts_; }
  constexpr auto operator<=>(const PartsPerMillion&) const = default;

 private:
  explicit constexpr PartsPerMillion(std::int64_t parts) : parts_(parts) {}
  std::int64_t parts_ = 0;
};

inline constexpr PartsPerMillion kWhole = PartsPerMillion::of(1'000'000);

enum class Rounding : std::uint8_t { half_up, half_even, half_down, floor };

__extension__ typedef __int128 Wide;  // a GNU type: -Wpedantic must be told

/// a * b / c, rounded, exact in between. a, b >= 0, c > 0; the quotient must fit in 63 bits.
constexpr std::int64_t mul_div(std::int64_t a, std::int64_t b, std::int64_t c, Rounding rounding) {
  TENDERO_ASSERT(a >= 0 && b >= 0 && c > 0);
  std::int64_t quotient = 0;
  std::int64_t rest = 0;
  if (std::int64_t product = 0; !__builtin_mul_overflow(a, b, &product)) {
    quotient = product / c;  // the common case: 128-bit division is slow in WebAssembly
    rest = product % c;
  } else {
    const Wide wide = static_cast<Wide>(a) * b;
    TENDERO_ASSERT(wide / c <= INT64_MAX);
    quotient = static_cast<std::int64_t>(wide / c);
    rest = static_cast<std::int64_t>(wide % c);
  }
  const std::int64_t other = c - rest;  // rest < other: below half; no doubling, no overflow
  switch (rounding) {
    case Rounding::floor:
      return quotient;
    case Rounding::half_up:
      return quotient + (rest >= other ? 1 : 0);
    case Rounding::half_down:
      return quotient + (rest > other ? 1 : 0);
    case Rounding::half_even:
      return quotient + (rest > other || (rest == other && (quotient & 1) != 0) ? 1 : 0);
  }
  return quotient;
}

/// The share of an amount that a percentage takes: 12.5 % of 1.01 at half_up is 0.13.
constexpr Money percent_of(Money amount, PartsPerMillion percent, Rounding rounding) {
  return Money::minor(mul_div(amount.minor(), percent.parts(), kWhole.parts(), rounding));
}

}  // namespace tendero
