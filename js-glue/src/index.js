import factory from 'tendero-engine';
import { Tendero } from './api/tendero.js';
import { enginePlace, openWorkshop } from './engine/place.js';
import { VERSION } from './version.js';

export { TenderoError } from './errors.js';
export { VERSION } from './version.js';
export { Tendero };

/**
 * @typedef {import('./options.js').Options} Options
 * @typedef {import('./api/pricing.js').Answer} Answer
 * @typedef {import('./api/quote.js').Quote} Quote
 * @typedef {import('./api/codes.js').CodeState} CodeState
 * @typedef {import('./api/compare.js').PriceChange} PriceChange
 */

/**
 * Makes one priced cart. Nothing happens at import; this starts loading the engine and the rules.
 * @param {Options} options
 * @returns {Tendero}
 */
export function createTendero(options) {
  const wasm = options.wasm ?? enginePlace();
  return new Tendero({ ...options, wasm }, factory, VERSION, openWorkshop);
}
