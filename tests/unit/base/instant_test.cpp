#include "base/instant.hpp"

#include <doctest/doctest.h>

using namespace tendero;

namespace {

TimeFault fault(std::string_view text) {
  Time time;
  return parse_time(text, time);
}

std::int64_t ms(std::string_view text) {
  Time time;
  REQUIRE(parse_time(text, time) == TimeFault::none);
  return time.ms;
}

}  // namespace

TEST_CASE("instants: the written offset does not count, only the instant") {
  CHECK(ms("1970-01-01T00:00:00Z") == 0);
  CHECK(ms("2026-11-28T10:00:00+01:00") == ms("2026-11-28T09:00:00Z"));
  CHECK(ms("2026-11-28T05:30:00-03:30") == ms("2026-11-28T09:00:00Z"));
  CHECK(ms("2026-11-28T09:00:00.25Z") == ms("2026-11-28T09:00:00Z") + 250);
  CHECK(ms("2026-11-28T09:00:00.123456789Z") == ms("2026-11-28T09:00:00Z") + 123);
  CHECK(ms("1969-12-31T23:59:59Z") == -1000);
}

TEST_CASE("times without an offset are wall clock") {
  Time time;
  REQUIRE(parse_time("2026-11-27T00:00", time) == TimeFault::none);
  CHECK_FALSE(time.is_instant);
  REQUIRE(parse_time("2026-11-27T00:00Z", time) == TimeFault::none);
  CHECK(time.is_instant);
}

TEST_CASE("each fault of a time is told apart") {
  for (const char* text :
       {"", "2026-11-28", "2026-11-28 10:00", "26-11-28T10:00", "2026-11-28T10:00:00z1",
        "2026-11-28T10:00:00.Z", "2026-11-28T10:00:00.1234567890Z", "2026-11-28T10:00+1:00"}) {
    CAPTURE(text);
    CHECK(fault(text) == TimeFault::form);
  }
  for (const char* text :
       {"2026-02-30T00:00", "2026-02-29T00:00", "2026-13-01T00:00", "2026-00-01T00:00",
        "2026-04-31T00:00", "1900-02-29T00:00", "0000-01-01T00:00"}) {
    CAPTURE(text);
    CHECK(fault(text) == TimeFault::date);
  }
  for (const char* text :
       {"2026-11-28T24:00", "2026-11-28T10:60", "2026-11-28T10:00:60Z", "2026-11-28T10:00+19:00"}) {
    CAPTURE(text);
    CHECK(fault(text) == TimeFault::hour);
  }
  CHECK(fault("2028-02-29T00:00") == TimeFault::none);
  CHECK(fault("2000-02-29T00:00") == TimeFault::none);
}

TEST_CASE("days count back and forth over leap years and eras") {
  for (std::int64_t day = -800'000; day <= 800'000; day += 97) {
    const CivilDate date = civil_from_days(day);
    REQUIRE(days_from_civil(date) == day);
    REQUIRE(date.day >= 1);
    REQUIRE(date.day <= days_in_month(date.year, date.month));
  }
}

TEST_CASE("instants are written in UTC, and read back") {
  for (const char* text : {"2026-11-28T09:00:00Z", "1969-12-31T23:59:59.999Z",
                           "0001-01-01T00:00:00Z", "2024-02-29T23:59:59.001Z"}) {
    CHECK(format_instant(ms(text)) == text);
  }
}

TEST_CASE("weekday and time of day of a wall clock time") {
  CHECK(weekday_of(ms("2026-11-28T10:00:00Z")) == 6);  // a Saturday
  CHECK(weekday_of(ms("1969-12-31T10:00:00Z")) == 3);
  CHECK(minutes_of_day(ms("1969-12-31T10:05:00Z")) == 605);
  CHECK(parse_time_of_day("24:00") == 1440);
  CHECK(parse_time_of_day("00:00") == 0);
  CHECK_FALSE(parse_time_of_day("24:01"));
  CHECK_FALSE(parse_time_of_day("7:30"));
  CHECK_FALSE(parse_time_of_day("12:60"));
}
