import factory from 'tendero-engine';
import { Tendero } from './api/tendero.js';
import { enginePlace } from './engine/place.js';
import * as talk from './remote/talk.js';
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

const outside = {
  factory,
  version: VERSION,
  // A path that a bundler follows into a chunk of its own.
  openWorkshop: async (/** @type {() => number} */ now) => (await import('./merchant/index.js')).openWorkshop(now),
  talk: async () => talk,
};

/**
 * Makes one priced cart. Nothing happens at import; this starts loading the engine and the rules.
 * @param {Options} options
 * @returns {Tendero}
 */
export function createTendero(options) {
  const wasm = options.wasm ?? enginePlace();
  return new Tendero({ ...options, wasm }, outside);
}
