// Timing: batches of calls, interleaved engines, medians with spread.

/**
 * @typedef {object} Contestant
 * @property {string} name
 * @property {(count: number) => any} prepare makes what the next `count` calls need: fresh objects, outside the timing
 * @property {(work: any) => void | Promise<number | void>} run makes those calls; this is what is timed, unless it answers
 *   the milliseconds that it measured itself (another process does)
 * @property {number} [most] calls in one batch at most (64 without it)
 */

/** @typedef {{name: string, samples: number[], rounds: number[], calls: number}} Timing µs a call; `rounds` are medians */

/** @param {number[]} values @returns {number} */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

const kBatchMs = 1; // far above the clock's grain

/** One batch. @param {Contestant} who @param {number} count @returns {Promise<number>} ms */
async function batch(who, count) {
  const work = who.prepare(count);
  const from = performance.now();
  const pending = who.run(work);
  const own = pending ? await pending : undefined;
  return own ?? performance.now() - from;
}

/** Warms up and finds a batch that lasts about a millisecond. @param {Contestant} who @param {number} budgetMs */
async function warm(who, budgetMs) {
  const most = who.most ?? 64;
  let spent = await batch(who, 1);
  let size = 1;
  let last = spent;
  while (spent < budgetMs) {
    size = Math.min(most, Math.max(1, Math.round((size * kBatchMs) / Math.max(last, 0.001))));
    last = await batch(who, size);
    spent += last;
  }
  return size;
}

/**
 * Every round runs every contestant for its budget, in an order that changes from round to round.
 * @param {Contestant[]} contestants @param {{rounds: number, budgetMs: number}} options
 * @returns {Promise<Timing[]>}
 */
export async function compete(contestants, { rounds, budgetMs }) {
  const collect = /** @type {any} */ (globalThis).gc ?? (() => {});
  const sizes = [];
  for (const who of contestants) sizes.push(await warm(who, budgetMs * 3));
  const timings = contestants.map((who) => ({ name: who.name, samples: /** @type {number[]} */ ([]), rounds: /** @type {number[]} */ ([]), calls: 0 }));
  for (let round = 0; round < rounds; round += 1) {
    for (let step = 0; step < contestants.length; step += 1) {
      const at = (step + round) % contestants.length;
      collect(); // nobody pays for another's garbage
      const samples = [];
      for (let spent = 0; spent < budgetMs;) {
        const ms = await batch(contestants[at], sizes[at]);
        spent += ms;
        samples.push((ms * 1000) / sizes[at]);
        timings[at].calls += sizes[at];
      }
      timings[at].samples.push(...samples);
      timings[at].rounds.push(median(samples));
    }
  }
  return timings;
}

/** @param {Timing} timing */
export const summary = ({ name, samples, rounds, calls }) => ({
  name, median_us: median(samples), least_us: Math.min(...samples), low_us: Math.min(...rounds), high_us: Math.max(...rounds), rounds: rounds.length, calls,
});
