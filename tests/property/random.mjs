// A small seeded generator of numbers: the same seed gives the same carts everywhere.

/** @param {number} seed */
export function seeded(seed) {
  let state = seed >>> 0;
  /** In [0, 1): mulberry32. */
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const below = (/** @type {number} */ count) => Math.floor(next() * count);
  return {
    below,
    chance: (/** @type {number} */ share) => next() < share,
    /** @template T @param {readonly T[]} list @returns {T} */
    pick: (list) => list[below(list.length)],
    /** @template T @param {readonly T[]} list @returns {T[]} */
    some: (list) => list.filter(() => next() < 0.4),
    /** @template T @param {readonly T[]} list @returns {T[]} */
    shuffled: (list) => {
      const copy = [...list];
      for (let i = copy.length - 1; i > 0; --i) {
        const j = below(i + 1);
        [copy[i], copy[j]] = [copy[j], copy[i]];
      }
      return copy;
    },
  };
}

/** The seed of a run: TENDERO_SEED, or the fixed one of every day. */
export const seed = Number(process.env.TENDERO_SEED ?? 20261122);

/** @typedef {ReturnType<typeof seeded>} Random */
