#pragma once
// Instants and wall clock times as text (RFC 3339) and as milliseconds since 1970-01-01T00:00Z.
// Proleptic Gregorian calendar, no leap seconds. A wall clock time counts as if its zone were UTC.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tendero {

inline constexpr std::int64_t kMsPerMinute = 60'000;
inline constexpr std::int64_t kMsPerDay = 86'400'000;

struct CivilDate {
  std::int64_t year = 1970;
  int month = 1;  // 1 to 12
  int day = 1;    // 1 to 31
};

/// Days since 1970-01-01.
std::int64_t days_from_civil(const CivilDate& date);
CivilDate civil_from_days(std::int64_t days);
int days_in_month(std::int64_t year, int month);

struct Time {
  std::int64_t ms = 0;
  bool is_instant = false;  // had an offset or Z; else ms is wall clock
};

enum class TimeFault : std::uint8_t {
  none,
  form,  // not YYYY-MM-DDTHH:MM[:SS[.fff]][Z|±HH:MM]
  date,  // no such day: 2026-02-30
  hour,  // no such time of day, or no such offset: 24:00, +19:00
};

/// Seconds may be left out; fractions beyond milliseconds are cut.
TimeFault parse_time(std::string_view text, Time& time);

/// "HH:MM" as minutes of the day; 24:00 is the end of it.
std::optional<int> parse_time_of_day(std::string_view text);

/// 0 Sunday … 6 Saturday, of a wall clock time.
int weekday_of(std::int64_t wall_ms);
/// Minutes since midnight of a wall clock time.
int minutes_of_day(std::int64_t wall_ms);

/// "2026-11-28T09:00:00Z", with milliseconds only where there are any.
std::string format_instant(std::int64_t ms);

}  // namespace tendero
