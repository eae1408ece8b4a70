#include "redemption/zone.hpp"

#include <date/date.h>
#include <date/tz.h>

#include <stdexcept>

namespace tendero::server {
namespace {

using std::chrono::milliseconds;
using Milliseconds = date::sys_time<milliseconds>;

const date::time_zone* find_zone(std::string_view zone) {
  try {
    return date::locate_zone(std::string(zone));
  } catch (const std::runtime_error&) {
    return nullptr;
  }
}

date::sys_seconds first_of_year(int year) {
  return date::sys_days{date::year{year} / date::January / 1};
}

/// A written time: the wall clock, and how many minutes that clock is ahead of UTC where it says
/// so.
struct Written {
  date::local_time<milliseconds> wall;
  std::optional<int> minutes_ahead;
};

/// Two or four digits at `at`, which moves past them; -1 when they are none.
int digits(std::string_view text, std::size_t& at, std::size_t count) {
  int value = 0;
  for (std::size_t i = 0; i < count; ++i, ++at) {
    if (at >= text.size() || text[at] < '0' || text[at] > '9') return -1;
    value = value * 10 + (text[at] - '0');
  }
  return value;
}

bool skip(std::string_view text, std::size_t& at, char wanted) {
  if (at >= text.size() || text[at] != wanted) return false;
  ++at;
  return true;
}

/// `YYYY-MM-DD[THH:MM[:SS[.fff]]][Z|+HH:MM|-HH:MM]`
std::optional<Written> read_written(std::string_view text) {
  std::size_t at = 0;
  const int year = digits(text, at, 4);
  if (!skip(text, at, '-')) return std::nullopt;
  const int month = digits(text, at, 2);
  if (!skip(text, at, '-')) return std::nullopt;
  const date::year_month_day day{date::year{year}, date::month{static_cast<unsigned>(month)},
                                 date::day{static_cast<unsigned>(digits(text, at, 2))}};
  if (!day.ok() || year < 0) return std::nullopt;
  Written out{date::local_days{day}, std::nullopt};
  if (at == text.size()) return out;
  if (!skip(text, at, 'T')) return std::nullopt;
  const int hour = digits(text, at, 2);
  const int minute = skip(text, at, ':') ? digits(text, at, 2) : -1;
  const int second = skip(text, at, ':') ? digits(text, at, 2) : 0;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60)
    return std::nullopt;
  out.wall +=
      std::chrono::hours{hour} + std::chrono::minutes{minute} + std::chrono::seconds{second};
  if (skip(text, at, '.')) {
    int scale = 100;
    for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, scale /= 10) {
      out.wall += milliseconds{(text[at] - '0') * scale};
    }
  }
  if (at == text.size()) return out;
  if (skip(text, at, 'Z'))
    out.minutes_ahead = 0;
  else {
    const int sign = text[at] == '-' ? -1 : 1;
    if (text[at] != '-' && text[at] != '+') return std::nullopt;
    const int hours = digits(text, ++at, 2);
    const int minutes = skip(text, at, ':') ? digits(text, at, 2) : -1;
    if (hours < 0 || minutes < 0) return std::nullopt;
    out.minutes_ahead = sign * (hours * 60 + minutes);
  }
  return at == text.size() ? std::optional(out) : std::nullopt;
}

}  // namespace

std::optional<std::vector<Offset>> zone_offsets(std::string_view name, std::int64_t now_ms) {
  const date::time_zone* zone = find_zone(name);
  if (!zone) return std::nullopt;
  const Milliseconds now{milliseconds{now_ms}};
  const int year = static_cast<int>(date::year_month_day{date::floor<date::days>(now)}.year());
  const auto end = first_of_year(year + 11);
  std::vector<Offset> out;
  for (auto at = first_of_year(year - 1); at < end;) {
    const date::sys_info info = zone->get_info(at);
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(info.offset);
    const std::int64_t from = milliseconds{at.time_since_epoch()}.count();
    const auto count = static_cast<std::int32_t>(minutes.count());
    if (out.empty() || out.back().minutes != count) out.push_back({from, count});
    at = info.end;
  }
  return out;
}

std::optional<std::int64_t> instant_of(std::string_view text, std::string_view name) {
  const auto written = read_written(text);
  if (!written) return std::nullopt;
  const auto since = written->wall.time_since_epoch();
  if (written->minutes_ahead)
    return (since - std::chrono::minutes{*written->minutes_ahead}).count();
  const date::time_zone* zone = find_zone(name);
  if (!zone) return std::nullopt;
  const date::local_info info = zone->get_info(date::floor<std::chrono::seconds>(written->wall));
  if (info.result == date::local_info::nonexistent) {
    return milliseconds{info.second.begin.time_since_epoch()}.count();
  }
  return (since - milliseconds{info.first.offset}).count();
}

}  // namespace tendero::server
