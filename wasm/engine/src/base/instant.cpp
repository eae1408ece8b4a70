#include "base/instant.hpp"

#include "base/text.hpp"

namespace tendero {
namespace {

constexpr std::int64_t kDaysPerEra = 146'097;  // 400 years

std::int64_t floor_div(std::int64_t a, std::int64_t b) {
  return a / b - (a % b < 0 ? 1 : 0);
}
std::int64_t floor_mod(std::int64_t a, std::int64_t b) {
  return a - floor_div(a, b) * b;
}

/// Reads from the front of a text.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : left_(text) {}

  bool done() const { return left_.empty(); }
  char peek() const { return left_.empty() ? '\0' : left_.front(); }
  bool take(char wanted) {
    if (peek() != wanted || left_.empty()) return false;
    left_.remove_prefix(1);
    return true;
  }
  bool digits(std::size_t count, int& number) {
    if (left_.size() < count) return false;
    number = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (left_[i] < '0' || left_[i] > '9') return false;
      number = number * 10 + (left_[i] - '0');
    }
    left_.remove_prefix(count);
    return true;
  }
  /// One to nine digits after the point, as milliseconds.
  bool fraction(int& ms) {
    int scale = 100;
    int count = 0;
    ms = 0;
    for (; peek() >= '0' && peek() <= '9'; left_.remove_prefix(1), ++count) {
      ms += (peek() - '0') * scale;
      scale /= 10;
    }
    return count >= 1 && count <= 9;
  }

 private:
  std::string_view left_;
};

struct Fields {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, ms = 0;
};

bool scan_local(Scanner& scan, Fields& f) {
  if (!scan.digits(4, f.year) || !scan.take('-') || !scan.digits(2, f.month) || !scan.take('-') ||
      !scan.digits(2, f.day) || !(scan.take('T') || scan.take('t')) || !scan.digits(2, f.hour) ||
      !scan.take(':') || !scan.digits(2, f.minute)) {
    return false;
  }
  if (!scan.take(':')) return true;
  if (!scan.digits(2, f.second)) return false;
  return !scan.take('.') || scan.fraction(f.ms);
}

}  // namespace

// Howard Hinnant's "chrono-compatible low-level date algorithms": years start in March, so that the
// leap day is the last one.
std::int64_t days_from_civil(const CivilDate& date) {
  const std::int64_t year = date.year - (date.month <= 2 ? 1 : 0);
  const std::int64_t era = floor_div(year, 400);
  const std::int64_t year_of_era = year - era * 400;
  const std::int64_t day_of_year =
      (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
  const std::int64_t day_of_era =
      year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * kDaysPerEra + day_of_era - 719'468;
}

CivilDate civil_from_days(std::int64_t days) {
  days += 719'468;
  const std::int64_t era = floor_div(days, kDaysPerEra);
  const std::int64_t doe = days - era * kDaysPerEra;
  const std::int64_t yoe = (doe - doe / 1'460 + doe / 36'524 - doe / 146'096) / 365;
  const std::int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  const std::int64_t month = (5 * doy + 2) / 153;
  CivilDate date;
  date.day = static_cast<int>(doy - (153 * month + 2) / 5 + 1);
  date.month = static_cast<int>(month < 10 ? month + 3 : month - 9);
  date.year = yoe + era * 400 + (date.month <= 2 ? 1 : 0);
  return date;
}

int days_in_month(std::int64_t year, int month) {
  if (month == 2) return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

TimeFault parse_time(std::string_view text, Time& time) {
  Scanner scan(text);
  Fields f;
  if (!scan_local(scan, f)) return TimeFault::form;
  int offset = 0;
  time.is_instant = !scan.done();
  if (time.is_instant && !scan.take('Z') && !scan.take('z')) {
    const bool west = scan.peek() == '-';
    int hours = 0;
    int minutes = 0;
    if (!(scan.take('+') || scan.take('-')) || !scan.digits(2, hours) || !scan.take(':') ||
        !scan.digits(2, minutes)) {
      return TimeFault::form;
    }
    if (hours > 18 || minutes > 59) return TimeFault::hour;
    offset = (hours * 60 + minutes) * (west ? -1 : 1);
  }
  if (!scan.done()) return TimeFault::form;
  if (f.year < 1 || f.year > 9998 || f.month < 1 || f.month > 12 || f.day < 1 ||
      f.day > days_in_month(f.year, f.month))
    return TimeFault::date;
  if (f.hour > 23 || f.minute > 59 || f.second > 59) return TimeFault::hour;
  const std::int64_t minutes =
      days_from_civil({f.year, f.month, f.day}) * 1'440 + f.hour * 60 + f.minute - offset;
  time.ms = minutes * kMsPerMinute + f.second * 1'000 + f.ms;
  return TimeFault::none;
}

std::optional<int> parse_time_of_day(std::string_view text) {
  Scanner scan(text);
  int hour = 0;
  int minute = 0;
  if (!scan.digits(2, hour) || !scan.take(':') || !scan.digits(2, minute) || !scan.done())
    return {};
  if (minute > 59 || hour > 24 || (hour == 24 && minute > 0)) return {};
  return hour * 60 + minute;
}

int weekday_of(std::int64_t wall_ms) {
  return static_cast<int>(floor_mod(floor_div(wall_ms, kMsPerDay) + 4, 7));  // 1970-01-01: Thursday
}

int minutes_of_day(std::int64_t wall_ms) {
  return static_cast<int>(floor_mod(wall_ms, kMsPerDay) / kMsPerMinute);
}

std::string format_instant(std::int64_t ms) {
  const CivilDate date = civil_from_days(floor_div(ms, kMsPerDay));
  const std::int64_t rest = floor_mod(ms, kMsPerDay);
  std::string out;
  const auto padded = [&out](std::int64_t number, int width) {
    const std::string text = tendero::digits(number);
    for (int i = static_cast<int>(text.size()); i < width; ++i) out += '0';
    out += text;
  };
  padded(date.year, 4), out += '-', padded(date.month, 2), out += '-', padded(date.day, 2);
  out += 'T', padded(rest / 3'600'000, 2), out += ':', padded(rest / 60'000 % 60, 2);
  out += ':', padded(rest / 1'000 % 60, 2);
  if (rest % 1'000 != 0) out += '.', padded(rest % 1'000, 3);
  return out + 'Z';
}

}  // namespace tendero
