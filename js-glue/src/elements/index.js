import { defineNamed, elements } from './all.js';
import { setTendero } from './instance.js';

export * from './all.js';

/**
 * Registers the elements and gives them the instance to show. Nothing happens at import.
 * @param {import('../api/tendero.js').Tendero} tendero
 * @param {string[]} [names]  short names (`coupon`, `summary`, …); default all
 */
export function defineElements(tendero, names = Object.keys(elements)) {
  defineNamed(names);
  setTendero(tendero);
}
