const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * The offsets of a time zone, as the ruleset's `store.offsets` wants them: `[from_ms, minutes]` ascending, the first
 * holding before as well. One year back to ten ahead, each transition found to the minute. Publishing writes them
 * natively; the browser needs them only to try a ruleset that is being edited.
 * @param {string} zone  IANA name
 * @param {number} now  ms since the epoch
 * @returns {[number, number][]}
 * @throws {RangeError} when the zone is unknown
 */
export function offsets(zone, now) {
  const minutesAt = offsetReader(zone);
  const start = now - (now % DAY) - 366 * DAY;
  const end = start + 11 * 366 * DAY;
  let minutes = minutesAt(start);
  /** @type {[number, number][]} */
  const table = [[start, minutes]];
  for (let time = start; time < end; time += 7 * DAY) {
    const next = minutesAt(time + 7 * DAY);
    if (next === minutes) continue;
    table.push([transition(minutesAt, time, time + 7 * DAY), next]);
    minutes = next;
  }
  return table;
}

/**
 * @param {(time: number) => number} minutesAt
 * @param {number} before  a time before the change
 * @param {number} after  a time after it
 */
function transition(minutesAt, before, after) {
  const old = minutesAt(before);
  let low = before / 60_000;
  let high = after / 60_000;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (minutesAt(middle * 60_000) === old) low = middle;
    else high = middle;
  }
  return high * 60_000;
}

/** @param {string} zone @returns {(time: number) => number} */
function offsetReader(zone) {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (time) => {
    /** @type {Record<string, number>} */
    const at = {};
    for (const part of format.formatToParts(time)) at[part.type] = Number(part.value);
    const wall = Date.UTC(at.year, at.month - 1, at.day, at.hour, at.minute, at.second);
    return Math.round((wall - time) / 60_000);
  };
}
