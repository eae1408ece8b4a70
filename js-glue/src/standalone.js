import factory from 'tendero-engine';
import { Tendero } from './api/tendero.js';
import { later } from './later.js';
import { VERSION } from './version.js';

const outside = {
  factory,
  version: VERSION,
  openWorkshop: async (/** @type {() => number} */ now) => (await later(TENDERO_LATER.merchant)).openWorkshop(now),
  talk: () => later(TENDERO_LATER.talk),
};

/**
 * What the script tag loads: one instance with the tag's options, its engine's bytes already on their way.
 * @param {import('./options.js').Options} options
 */
export function start(options) {
  return new Tendero(options, outside);
}
