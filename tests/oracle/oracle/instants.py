"""Times of rules.md section 1: instants, and wall clock by the ruleset's own table of offsets."""

import datetime
import re

_RFC3339 = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|z|[+-]\d\d:\d\d)?$")

WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
DAY = 24 * 60 * 60 * 1000


def _days(year, month, day):
    return (datetime.date(year, month, day) - datetime.date(1970, 1, 1)).days


def instant(text, offsets):
    """Milliseconds since the epoch. Without a written offset: wall clock of the store's zone."""
    match = _RFC3339.match(text)
    if not match:
        raise ValueError(f"time {text!r}")
    year, month, day, hour, minute = (int(match[i]) for i in range(1, 6))
    second = int(match[6] or 0)
    milli = int((match[7] or "0").ljust(3, "0")[:3])
    local = _days(year, month, day) * DAY + ((hour * 60 + minute) * 60 + second) * 1000 + milli
    zone = match[8]
    if zone is None:
        return _from_wall(local, offsets)
    if zone in "Zz":
        return local
    sign = -1 if zone[0] == "-" else 1
    return local - sign * (int(zone[1:3]) * 60 + int(zone[4:6])) * 60_000


def offset_at(at, offsets):
    """Minutes that the store's clock is ahead of UTC. The first entry also holds before itself."""
    minutes = offsets[0][1] if offsets else 0
    for start, value in offsets:
        if at >= start:
            minutes = value
    return minutes


def _from_wall(local, offsets):
    """The first instant that shows this wall time; in a gap, the first instant after the gap."""
    if not offsets:
        return local
    shown = []
    for index, (start, minutes) in enumerate(offsets):
        at = local - minutes * 60_000
        end = offsets[index + 1][0] if index + 1 < len(offsets) else None
        if (index == 0 or at >= start) and (end is None or at < end):
            shown.append(at)
    if shown:
        return min(shown)
    return min(start for index, (start, minutes) in enumerate(offsets)
               if index and start + minutes * 60_000 > local
               and start + offsets[index - 1][1] * 60_000 <= local)


def wall_clock(at, offsets):
    """(weekday, minutes since midnight) on the store's clock."""
    local = at + offset_at(at, offsets) * 60_000
    return WEEKDAYS[(local // DAY + 3) % 7], local % DAY // 60_000


def minutes_of_day(text):
    """`HH:MM` as minutes."""
    return int(text[0:2]) * 60 + int(text[3:5])
