import factory from 'tendero-engine';
import { Tendero } from './api/tendero.js';
import { enginePlace, openWorkshop } from './engine/place.js';
import { VERSION } from './version.js';

/**
 * What the script tag loads: one instance with the tag's options.
 * @param {import('./options.js').Options} options
 * @param {Promise<Response>} [started]  the engine's bytes, already on their way
 */
export function start(options, started) {
  return new Tendero({ ...options, wasm: { ...enginePlace(), started } }, factory, VERSION, openWorkshop);
}
