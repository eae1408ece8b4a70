/**
 * The instance that elements show, unless one is given to them by property: `startElements` or `defineElements` sets
 * it. Elements that were on the page before hear of it.
 */

/** @type {any} */
let current;
/** @type {Set<(tendero: any) => void>} */
const waiting = new Set();

export function currentTendero() {
  return current;
}

/** @param {any} tendero */
export function setTendero(tendero) {
  current = tendero;
  for (const hear of waiting) hear(tendero);
}

/**
 * @param {(tendero: any) => void} hear
 * @returns {() => void}
 */
export function onTendero(hear) {
  waiting.add(hear);
  return () => waiting.delete(hear);
}
